"""Finding an interview by what is known of it: for the desk, and whoever asks at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine

from booking import store
from booking.model import Interview, MovedMeanwhile, NotOpen, Status, UnknownReference
from booking.references import normal_reference


class Lookup:
    """Reads interviews; datetimes returned are aware and in UTC."""

    def __init__(self, engine: Engine) -> None:
        self._reader = engine.execution_options(read_only=True)

    def get(self, reference: str) -> Interview:
        """Read an interview by its reference, as typed or stored. Raises UnknownReference."""
        with self._reader.connect() as connection:
            interview = store.interview_by_reference(connection, normal_reference(reference))
        return _known(interview, reference)

    def by_uid(self, uid: str) -> Interview:
        """Read an interview by its uid, which only signed links carry. Raises UnknownReference."""
        with self._reader.connect() as connection:
            return _known(store.interview_by_uid(connection, uid), uid)

    def find(self, reference: str, email: str) -> Interview:
        """Read an interview by what only its visitor knows. Raises UnknownReference."""
        interview = self.get(reference)
        if interview.visitor.email.casefold() != email.casefold():
            raise UnknownReference(reference)
        return interview

    def interviews(
        self,
        statuses: Sequence[Status] = tuple(Status),
        email: str | None = None,
        after: datetime | None = None,
    ) -> Sequence[Interview]:
        """List interviews in order of time: of some statuses, an e-mail, or ending after a time."""
        with self._reader.connect() as connection:
            return store.list_interviews(connection, statuses=statuses, email=email, after=after)


def open_interview(
    connection: Connection, reference: str, now: datetime, version: int | None = None
) -> Interview:
    """Read an interview and lock it for a change; `version`: its sequence as it was seen.

    Raises UnknownReference, NotOpen, and MovedMeanwhile where its sequence is another.
    """
    stored = store.interview_by_reference(connection, normal_reference(reference), lock=True)
    interview = _known(stored, reference)
    if not interview.is_open(now):
        raise NotOpen(reference)
    if version is not None and interview.sequence != version:
        raise MovedMeanwhile(reference)
    return interview


def _known(interview: Interview | None, asked: str) -> Interview:
    if interview is None:
        raise UnknownReference(asked)
    return interview
