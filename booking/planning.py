"""Changing the schedule: what that changes, shown first; then all of it at once, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from booking import store
from booking.effects import MOST, Effect, booked_hit, effect_of
from booking.lookup import open_interview
from booking.model import (
    BookingError,
    Change,
    Interview,
    InterviewEvent,
    Place,
)
from booking.putting_back import Moved, can_be_had
from booking.schedule_changes import ScheduleChange
from booking.transactions import in_transaction

Announce = Callable[[Connection, InterviewEvent], None]
"""Writes what a change of an interview calls for, in its transaction."""

Note = Callable[[Connection, ScheduleChange, Sequence[Moved], datetime], None]
"""Notes the change itself, in its transaction and before it is written, so that what was before
can be noted too, with the interviews that it moves."""


@dataclass(frozen=True)
class Decision:
    """What becomes of an interview: moved to a place, or cancelled, or (neither) kept as it is.

    `version` is the interview's sequence when it was decided.
    """

    version: int
    place: Place | None = None
    cancel: bool = False


class ChangedMeanwhile(BookingError):
    """An interview was booked or changed, or a place taken, since the effect was shown."""


class Planning:
    """Shows what a change of the schedule changes, and publishes it in one transaction."""

    def __init__(self, engine: Engine, announce: Announce, note: Note) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._announce = announce
        self._note = note

    def effect(self, change: ScheduleChange, now: datetime, moved: Sequence[Moved] = ()) -> Effect:
        """Look what a change would change; nothing is written.

        `moved`: what was moved by an earlier change that this one takes back.
        """
        with self._reader.connect() as connection:
            return effect_of(connection, change, moved, now)

    @in_transaction
    def publish(
        self,
        connection: Connection,
        change: ScheduleChange,
        decisions: Mapping[str, Decision],
        now: datetime,
        put_back: Sequence[Moved] = (),
    ) -> None:
        """Change it, and do with each interview that is hit (by reference) what was decided.

        Those to be `put_back` have their places again, whatever was decided; their visitors are
        told, not asked. Raises ChangedMeanwhile, also where one of these was answered or changed
        since, or its place is taken; then nothing is changed. Bookings under way are waited for,
        and those that come later read the schedule anew.
        """
        store.lock_schedule(connection)
        before = store.read_schedule(connection)
        booked = booked_hit(connection, change, before, now)
        hit = store.interviews_by_id(connection, [each.id for each in booked[: MOST + 1]])
        if {i.reference: i.sequence for i in hit} != {r: d.version for r, d in decisions.items()}:
            raise ChangedMeanwhile
        waiting = [(self._unanswered(connection, each, now), each.place) for each in put_back]
        returning = {interview.reference for interview, _ in waiting}
        left = [each for each in hit if each.reference not in returning]
        places = ((i, decisions[i.reference].place) for i in left)
        moved = [(interview, place) for interview, place in places if place is not None]
        self._note(connection, change, [Moved.from_its_place(i) for i, _ in moved], now)
        change.write(connection, before)
        store.drop_holds(connection, now)
        self._move_all(connection, moved, waiting, now)
        for interview in left:
            if decisions[interview.reference].cancel:
                cancelled = store.cancel_interview(connection, interview.id, now)
                store.free_up(connection, interview)
                self._announce(connection, InterviewEvent(Change.CANCELLED, cancelled, now))

    def _unanswered(self, connection: Connection, moved: Moved, now: datetime) -> Interview:
        try:
            interview = open_interview(connection, moved.reference, now, moved.version)
        except BookingError as error:
            raise ChangedMeanwhile from error
        if not interview.awaits_answer:
            raise ChangedMeanwhile
        return interview

    def _move_all(
        self,
        connection: Connection,
        moved: Sequence[tuple[Interview, Place]],
        returning: Sequence[tuple[Interview, Place]],
        now: datetime,
    ) -> None:
        """Move interviews, which may have each other's places; who returns is not asked."""
        schedule = store.read_schedule(connection)
        everyone = [(*each, True) for each in moved] + [(*each, False) for each in returning]
        for interview, _, _ in everyone:
            store.vacate(connection, interview.id)
            store.free_up(connection, interview)
        for interview, place, asked in everyone:
            if not can_be_had(connection, schedule, place, now):
                raise ChangedMeanwhile
            try:
                with connection.begin_nested():
                    stored = store.move_interview(
                        connection, interview.id, place, now, settled=True, asked=asked
                    )
            except IntegrityError as error:
                raise ChangedMeanwhile from error
            self._announce(connection, InterviewEvent(Change.MOVED, stored, now))
