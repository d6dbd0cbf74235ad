"""Signing in: a link that works once, and a code for those who read their mail elsewhere.

Neither is kept: both follow from the attempt's id and our key, so that the database and the outbox
give nobody a way in.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from staff.accounts import Account, Accounts, read_account
from staff.schema import account, sign_in

PATH = "/equipe/connexion"
VALID = timedelta(minutes=10)
"""How long a link and a code work."""

INVITATION = timedelta(days=7)
"""How long the link of an invitation works."""

MOST_TRIES = 5
"""How many codes may be typed for one e-mail."""

MOST_AN_HOUR = 5
"""How many e-mails an address is sent within an hour."""

_HOUR = timedelta(hours=1)
_attempt = sign_in.c


class Announce(Protocol):
    """Writes the e-mail of an attempt to sign in, in its transaction."""

    def __call__(
        self,
        connection: Connection,
        email: str,
        name: str,
        sign_in: str,
        now: datetime,
        *,
        is_invited: bool,
    ) -> None:
        """Write it; who `is_invited` has asked for nothing."""


class NotSignedIn(Exception):
    """The link or code is wrong, used, or too old."""


@dataclass(frozen=True)
class SignInSecrets:
    """Makes and reads links and codes. `base_url` is where the school is reached."""

    base_url: str
    key: str

    def __repr__(self) -> str:
        """Show everything except the key."""
        return f"SignInSecrets({self.base_url!r})"

    def link(self, attempt: str) -> str:
        """Make the address that signs in."""
        return f"{self.base_url}{PATH}/lien/{self._links.dumps(attempt)}"

    def code(self, attempt: str) -> str:
        """Make the code of an attempt: six digits."""
        digest = hmac.digest(self.key.encode(), b"sign-in code of " + attempt.encode(), "sha256")
        return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"

    def attempt_of(self, token: str) -> str:
        """Read the signed part of a link. Raises NotSignedIn."""
        try:
            return str(self._links.loads(token))
        except BadSignature as error:
            raise NotSignedIn from error

    def values(self, attempt: str) -> dict[str, Any]:
        """Return what an e-mail says of an attempt."""
        return {"link": self.link(attempt), "code": self.code(attempt)}

    @property
    def _links(self) -> URLSafeSerializer:
        return URLSafeSerializer(
            self.key, salt="sign-in link", signer_kwargs={"digest_method": hashlib.sha256}
        )


class SignIn:
    """Lets people in by what they are sent."""

    def __init__(
        self, engine: Engine, accounts: Accounts, ways: SignInSecrets, announce: Announce
    ) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._accounts = accounts
        self._ways = ways
        self._announce = announce

    def begin(self, email: str, now: datetime) -> str:
        """Send a link and a code, if the address has an account; returns the attempt's id.

        An address without one, or that asked too often, gets an attempt that nothing can complete.
        """
        subject = _digest(email)
        person = self._accounts.by_email(email)
        with self._engine.begin() as connection:
            asked = connection.execute(
                select(func.count()).where(
                    _attempt.subject == subject, _attempt.created_at > now - _HOUR
                )
            ).scalar_one()
            if asked >= MOST_AN_HOUR:
                person = None
            attempt = _add(connection, subject, person, now, VALID)
            if person is not None:
                self._announce(
                    connection, person.email, person.name, attempt, now, is_invited=False
                )
        return attempt

    def invite(self, person: Account, now: datetime) -> str:
        """Send the first link to a person who was invited; returns it."""
        with self._engine.begin() as connection:
            attempt = _add(connection, _digest(person.email), person, now, INVITATION)
            self._announce(connection, person.email, person.name, attempt, now, is_invited=True)
        return self._ways.link(attempt)

    def by_link(self, token: str, now: datetime) -> Account:
        """Let in who follows a link. Raises NotSignedIn; it works once."""
        attempt = self._ways.attempt_of(token)
        with self._engine.begin() as connection:
            return _complete(connection, attempt, now)

    def check_link(self, token: str, now: datetime) -> None:
        """Check, changing nothing, that a link would let somebody in. Raises NotSignedIn."""
        attempt = self._ways.attempt_of(token)
        query = select(_attempt.id).where(*_is_good(attempt, now))
        with self._reader.connect() as connection:
            if connection.execute(query).first() is None:
                raise NotSignedIn

    def by_code(self, attempt: str, code: str, now: datetime) -> Account:
        """Let in who types the code. Raises NotSignedIn.

        A try is counted before the code is looked at, so that simultaneous tries all count.
        """
        with self._engine.begin() as connection:
            counted = connection.execute(
                update(sign_in)
                .where(*_is_good(attempt, now), _attempt.tries < MOST_TRIES)
                .values(tries=_attempt.tries + 1)
            )
        if not counted.rowcount or not hmac.compare_digest(
            self._ways.code(attempt).encode(), code.encode()
        ):
            raise NotSignedIn
        with self._engine.begin() as connection:
            return _complete(connection, attempt, now)

    def forget(self, now: datetime) -> int:
        """Delete attempts that are over; returns how many."""
        over = delete(sign_in).where(_attempt.expires_at < now - _HOUR)
        with self._engine.begin() as connection:
            return connection.execute(over).rowcount


def _add(
    connection: Connection, subject: str, person: Account | None, now: datetime, valid: timedelta
) -> str:
    attempt = secrets.token_hex(16)
    connection.execute(
        insert(sign_in).values(
            id=attempt,
            subject=subject,
            account_id=person.id if person else None,
            created_at=now,
            expires_at=now + valid,
            tries=0,
        )
    )
    return attempt


def _complete(connection: Connection, attempt: str, now: datetime) -> Account:
    used = connection.execute(
        update(sign_in)
        .where(*_is_good(attempt, now))
        .values(used_at=now)
        .returning(_attempt.account_id)
    ).scalar_one_or_none()
    if used is None:
        raise NotSignedIn
    row = connection.execute(select(account).where(account.c.id == used)).one()
    return read_account(row)


def _is_good(attempt: str, now: datetime) -> tuple[Any, ...]:
    return (
        _attempt.id == attempt,
        _attempt.account_id.is_not(None),
        _attempt.used_at.is_(None),
        _attempt.expires_at > now,
    )


def _digest(email: str) -> str:
    return hashlib.sha256(f"sign-in {email.casefold()}".encode()).hexdigest()
