"""Accounts: who may sign in, and in which of three roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Select,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from notify.announcements.recipients import Person
from notify.calendars.feed import Feed
from notify.outbox.queue import Outbox
from staff import audit, told
from staff.audit import Action, Actor, ActorKind
from staff.leaving import give_back, renew_feeds
from staff.schema import account, passkey, sign_in, staff_session

_account = account.c


class Role(StrEnum):
    """What a person may do; the values are in the database and on the command line."""

    ADMINISTRATION = "administration"
    """Everything, people and roles too."""
    SECRETARIAT = "secretariat"
    """All agendas, interviews, questions and messages."""
    INTERVENANT = "intervenant"
    """Their own agenda and interviews."""


@dataclass(frozen=True)
class Account:
    """A person who may sign in, until `left_at`; times are aware and in UTC."""

    id: int
    email: str
    name: str
    role: Role
    interviewer_id: int | None
    left_at: datetime | None = None
    seen_at: datetime | None = None
    """When they last did something here, as far as their sessions still tell."""

    @property
    def actor(self) -> Actor:
        """The person, for the history."""
        return Actor(ActorKind.PERSON, self.id, self.name)

    @property
    def feeds(self) -> frozenset[Feed]:
        """The feeds whose address they may read."""
        own = set() if self.interviewer_id is None else {Feed(self.interviewer_id)}
        everybodys = set() if self.role is Role.INTERVENANT else {Feed(None)}
        return frozenset(own | everybodys)


class AddressTaken(Exception):
    """The address has an account already."""


class LastAdministrator(Exception):
    """Nobody else could change people and roles."""


class Accounts:
    """Keeps accounts; each change is noted in the same transaction."""

    def __init__(self, engine: Engine, outbox: Outbox) -> None:
        self._engine = engine
        self._outbox = outbox
        self._reader = engine.execution_options(read_only=True)

    def invite(
        self,
        email: str,
        name: str,
        role: Role,
        actor: Actor,
        now: datetime,
        interviewer_id: int | None = None,
    ) -> Account:
        """Add a person, or take one back who had left. Raises AddressTaken."""
        values = {"name": name, "role": role, "interviewer_id": interviewer_id, "left_at": None}
        try:
            with self._engine.begin() as connection:
                known = _find(connection, _account.email == email.lower())
                if known is not None and known.left_at is None:
                    raise AddressTaken
                if known is None:
                    row = {"email": email.lower(), "created_at": now, **values}
                    adding = insert(account).values(row).returning(_account.id)
                    identity: int = connection.execute(adding).scalar_one()
                else:
                    identity = known.id
                    connection.execute(
                        update(account).where(_account.id == identity).values(values)
                    )
                audit.note(
                    connection, actor, Action.ACCOUNT_INVITED, now, name=name, role=role.value
                )
                return _known(connection, identity)
        except IntegrityError as error:  # two invited the same person at once
            raise AddressTaken from error

    def change(
        self,
        account_id: int,
        role: Role,
        actor: Actor,
        now: datetime,
        interviewer_id: int | None = None,
    ) -> Account:
        """Give a person another role, and say which interviews are theirs.

        Who sees no questions any more has none, and is told of no more than their own interviews.
        Feeds that they may read no more get another address.

        Raises LastAdministrator.
        """
        with self._engine.begin() as connection:
            before = _known(connection, account_id)
            if role is not Role.ADMINISTRATION:
                _check_another_administrator(connection, account_id)
            connection.execute(
                update(account)
                .where(_account.id == account_id)
                .values(role=role, interviewer_id=interviewer_id)
            )
            audit.note(
                connection, actor, Action.ACCOUNT_CHANGED, now, name=before.name, role=role.value
            )
            after = _known(connection, account_id)
            if role is Role.INTERVENANT and before.role is not role:
                told.take_off(connection, before.email, actor, now)
                self._give_back(connection, before, actor, now)
            renew_feeds(connection, before.feeds - after.feeds, actor, now)
            return after

    def leave(self, account_id: int, actor: Actor, now: datetime) -> None:
        """End an account, its passkeys and all its sessions; its questions are everybody's again.

        They are told of nothing any more, and the feeds that they know get another address.
        Raises LastAdministrator.
        """
        with self._engine.begin() as connection:
            person = _known(connection, account_id)
            _check_another_administrator(connection, account_id)
            connection.execute(update(account).where(_account.id == account_id).values(left_at=now))
            for table in (staff_session, sign_in, passkey):
                connection.execute(delete(table).where(table.c.account_id == account_id))
            audit.note(connection, actor, Action.ACCOUNT_LEFT, now, name=person.name)
            told.take_off(connection, person.email, actor, now)
            self._give_back(connection, person, actor, now)
            renew_feeds(connection, person.feeds, actor, now)

    def _give_back(
        self, connection: Connection, person: Account, actor: Actor, now: datetime
    ) -> None:
        who = Person(person.email, person.name)
        give_back(connection, self._outbox, person.id, who, actor, now)

    def get(self, account_id: int) -> Account | None:
        """Read an account; None if there is none, or the person has left."""
        with self._reader.connect() as connection:
            found = _find(connection, _account.id == account_id)
        return found if found is not None and found.left_at is None else None

    def by_email(self, email: str) -> Account | None:
        """Find who may sign in with an address."""
        with self._reader.connect() as connection:
            return _find(connection, _account.email == email.lower(), _account.left_at.is_(None))

    def everybody(self) -> Sequence[Account]:
        """List who may sign in, by name."""
        query = _accounts().where(_account.left_at.is_(None)).order_by(func.lower(_account.name))
        with self._reader.connect() as connection:
            return [read_account(row) for row in connection.execute(query)]


def read_account(row: Row[Any]) -> Account:
    """Make the account of a row of the table."""
    return Account(
        row.id,
        row.email,
        row.name,
        Role(row.role),
        row.interviewer_id,
        row.left_at,
        getattr(row, "seen_at", None),
    )


def _accounts() -> Select[Any]:
    seen_at = (
        select(func.max(staff_session.c.seen_at))
        .where(staff_session.c.account_id == _account.id)
        .scalar_subquery()
        .label("seen_at")
    )
    return select(account, seen_at)


def _find(connection: Connection, *which: Any) -> Account | None:
    row = connection.execute(_accounts().where(*which)).one_or_none()
    return None if row is None else read_account(row)


def _known(connection: Connection, account_id: int) -> Account:
    return read_account(connection.execute(_accounts().where(_account.id == account_id)).one())


def _check_another_administrator(connection: Connection, account_id: int) -> None:
    administrators = connection.execute(
        select(_account.id)
        .where(_account.role == Role.ADMINISTRATION, _account.left_at.is_(None))
        .order_by(_account.id)
        .with_for_update()  # two who make each other leave wait for one another
    ).scalars()
    if set(administrators) == {account_id}:
        raise LastAdministrator
