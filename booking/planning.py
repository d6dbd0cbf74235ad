"""Changing the schedule: what that changes, shown first; then all of it at once, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from booking import store
from booking.busy import BusyTimes, Rooms, whole_days
from booking.lookup import open_interview
from booking.model import (
    Booked,
    BookingError,
    Change,
    Interview,
    InterviewEvent,
    Place,
    Slot,
)
from booking.proposals import Proposal, propose
from booking.putting_back import Moved, PutBack, can_be_had, look_back
from booking.schedule import Schedule
from booking.schedule_changes import ScheduleChange
from booking.transactions import in_transaction
from french.paris import PARIS

_AROUND = timedelta(days=14)  # how far from an interview another place for it is looked for
MOST = 400
"""How many interviews can be decided at once: more fit neither a page nor a form."""

_WARNING = timedelta(days=1)  # nobody is moved to an earlier hour that is nearer than this

Announce = Callable[[Connection, InterviewEvent], None]
"""Writes what a change of an interview calls for, in its transaction."""

Note = Callable[[Connection, "ScheduleChange | None", Sequence[Moved], datetime], None]
"""Notes the change itself, in its transaction and before it is written, so that what was before
can be noted too, with the interviews that it moves; None: a period was taken back."""


@dataclass(frozen=True)
class Effect:
    """What a change changes: free places that are lost or won, interviews that are hit."""

    lost: int
    won: int
    proposals: tuple[Proposal, ...]
    too_many: int = 0
    """How many interviews are hit, where these are more than can be decided at once."""


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
            booked = _hit(connection, change, before, now)
            hit = store.interviews_by_id(connection, [b.id for b in booked[:MOST]])
            free = _Free(connection, *_looked_at(change, before, booked, now), now)
        lost, won = _lost_and_won(free, change, before, after, now)
        if not 0 < len(booked) <= MOST:
            return Effect(lost, won, (), too_many=len(booked))
        around = hit[0].start - _AROUND, hit[-1].start + _AROUND
        offers = free.among(free.offers(after, *around), after.limits)
        rooms = free.rooms(after.limits)
        return Effect(lost, won, propose(hit, offers, now + _WARNING, rooms.take))

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
        before = store.read_schedule(connection)
        booked = _hit(connection, change, before, now)
        hit = store.interviews_by_id(connection, [each.id for each in booked[: MOST + 1]])
        if {i.reference: i.sequence for i in hit} != {r: d.version for r, d in decisions.items()}:
            raise ChangedMeanwhile
        places = ((i, decisions[i.reference].place) for i in hit)
        moved = [(interview, place) for interview, place in places if place is not None]
        self._note(connection, change, [Moved.from_its_place(i) for i, _ in moved], now)
        change.write(connection, before)
        store.drop_holds(connection, now)
        self._move_all(connection, moved, now)
        for interview in hit:
            if decisions[interview.reference].cancel:
                cancelled = store.cancel_interview(connection, interview.id, now)
                store.free_up(connection, interview)
                self._announce(connection, InterviewEvent(Change.CANCELLED, cancelled, now))

    def way_back(
        self, period_id: int, moved: Sequence[Moved], now: datetime
    ) -> tuple[PutBack, ...] | None:
        """Look which interviews could have their places again without a period; None: it is over.

        `moved`: those that it moved. Nothing is written.
        """
        with self._reader.connect() as connection:
            period = store.period_to_come(connection, period_id, now)
            if period is None:
                return None
            return tuple(look_back(connection, period, moved, now))

    @in_transaction
    def take_back(
        self,
        connection: Connection,
        period_id: int,
        now: datetime,
        put_back: Sequence[Moved] = (),
    ) -> bool:
        """Remove a period that is not over, and give interviews that it moved their places again.

        False if there is none such. Raises ChangedMeanwhile where one of these was answered or
        changed since, or its place is taken; then nothing is changed.
        """
        store.lock_schedule(connection)
        if not store.remove_period(connection, period_id, now):
            return False
        self._note(connection, None, (), now)
        waiting = [(self._unanswered(connection, each, now), each.place) for each in put_back]
        self._move_all(connection, waiting, now, asked=False)
        return True

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
        now: datetime,
        *,
        asked: bool = True,
    ) -> None:
        """Move interviews, which may have each other's places; visitors are asked, or told only."""
        schedule = store.read_schedule(connection)
        for interview, _ in moved:
            store.vacate(connection, interview.id)
            store.free_up(connection, interview)
        for interview, place in moved:
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


