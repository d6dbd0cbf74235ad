"""When interviewers are taken: in other interviews, elsewhere, or for the day."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import NamedTuple

from booking.model import Place, Slot
from french.paris import PARIS

_DAY = timedelta(days=1)


class BusyTime(NamedTuple):
    """A time at which an interviewer is taken; a tuple, for there are thousands."""

    interviewer_id: int
    start: datetime
    end: datetime


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

    def free(self, offers: Mapping[Slot, Iterable[int]]) -> dict[Slot, set[int]]:
        """Leave of those who receive at some slots who is free then; quick with thousands."""
        if not offers:
            return {}
        slots = sorted(offers, key=lambda slot: slot.span)
        starts = [slot.span[0] for slot in slots]
        longest = max(slot.span[1] - slot.span[0] for slot in slots)
        left = {slot: set(offers[slot]) for slot in slots}
        for who, began in self._starts.items():
            for start, end in zip(began, self._ends[who], strict=True):
                first = bisect_left(starts, start - longest)
                if first == len(starts):
                    break
                for slot in slots[first : bisect_left(starts, end)]:
                    if slot.span[1] > start:
                        left[slot].discard(who)
        return left


class Rooms:
    """How many more interviews each person may have on a day, where there is a limit."""

    def __init__(self, limits: Mapping[int, int], taken: Iterable[BusyTime]) -> None:
        """`taken` are the interviews and holds of whole days."""
        self._limits = limits
        self._taken = Counter((each.interviewer_id, _day(each.start)) for each in taken)

    def full_days(self) -> list[BusyTime]:
        """List the days on which nobody can have any more, each as one busy time."""
        return [
            BusyTime(who, _midnight(day), _midnight(day + _DAY))
            for (who, day), count in self._taken.items()
            if count >= self._limits.get(who, count + 1)
        ]

    def take(self, place: Place) -> bool:
        """Count a place as taken; False, and nothing is counted, where its day is full."""
        key = place.interviewer_id, _day(place.slot.start)
        if self._taken[key] >= self._limits.get(place.interviewer_id, self._taken[key] + 1):
            return False
        self._taken[key] += 1
        return True


def whole_days(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """Widen a time to the whole days of Paris in which it lies."""
    return _midnight(_day(start)), _midnight(_day(end) + _DAY)


def _day(moment: datetime) -> date:
    return moment.astimezone(PARIS).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PARIS)
