"""Changing the schedule: what that changes, shown first; then all of it at once, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete
from sqlalchemy.exc import IntegrityError

from booking import schema, store
from booking.model import BookingError, Change, Interview, InterviewEvent, Status
from booking.proposals import Proposal, propose
from booking.schedule import Place, Schedule
from booking.schedule_changes import ScheduleChange
from booking.transactions import in_transaction
from french.paris import PARIS

_AROUND = timedelta(days=14)  # how far from an interview another place for it is looked for
_WARNING = timedelta(days=1)  # nobody is moved to an earlier hour that is nearer than this

Announce = Callable[[Connection, InterviewEvent], None]
"""Writes what a change of an interview calls for, in its transaction."""

Note = Callable[[Connection, "ScheduleChange | None", datetime], None]
"""Notes the change itself, in its transaction and before it is written, so that what was before
can be noted too; None: a period was taken back."""


@dataclass(frozen=True)
class Effect:
    """What a change changes: free places that are lost or won, interviews that are hit."""

    lost: int
    won: int
    proposals: tuple[Proposal, ...]


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

    def effect(self, change: ScheduleChange, now: datetime) -> Effect:
        """Look what a change would change; nothing is written."""
        with self._reader.connect() as connection:
            before = store.read_schedule(connection)
            after = change.applied(before)
            hit = _hit(connection, change, before, now)
            start, end = change.compared(before, now)
            had, has = (
                set(_free(connection, each.of(change.interviewer_id), start, end, now))
                for each in (before, after)
            )
            candidates = (
                _free(connection, after, hit[0].start - _AROUND, hit[-1].start + _AROUND, now)
                if hit
                else []
            )
        proposals = propose(hit, candidates, now + _WARNING)
        return Effect(len(had - has), len(has - had), proposals)

    @in_transaction
    def publish(
        self,
        connection: Connection,
        change: ScheduleChange,
        decisions: Mapping[str, Decision],
        now: datetime,
    ) -> None:
        """Change it, and do with each interview that is hit (by reference) what was decided.

        Raises ChangedMeanwhile; then nothing is changed. Bookings under way are waited for, and
        those that come later read the schedule anew.
        """
        store.lock_schedule(connection)
        hit = _hit(connection, change, store.read_schedule(connection), now)
        if {i.reference: i.sequence for i in hit} != {r: d.version for r, d in decisions.items()}:
            raise ChangedMeanwhile
        self._note(connection, change, now)
        change.write(connection)
        schedule = store.read_schedule(connection)
        store.drop_holds(connection, now)
        moved = [(i, decisions[i.reference].place) for i in hit if decisions[i.reference].place]
        for interview, _ in moved:
            store.vacate(connection, interview.id)
        for interview, place in moved:
            if place is not None:
                self._move(connection, schedule, interview, place, now)
        for interview in hit:
            if decisions[interview.reference].cancel:
                cancelled = store.cancel_interview(connection, interview.id, now)
                self._announce(connection, InterviewEvent(Change.CANCELLED, cancelled, now))

    def _move(
        self,
        connection: Connection,
        schedule: Schedule,
        interview: Interview,
        place: Place,
        now: datetime,
    ) -> None:
        day = place.slot.start.astimezone(PARIS).date()
        busy = store.busy_times(connection, place.slot.start, place.slot.end, now)
        if place not in schedule.bookable(day, now) or busy.overlap(place):
            raise ChangedMeanwhile
        try:
            with connection.begin_nested():
                moved = store.move_interview(connection, interview.id, place, now)
        except IntegrityError as error:
            raise ChangedMeanwhile from error
        self._announce(connection, InterviewEvent(Change.MOVED, moved, now))

    @in_transaction
    def take_back(self, connection: Connection, period_id: int, now: datetime) -> bool:
        """Remove a period that is not over; False if there is none such. Interviews stay."""
        period = schema.special_period
        removed = connection.execute(
            delete(period).where(period.c.id == period_id, period.c.ends_at > now)
        )
        if removed.rowcount:
            self._note(connection, None, now)
        return removed.rowcount > 0


def _hit(
    connection: Connection, change: ScheduleChange, before: Schedule, now: datetime
) -> list[Interview]:
    """List the interviews to come that a change hits, in order of time."""
    after = change.applied(before)
    to_come = store.list_interviews(
        connection,
        statuses=(Status.CONFIRMED,),
        after=now,
        before=change.until,
        interviewer_id=change.interviewer_id,
    )
    return [i for i in to_come if i.is_open(now) and change.hits(i, before, after)]


def _free(
    connection: Connection, schedule: Schedule, start: datetime, end: datetime, now: datetime
) -> list[Place]:
    """List the free places that have some part within [start, end)."""
    first = max(start, now).astimezone(PARIS).date()
    last = min(end.astimezone(PARIS).date(), schedule.last_day(now))
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    since, until = start.timestamp(), end.timestamp()
    places = [
        place
        for day in days
        for place in schedule.bookable(day, now)
        if place.slot.span[0] < until and since < place.slot.span[1]
    ]
    if not places:
        return []
    soonest = min(place.slot.start for place in places)
    latest = max(place.slot.end for place in places)
    busy = store.busy_times(connection, soonest, latest, now)
    return [place for place in places if not busy.overlap(place)]