def _hit(
    connection: Connection, change: ScheduleChange, before: Schedule, now: datetime
) -> list[Booked]:
    """List the interviews to come that a change hits, in order of time."""
    after, who = change.applied(before), change.interviewer_id
    times = store.booked_times(connection, now, change.until, who)
    touched = {start for start, end in times if change.touches(start, end, before, after)}
    if not touched:
        return []
    booked = store.booked_at(connection, now, touched, who)
    return [each for each in booked if change.hits(each, before, after)]


def _looked_at(
    change: ScheduleChange, before: Schedule, booked: Sequence[Booked], now: datetime
) -> tuple[datetime, datetime]:
    """Say from when to when free places matter: to be counted, and to be offered."""
    start, end = change.compared(before, now)
    if 0 < len(booked) <= MOST:
        start = min(start, booked[0].start - _AROUND)
        end = max(end, booked[-1].start + _AROUND)
    return max(start, now), end


def _lost_and_won(
    free: _Free, change: ScheduleChange, before: Schedule, after: Schedule, now: datetime
) -> tuple[int, int]:
    """Count the free places that there are only before, and only after."""
    who, span = change.interviewer_id, change.compared(before, now)
    had, has = (free.offers(each.of(who), *span) for each in (before, after))
    if before.limits == after.limits:  # what both offer is free in both, or in neither
        had, has = _missing(had, has), _missing(has, had)
    had, has = free.among(had, before.limits), free.among(has, after.limits)
    return _count(_missing(had, has)), _count(_missing(has, had))


def _missing(
    some: Mapping[Slot, set[int]], others: Mapping[Slot, set[int]]
) -> dict[Slot, set[int]]:
    """Give the places of some that are not among the others."""
    nobody = set[int]()
    left = ((slot, people - others.get(slot, nobody)) for slot, people in some.items())
    return {slot: people for slot, people in left if people}


def _count(places: Mapping[Slot, set[int]]) -> int:
    return sum(map(len, places.values()))


class _Free:
    """What is taken in a time, read once; tells who is free in it by one schedule or another."""

    def __init__(
        self, connection: Connection, start: datetime, end: datetime, now: datetime
    ) -> None:
        days = whole_days(start, end)
        self._now = now
        self._taken = store.taken_times(connection, *days, now)
        self._elsewhere = store.busy_elsewhere(connection, *days)

    def rooms(self, limits: Mapping[int, int]) -> Rooms:
        """Give how many more interviews each may have on a day."""
        return Rooms(limits, self._taken if limits else ())

    def among(
        self, offers: Mapping[Slot, set[int]], limits: Mapping[int, int]
    ) -> dict[Slot, set[int]]:
        """Leave of those who receive at some slots who is free then."""
        return self._busy(limits).free(offers)

    def offers(self, schedule: Schedule, start: datetime, end: datetime) -> dict[Slot, set[int]]:
        """Give who receives at each slot that has some part within [start, end)."""
        first = max(start, self._now).astimezone(PARIS).date()
        last = min(end.astimezone(PARIS).date(), schedule.last_day(self._now))
        since, until = start.timestamp(), end.timestamp()
        return {
            slot: people
            for step in range((last - first).days + 1)
            for slot, people in schedule.bookable_offers(
                first + timedelta(days=step), self._now
            ).items()
            if slot.span[0] < until and since < slot.span[1]
        }

    def _busy(self, limits: Mapping[int, int]) -> BusyTimes:
        if not limits:
            return self._busy_without_limits
        return BusyTimes([*self._taken, *self._elsewhere, *self.rooms(limits).full_days()])

    @cached_property
    def _busy_without_limits(self) -> BusyTimes:
        return BusyTimes([*self._taken, *self._elsewhere])
