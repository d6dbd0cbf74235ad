"""The schedule: opening hours, holidays, notice, horizon; pure functions of `now`."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import NamedTuple

import holidays

from booking.model import Refusal, Slot
from french.paris import PARIS

TICK = timedelta(minutes=5)
"""Slots begin and end on this grid, so that occupied time is counted in ticks."""


@dataclass(frozen=True)
class Rules:
    """How long interviews are and how far ahead they can be booked."""

    slot: timedelta = timedelta(minutes=30)
    pause: timedelta = timedelta(0)
    notice: timedelta = timedelta(hours=2)
    horizon: timedelta = timedelta(days=60)
    open_per_email: int = 3
    """How many interviews to come one e-mail address may have."""
    holiday_region: str | None = None
    """Region of the public holidays, as `holidays` names it; None: metropolitan France."""


@dataclass(frozen=True)
class Opening:
    """Weekly hours of one interviewer, on the wall clock of Paris; `weekday` 0 is Monday."""

    interviewer_id: int
    weekday: int
    start: time
    end: time


@dataclass(frozen=True)
class SpecialPeriod:
    """A closed (or exceptionally open) period of one interviewer; None: of all."""

    interviewer_id: int | None
    is_open: bool
    start: datetime
    end: datetime

    def concerns(self, interviewer_id: int) -> bool:
        """Tell whether the period applies to this interviewer."""
        return self.interviewer_id in (None, interviewer_id)

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Tell whether any instant between `start` and `end` lies in the period."""
        return self.start < end and start < self.end

    def takes(self, slot: Slot) -> bool:
        """Tell whether any part of a slot lies in the period."""
        start, end = self._span
        return start < slot.span[1] and slot.span[0] < end

    @cached_property
    def _span(self) -> tuple[float, float]:
        return self.start.timestamp(), self.end.timestamp()


@dataclass(frozen=True)
class BusyTime:
    """A time at which an interviewer is in another interview, or busy elsewhere."""

    interviewer_id: int
    start: datetime
    end: datetime


