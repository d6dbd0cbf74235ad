"""Which slots are free: what the schedule offers, less what is booked, held or busy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from sqlalchemy import Engine

from booking import store
from booking.exceptional import Departures, departures
from booking.model import NotBookable, Place, Refusal, Slot
from booking.places import check_free
from booking.schedule import Schedule
from french.paris import PARIS

_WEEK = timedelta(days=7)


class FreeSlots:
    """Finds free slots in the database, and changes nothing; every method takes `now` (aware)."""

    def __init__(self, engine: Engine) -> None:
        self._reader = engine.execution_options(read_only=True)

    def schedule(self) -> Schedule:
        """Read when interviews may take place, as it is now."""
        return store.current_schedule(self._reader)

    def upcoming(
        self,
        now: datetime,
        start: datetime | None = None,
        end: datetime | None = None,
        moving: int | None = None,
        who: int | None = None,
    ) -> Iterator[Slot]:
        """Give the free slots that begin within [start, end), soonest first, each once.

        Without bounds: from `now` to the horizon. Reads the database a week at a time, and only
        as far as the caller iterates. `moving` is the id of an interview that is to be moved;
        `who`, of the one interviewer that is wanted.
        """
        schedule = self.schedule().of(who)
        first = max(start or now, now)
        last_day = schedule.last_day(now)
        day = first.astimezone(PARIS).date()
        while day <= last_day and (end is None or _midnight(day) < end):
            week_end = min(day + timedelta(days=6), last_day)
            for slot in self._of_days(schedule, day, week_end, now, moving):
                if end is not None and slot.start >= end:
                    return
                if slot.start >= first:
                    yield slot
            day = week_end + timedelta(days=1)

    def refusal(
        self,
        start: datetime,
        now: datetime,
        holder: str | None = None,
        moving: int | None = None,
    ) -> Refusal | None:
        """Say why an interview cannot begin at `start`; None if it can.

        What `holder` holds is free for `holder`.
        """
        with self._reader.connect() as connection:
            schedule = store.read_schedule(connection)
            try:
                check_free(connection, schedule, start, now, holder, moving)
            except NotBookable as refused:
                return refused.reason
            return None

    def departures(
        self, start: datetime, now: datetime, interviewer_id: int, moving: int | None = None
    ) -> Departures:
        """Say which rules a time leaves, be it taken or not. Raises NotBookable."""
        with self._reader.connect() as connection:
            schedule = store.read_schedule(connection)
            return departures(connection, schedule, start, now, interviewer_id, moving)

    def nearest(
        self,
        wanted: datetime,
        now: datetime,
        count: int,
        moving: int | None = None,
        who: int | None = None,
    ) -> list[Slot]:
        """Give the `count` free slots closest to a wanted time, in order of time."""
        slots = list(self.upcoming(now, wanted - _WEEK, wanted + _WEEK, moving, who))
        if not slots:
            slots = list(islice(self.upcoming(now, moving=moving, who=who), count))
        closest = sorted(slots, key=lambda slot: abs(slot.start - wanted))[:count]
        return sorted(closest, key=lambda slot: slot.start)

    def places(
        self,
        schedule: Schedule,
        first: date,
        last: date,
        now: datetime,
        moving: int | None = None,
    ) -> Iterator[Place]:
        """Give the free places of some days, day by day, each interviewer's own."""
        start, end = _midnight(first), _midnight(last + timedelta(days=1))
        with self._reader.connect() as connection:
            busy = store.busy_times(connection, start, end, now, None, schedule.limits, moving)
        for step in range((last - first).days + 1):
            for place in schedule.bookable(first + timedelta(days=step), now):
                if not busy.overlap(place):
                    yield place

    def _of_days(
        self, schedule: Schedule, first: date, last: date, now: datetime, moving: int | None
    ) -> Iterator[Slot]:
        free = {place.slot for place in self.places(schedule, first, last, now, moving)}
        yield from sorted(free, key=lambda slot: slot.start)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=PARIS)
