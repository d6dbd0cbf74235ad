"""Whether the visitor came: noted once the interview has begun, and taken back within a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from booking import store
from booking.model import BookingError, Interview, Status, UnknownReference
from booking.references import normal_reference
from booking.transactions import in_transaction

UNDO = timedelta(days=1)
"""How long what was noted can be taken back."""

OUTCOMES = (Status.ATTENDED, Status.NO_SHOW)

Note = Callable[[Connection, Interview, datetime], None]
"""Notes in the same transaction what has become of an interview."""


class NotBegun(BookingError):
    """The interview has not begun: nobody can have come."""


class Overtaken(BookingError):
    """Somebody else has noted otherwise, or cancelled it, meanwhile."""


class TooLate(BookingError):
    """What was noted stands for longer than UNDO."""


class Attendance:
    """Notes whether visitors came; of two who note at once, the second learns of the first."""

    def __init__(self, engine: Engine, note: Note) -> None:
        self._engine = engine
        self._note = note

    @in_transaction
    def close(
        self, connection: Connection, reference: str, outcome: Status, now: datetime
    ) -> Interview:
        """Note that the visitor came, or did not; noted again, nothing changes.

        Raises UnknownReference, NotBegun, Overtaken.
        """
        interview = _locked(connection, reference)
        if interview.status is outcome:
            return interview
        if interview.status is not Status.CONFIRMED:
            raise Overtaken
        if interview.start > now:
            raise NotBegun
        return self._change(connection, interview, outcome, now)

    @in_transaction
    def reopen(self, connection: Connection, reference: str, now: datetime) -> Interview:
        """Take back what was noted. Raises UnknownReference, Overtaken, TooLate."""
        interview = _locked(connection, reference)
        if interview.status is Status.CONFIRMED:
            return interview
        if interview.status not in OUTCOMES:
            raise Overtaken
        if not can_reopen(interview, now):
            raise TooLate
        return self._change(connection, interview, Status.CONFIRMED, now)

    def _change(
        self, connection: Connection, interview: Interview, status: Status, now: datetime
    ) -> Interview:
        changed = store.set_status(connection, interview.id, status, now)
        self._note(connection, changed, now)
        return changed


def can_reopen(interview: Interview, now: datetime) -> bool:
    """Tell whether what was noted can still be taken back."""
    return interview.status in OUTCOMES and now - interview.changed_at <= UNDO


def _locked(connection: Connection, reference: str) -> Interview:
    found = store.interview_by_reference(connection, normal_reference(reference), lock=True)
    if found is None:
        raise UnknownReference(reference)
    return found
