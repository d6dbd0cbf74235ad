"""Notes of those who receive: kept with their interview, erased with it, theirs to take back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select

from booking.model import Interview
from staff import audit
from staff.accounts import Account
from staff.audit import Action
from staff.schema import note

LONGEST = 2000
"""How many characters a note may have."""

_note = note.c


@dataclass(frozen=True)
class Note:
    """What somebody noted of an interview, `at` (aware, UTC)."""

    id: int
    account_id: int | None
    author: str
    text: str
    at: datetime


class Notes:
    """Keeps the notes. The audit says that one was written or taken back, never what it said."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)

    def of(self, interview: Interview) -> Sequence[Note]:
        """List the notes of an interview, oldest first."""
        query = select(note).where(_note.interview_id == interview.id).order_by(_note.id)
        with self._reader.connect() as connection:
            return [
                Note(row.id, row.account_id, row.author, row.text, row.written_at)
                for row in connection.execute(query)
            ]

    def write(self, interview: Interview, text: str, person: Account, now: datetime) -> None:
        """Add a note."""
        with self._engine.begin() as connection:
            connection.execute(
                insert(note).values(
                    interview_id=interview.id,
                    account_id=person.id,
                    author=person.name,
                    text=text,
                    written_at=now,
                )
            )
            subject = interview.reference
            audit.note(connection, person.actor, Action.NOTE_WRITTEN, now, subject)

    def take_back(self, interview: Interview, number: int, person: Account, now: datetime) -> bool:
        """Delete a note of one's own; False if there is none such."""
        with self._engine.begin() as connection:
            deleted = connection.execute(
                delete(note).where(
                    _note.id == number,
                    _note.interview_id == interview.id,
                    _note.account_id == person.id,
                )
            )
            if deleted.rowcount:
                subject = interview.reference
                audit.note(connection, person.actor, Action.NOTE_TAKEN_BACK, now, subject)
        return deleted.rowcount > 0
