"""On which days of the month visitors come, at what hour, and how many."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from french.paris import PARIS
from staff.figure import Period

MONTH = Period(date(2026, 10, 1), date(2026, 10, 31))
"""The month that is pretended: winter time begins in it."""

_FEWEST = 20  # conversations that are worth starting an assistant for
_WEEKEND = 0.4  # of the visitors of another day
_SATURDAY = 5
_HOURS = range(7, 23)  # so that the longest day ends before midnight
_MINUTE = 3
_NIGHT = time(4)


@dataclass(frozen=True)
class Day:
    """A day, from the moment at which its visitors come: those of the numbers `first` to `last`."""

    now: datetime
    first: int
    last: int


def days(conversations: int, seed: int) -> Iterator[Day]:
    """Divide so many conversations among the days of the month."""
    chance = random.Random(seed)
    dates = [MONTH.first + timedelta(days=number) for number in range(MONTH.last.day)]
    count = max(1, min(len(dates), conversations // _FEWEST))
    chosen = [dates[number * (len(dates) - 1) // max(1, count - 1)] for number in range(count)]
    weights = [_WEEKEND if day.weekday() >= _SATURDAY else 1.0 for day in chosen]
    begun = 0.0
    for day, weight in zip(chosen, weights, strict=True):
        first, begun = round(begun) + 1, begun + conversations * weight / sum(weights)
        hour = chance.choice(_HOURS)
        yield Day(datetime.combine(day, time(hour, _MINUTE), PARIS), first, round(begun))


def night_after(day: date) -> datetime:
    """The moment of the next night at which what is done by night is done."""
    return datetime.combine(day + timedelta(days=1), _NIGHT, PARIS)
