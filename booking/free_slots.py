"""Which places are free: what the schedule offers, less what is taken, held or busy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine

from booking import store
from booking.model import Refusal, Slot
from booking.schedule import Place, Rules, Schedule
from french.paris import PARIS


class Vacancies:
    """Tells which slots are free. Holds nothing; every method takes `now` (aware).

    `holder` sees the place that it holds itself as free.
    """

    def __init__(self, engine: Engine) -> None:
        self._reader = engine.execution_options(read_only=True)

    def rules(self) -> Rules:
        """Read the rules in force."""
        return self.schedule().rules

    def schedule(self) -> Schedule:
        """Read when the school receives, as it is now."""
        with self._reader.connect() as connection:
            return store.read_schedule(connection)

    def free_slots(
        self,
        now: datetime,
        start: datetime | None = None,
        end: datetime | None = None,
        holder: str | None = None,
    ) -> Iterator[Slot]:
        """Give the free slots beginning within [start, end), soonest first, each once.

        Without bounds: from `now` to the horizon. Reads the database a week at a time, and only
        as far as the caller goes on asking.
        """
        schedule = self.schedule()
        first = max(start or now, now)
        last = schedule.last_day(now)
        day = first.astimezone(PARIS).date()
        while day <= last and (end is None or _midnight(day) < end):
            week_end = min(day + timedelta(days=6), last)
            for slot in self._free_between(schedule, day, week_end, now, holder):
                if end is not None and slot.start >= end:
                    return
                if slot.start >= first:
                    yield slot
            day = week_end + timedelta(days=1)

    def refusal(self, start: datetime, now: datetime, holder: str | None = None) -> Refusal | None:
        """Say why an interview cannot begin at `start`; None where it can."""
        with self._reader.connect() as connection:
            schedule = store.read_schedule(connection)
            refusal = schedule.refusal(start, now)
            if refusal is None and not free_places(connection, schedule, start, now, holder):
                return Refusal.TAKEN
            return refusal

    def nearest(self, wanted: datetime, now: datetime, count: int) -> list[Slot]:
        """Give the `count` free slots closest to a wanted time, in order of time."""
        around = timedelta(days=7)
        slots = list(self.free_slots(now, wanted - around, wanted + around))
        if not slots:
            slots = [slot for slot, _ in zip(self.free_slots(now), range(count), strict=False)]
        closest = sorted(slots, key=lambda slot: abs(slot.start - wanted))[:count]
        return sorted(closest, key=lambda slot: slot.start)

    def _free_between(
        self, schedule: Schedule, first: date, last: date, now: datetime, holder: str | None
    ) -> Iterator[Slot]:
        start, end = _midnight(first), _midnight(last + timedelta(days=1))
        with self._reader.connect() as connection:
            busy = store.busy_times(connection, start, end, now, holder)
        for step in range((last - first).days + 1):
            free = {
                place.slot
                for place in schedule.bookable(first + timedelta(days=step), now)
                if not busy.overlap(place)
            }
            yield from sorted(free, key=lambda slot: slot.start)


def free_places(
    connection: Connection,
    schedule: Schedule,
    start: datetime,
    now: datetime,
    holder: str | None = None,
) -> list[Place]:
    """List the places free at `start`, of the interviewer with the least to come first."""
    day = start.astimezone(PARIS).date()
    places = [place for place in schedule.bookable(day, now) if place.slot.start == start]
    if not places:
        return []
    end = max(place.slot.end for place in places)
    busy = store.busy_times(connection, start, end, now, holder)
    load = store.upcoming_load(connection, now)
    free = [place for place in places if not busy.overlap(place)]
    return sorted(free, key=lambda p: (load.get(p.interviewer_id, 0), p.interviewer_id))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=PARIS)