class Place(NamedTuple):
    """A slot of one interviewer; a tuple, for thousands are made to find a free one."""

    interviewer_id: int
    slot: Slot

    def ticks(self) -> list[datetime]:
        """List the starts of the ticks that it covers."""
        count = -(-(self.slot.end - self.slot.start) // TICK)
        return [self.slot.start + TICK * step for step in range(count)]


class BusyTimes:
    """The busy times of all interviewers; finds what overlaps a place quickly among many."""

    def __init__(self, times: Iterable[BusyTime]) -> None:
        """Join the busy times of each interviewer that touch or overlap."""
        self._starts: dict[int, list[float]] = defaultdict(list)
        self._ends: dict[int, list[float]] = defaultdict(list)
        for busy in sorted(times, key=attrgetter("start")):
            ends = self._ends[busy.interviewer_id]
            start, end = busy.start.timestamp(), busy.end.timestamp()
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                self._starts[busy.interviewer_id].append(start)
                ends.append(end)

    def overlap(self, place: Place) -> bool:
        """Tell whether the interviewer is busy during any part of the place."""
        start, end = place.slot.span
        begun = bisect_left(self._starts.get(place.interviewer_id, ()), end)
        return begun > 0 and self._ends[place.interviewer_id][begun - 1] > start


@dataclass(frozen=True)
class Schedule:
    """All that decides when an interview may take place, except what is booked already."""

    rules: Rules
    openings: tuple[Opening, ...]
    special_periods: tuple[SpecialPeriod, ...] = field(default=())
    interviewers: frozenset[int] = field(default=frozenset())
    """All who hold interviews now: an exceptional opening of everybody is theirs."""

    def is_public_holiday(self, day: date) -> bool:
        """Tell whether `day` is one of the public holidays of France, or of the region set."""
        return day in _public_holidays(day.year, self.rules.holiday_region)

    def places(self, day: date) -> Iterator[Place]:
        """Give every place of a day in Paris, in no particular order, booked or not."""
        midnight, next_midnight = _on(day, time()), _on(day + timedelta(days=1), time())
        periods = [p for p in self.special_periods if p.overlaps(midnight, next_midnight)]
        closed = [period for period in periods if not period.is_open]
        if not self.is_public_holiday(day):
            for hours, interviewers in self._openings[day.weekday()].items():
                slots = self._cut(_on(day, hours[0]), _on(day, hours[1]))
                for interviewer_id in interviewers:
                    yield from _open(interviewer_id, slots, closed)
        for period in periods:
            if period.is_open:
                start = max(period.start.astimezone(PARIS), midnight)
                slots = self._cut(start, min(period.end.astimezone(PARIS), next_midnight))
                for interviewer_id in self._present(period):
                    yield from _open(interviewer_id, slots, closed)

    def bookable(self, day: date, now: datetime) -> Iterator[Place]:
        """Give the places of `day` that notice and horizon allow at `now`."""
        ends = (_on(day, time()), _on(day + timedelta(days=1), time()))
        if not any(self._too_near_or_far(end, now) for end in ends):  # then neither between them
            yield from self.places(day)
            return
        for place in self.places(day):
            if self._too_near_or_far(place.slot.start, now) is None:
                yield place

    def refusal(self, start: datetime, now: datetime) -> Refusal | None:
        """Say why no interview can begin at `start`; None if one can."""
        early_or_late = self._too_near_or_far(start, now)
        if early_or_late:
            return early_or_late
        local = start.astimezone(PARIS)
        if any(place.slot.start == start for place in self.places(local.date())):
            return None
        return self._closed_because(local)

    def refusal_of_days(self, first: date, last: date, now: datetime) -> Refusal | None:
        """Say why none of some days can be had at all; None where one can, or reasons differ."""
        last = min(last, max(first, self.last_day(now)))  # beyond it, all is too far
        days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
        reasons = {self._refusal_of_day(day, now) for day in days}
        return reasons.pop() if len(reasons) == 1 else None

    def _refusal_of_day(self, day: date, now: datetime) -> Refusal | None:
        if day < now.astimezone(PARIS).date():
            return Refusal.PAST
        if day > self.last_day(now):
            return Refusal.TOO_FAR
        if any(self.bookable(day, now)):
            return None
        if any(self.places(day)):
            return Refusal.TOO_SOON
        if self.is_public_holiday(day):
            return Refusal.HOLIDAY
        opens = any(opening.weekday == day.weekday() for opening in self.openings)
        return Refusal.CLOSED_PERIOD if opens else Refusal.CLOSED_DAY

    def last_day(self, now: datetime) -> date:
        """The last day in Paris for which an interview can be booked at `now`."""
        return (now + self.rules.horizon).astimezone(PARIS).date()

    def receives(self, interviewer_id: int, start: datetime, end: datetime) -> bool:
        """Tell whether all of a time lies within an interviewer's hours, whatever the grid is."""
        theirs = [p for p in self.special_periods if p.concerns(interviewer_id)]
        if any(not p.is_open and p.overlaps(start, end) for p in theirs):
            return False
        if any(p.is_open and p.start <= start and end <= p.end for p in theirs):
            return True
        day = start.astimezone(PARIS).date()
        return not self.is_public_holiday(day) and any(
            interviewer_id in interviewers and _on(day, begins) <= start and end <= _on(day, ends)
            for (begins, ends), interviewers in self._openings[day.weekday()].items()
        )

    def of(self, interviewer_id: int | None) -> Schedule:
        """Narrow the schedule to one interviewer; None: to everybody, as it is."""
        if interviewer_id is None:
            return self
        return replace(
            self,
            openings=tuple(o for o in self.openings if o.interviewer_id == interviewer_id),
            special_periods=tuple(p for p in self.special_periods if p.concerns(interviewer_id)),
            interviewers=self.interviewers & {interviewer_id},
        )

    def _present(self, period: SpecialPeriod) -> frozenset[int]:
        return (
            self.interviewers
            if period.interviewer_id is None
            else frozenset({period.interviewer_id})
        )

    def _too_near_or_far(self, start: datetime, now: datetime) -> Refusal | None:
        if start <= now:
            return Refusal.PAST
        if start < now + self.rules.notice:
            return Refusal.TOO_SOON
        if start > now + self.rules.horizon:
            return Refusal.TOO_FAR
        return None

    def _closed_because(self, local: datetime) -> Refusal:
        day = local.date()
        if self.is_public_holiday(day):
            return Refusal.HOLIDAY
        hours = [opening for opening in self.openings if opening.weekday == day.weekday()]
        if not hours:
            return Refusal.CLOSED_DAY
        if not any(opening.start <= local.time() < opening.end for opening in hours):
            return Refusal.OUTSIDE_HOURS
        end = local + self.rules.slot
        if any(not p.is_open and p.overlaps(local, end) for p in self.special_periods):
            return Refusal.CLOSED_PERIOD
        return Refusal.OFF_GRID

    @cached_property
    def _openings(self) -> Mapping[int, Mapping[tuple[time, time], Sequence[int]]]:
        """Who has which hours on which weekday: people with the same hours share their slots."""
        found: dict[int, dict[tuple[time, time], list[int]]] = {day: {} for day in range(7)}
        for opening in self.openings:
            hours = found[opening.weekday].setdefault((opening.start, opening.end), [])
            hours.append(opening.interviewer_id)
        return found

    def _cut(self, start: datetime, end: datetime) -> list[Slot]:
        slots = []
        while start + self.rules.slot <= end:
            slots.append(Slot(start, start + self.rules.slot))
            start += self.rules.slot + self.rules.pause
        return slots


def _open(
    interviewer_id: int, slots: Iterable[Slot], closed: Iterable[SpecialPeriod]
) -> Iterator[Place]:
    """Make an interviewer's places of slots, except those that a closed period takes."""
    theirs = [period for period in closed if period.concerns(interviewer_id)]
    for slot in slots:
        if not any(period.takes(slot) for period in theirs):
            yield Place(interviewer_id, slot)


@lru_cache(maxsize=64)
def _public_holidays(year: int, region: str | None) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", subdiv=region, years=year))


def _on(day: date, at: time) -> datetime:
    """Combine a day and a wall-clock time in Paris; 09:00 stays 09:00 when clocks change."""
    return datetime.combine(day, at, PARIS)
