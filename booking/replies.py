"""What visitors reply to the school's e-mails: that they come, that another hour suits them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, Engine

from booking import store
from booking.lookup import open_interview
from booking.model import Interview
from booking.transactions import in_transaction

Note = Callable[[Connection, Interview, datetime], None]
"""Notes in the same transaction that the hour of an interview was accepted."""


class Replies:
    """Takes the replies, each to an interview as its visitor saw it: `version` is its sequence.

    They raise UnknownReference, NotOpen and MovedMeanwhile. Replied again, nothing changes.
    """

    def __init__(self, engine: Engine, note: Note) -> None:
        self._engine = engine
        self._note = note

    @in_transaction
    def accept(
        self, connection: Connection, reference: str, version: int, now: datetime
    ) -> Interview:
        """Note that the hour suits to which the school moved it, if it did."""
        interview = _as_seen(connection, reference, version, now)
        if interview.answer_asked_at is None or interview.accepted_at is not None:
            return interview
        accepted = store.note_reply(connection, interview.id, accepted_at=now)
        self._note(connection, accepted, now)
        return accepted

    @in_transaction
    def note_coming(
        self, connection: Connection, reference: str, version: int, now: datetime
    ) -> Interview:
        """Note that the visitor means to come."""
        interview = _as_seen(connection, reference, version, now)
        if interview.coming_at is not None:
            return interview
        return store.note_reply(connection, interview.id, coming_at=now)


def _as_seen(connection: Connection, reference: str, version: int, now: datetime) -> Interview:
    return open_interview(connection, reference, now, version)
