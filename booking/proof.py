"""Proving that an interview is yours: reference and e-mail together, with few guesses."""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, select

from booking import schema
from booking.desk import BookingDesk
from booking.model import Interview, TooManyGuesses, UnknownReference
from booking.references import normal_reference

_WINDOW = timedelta(hours=1)
_LIMITS = {"session": 5, "reference": 5, "email": 10, "source": 30}
"""How many wrong guesses are allowed in the window, counted in each of four ways."""


class Proof:
    """Gives an interview to a visitor who knows its reference and its e-mail address."""

    def __init__(self, engine: Engine, desk: BookingDesk, key: str) -> None:
        """`key` is a secret: without it nobody can try addresses on what is kept of guesses."""
        self._key = key.encode()
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._desk = desk

    def check(
        self, reference: str, email: str, session: str, now: datetime, source: str | None = None
    ) -> Interview:
        """Find an interview by what was typed. Raises UnknownReference, TooManyGuesses.

        `session` is the conversation, `source` a digest of where it comes from, if that is known.

        A guess is recorded before it is checked, so that simultaneous guesses all count. Guesses
        of others at an address never shut its owner out: strangers may know an address, while
        references are too many to be found by trying.
        """
        subjects = {
            "session": self._digest("session", session),
            "reference": self._digest("reference", normal_reference(reference)),
            "email": self._digest("email", email.casefold()),
        }
        if source is not None:
            subjects["source"] = self._digest("source", source)
        attempt = self._note(subjects.values(), now)
        used_up = self._used_up(subjects, now)
        if used_up - {"email", "source"}:  # which others may have used up
            raise TooManyGuesses
        try:
            interview = self._desk.find(reference, email)
        except UnknownReference:
            if used_up:
                raise TooManyGuesses from None
            raise
        self._forget(attempt)
        return interview

    def _note(self, subjects: Iterable[str], now: datetime) -> str:
        attempt = str(uuid.uuid4())
        rows = [{"attempt": attempt, "subject": key, "guessed_at": now} for key in subjects]
        with self._engine.begin() as connection:
            _forget_old(connection, now)
            connection.execute(insert(schema.guess), rows)
        return attempt

    def forget(self, now: datetime) -> None:
        """Delete the guesses that count no more."""
        with self._engine.begin() as connection:
            _forget_old(connection, now)

    def _used_up(self, subjects: dict[str, str], now: datetime) -> set[str]:
        guess = schema.guess.c
        with self._reader.connect() as connection:
            counted = connection.execute(
                select(guess.subject, func.count().label("guesses"))
                .where(guess.subject.in_(subjects.values()), guess.guessed_at >= now - _WINDOW)
                .group_by(guess.subject)
            )
            counts = {row.subject: row.guesses for row in counted}
        return {kind for kind, key in subjects.items() if counts.get(key, 0) > _LIMITS[kind]}

    def _forget(self, attempt: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(schema.guess).where(schema.guess.c.attempt == attempt))

    def _digest(self, kind: str, value: str) -> str:
        """Identify a subject without storing it."""
        return hmac.new(self._key, f"{kind} {value}".encode(), "sha256").hexdigest()


def _forget_old(connection: Connection, now: datetime) -> None:
    old = schema.guess.c.guessed_at < now - _WINDOW
    connection.execute(delete(schema.guess).where(old))
