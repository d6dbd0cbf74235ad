"""Sessions: who is signed in, on which device. Each can be ended from any other."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, and_, delete, insert, or_, select, update
from sqlalchemy.exc import OperationalError

from staff import audit
from staff.accounts import Account, read_account
from staff.audit import Action
from staff.schema import account, staff_session

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
FRESH = timedelta(minutes=10)
"""How long after signing in the weightiest pages open without signing in again."""

_UNPROVED = "u."
"""What the token begins with of who did not prove just now who they are. It cannot be left out: the
digest that is kept is of the whole token."""

_SEEN_EVERY = timedelta(minutes=5)  # so that reading a page seldom writes
_LONGEST_DEVICE = 120
_session = staff_session.c


@dataclass(frozen=True)
class Session:
    """A device on which somebody is signed in; times are aware and in UTC."""

    id: int
    device: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True)
class Member:
    """A person who is signed in, and the session that says so."""

    account: Account
    session: Session
    is_proved: bool = True

    def is_fresh(self, now: datetime, within: timedelta = FRESH) -> bool:
        """Tell whether they proved not long ago who they are."""
        return self.is_proved and now - self.session.created_at <= within


def is_proved(token: str) -> bool:
    """Tell whether the session of a token was opened by who proved just then who they are."""
    return not token.startswith(_UNPROVED)


class Sessions:
    """Opens, reads and ends sessions. The browser has a token of which we keep a digest."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._brief = engine.execution_options(brief=True)

    def open(
        self,
        person: Account,
        device: str,
        now: datetime,
        instead_of: str = "",
        *,
        proved: bool = True,
    ) -> str:
        """Sign a person in; returns the token. The session of a token given ends.

        What wants a fresh sign-in opens only to who `proved` just now who they are.
        """
        token = ("" if proved else _UNPROVED) + secrets.token_urlsafe(32)
        with self._engine.begin() as connection:
            connection.execute(delete(staff_session).where(_session.token == _digest(instead_of)))
            connection.execute(
                insert(staff_session).values(
                    token=_digest(token),
                    account_id=person.id,
                    device=device[:_LONGEST_DEVICE],
                    created_at=now,
                    seen_at=now,
                )
            )
            audit.note(connection, person.actor, Action.SIGNED_IN, now)
        return token

    def read(self, token: str, now: datetime) -> Member | None:
        """Tell who has a token; None for one that is unknown, ended, or idle for too long."""
        query = (
            select(account, *_columns())
            .join(staff_session)
            .where(
                _session.token == _digest(token),
                _session.seen_at > now - IDLE,
                _session.created_at > now - LONGEST,
                account.c.left_at.is_(None),
            )
        )
        with self._reader.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        member = Member(read_account(row), _read(row), is_proved(token))
        if now - member.session.seen_at > _SEEN_EVERY:
            # Where others write, it is noted another time: who only reads never waits for them.
            with suppress(OperationalError), self._brief.begin() as connection:
                seen = update(staff_session).where(_session.id == member.session.id)
                connection.execute(seen.values(seen_at=now))
        return member

    def of(self, account_id: int, now: datetime) -> Sequence[Session]:
        """List the devices on which a person is signed in, the last used first."""
        query = (
            select(*_columns())
            .where(
                _session.account_id == account_id,
                _session.seen_at > now - IDLE,
                _session.created_at > now - LONGEST,
            )
            .order_by(_session.seen_at.desc(), _session.id.desc())
        )
        with self._reader.connect() as connection:
            return [_read(row) for row in connection.execute(query)]

    def end(self, member: Member, session_id: int, now: datetime) -> bool:
        """End one of a person's own sessions; False if it is not theirs."""
        with self._engine.begin() as connection:
            ended = connection.execute(
                delete(staff_session).where(
                    _session.id == session_id, _session.account_id == member.account.id
                )
            )
            if ended.rowcount:
                audit.note(connection, member.account.actor, Action.SESSION_ENDED, now)
        return ended.rowcount > 0

    def end_others(self, member: Member, now: datetime) -> int:
        """End all of a person's sessions but the one that they are in; returns how many."""
        others = and_(_session.account_id == member.account.id, _session.id != member.session.id)
        with self._engine.begin() as connection:
            ended = connection.execute(delete(staff_session).where(others)).rowcount
            for _ in range(ended):
                audit.note(connection, member.account.actor, Action.SESSION_ENDED, now)
        return ended

    def forget(self, now: datetime) -> int:
        """Delete sessions that are over; returns how many."""
        over = or_(_session.seen_at < now - IDLE, _session.created_at < now - LONGEST)
        with self._engine.begin() as connection:
            return connection.execute(delete(staff_session).where(over)).rowcount


def _columns() -> tuple[Any, ...]:
    return (
        _session.id.label("session_id"),
        _session.device,
        _session.created_at.label("signed_in_at"),
        _session.seen_at,
    )


def _read(row: Any) -> Session:
    return Session(row.session_id, row.device, row.signed_in_at, row.seen_at)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
