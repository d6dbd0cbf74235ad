"""Counting days the French way. Every function is pure; dates are of Paris."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

_AFTER_EASTER = {
    "mardi gras": -47,
    "vendredi saint": -2,
    "paques": 0,
    "lundi de paques": 1,
    "ascension": 39,
    "pentecote": 49,
    "lundi de pentecote": 50,
}
_FIXED_FEASTS = {
    "jour de l'an": (1, 1),
    "nouvel an": (1, 1),
    "epiphanie": (1, 6),
    "saint-valentin": (2, 14),
    "fete du travail": (5, 1),
    "fete nationale": (7, 14),
    "assomption": (8, 15),
    "halloween": (10, 31),
    "toussaint": (11, 1),
    "armistice": (11, 11),
    "reveillon de noel": (12, 24),
    "noel": (12, 25),
    "saint-sylvestre": (12, 31),
    "reveillon": (12, 31),
}
FEASTS = (*_AFTER_EASTER, *_FIXED_FEASTS)
"""Plain French names of days that come once a year."""


@dataclass(frozen=True)
class Days:
    """A stretch of whole days, `last` included; `grain` is the unit in which it was said."""

    first: date
    last: date
    grain: str = "day"

    def __contains__(self, day: date) -> bool:
        """Tell whether a day lies in the stretch."""
        return self.first <= day <= self.last

    @property
    def is_one(self) -> bool:
        """Tell whether it is a single day."""
        return self.first == self.last

    def later(self, days: int) -> Days:
        """Move the stretch by some days."""
        return Days(self.first + timedelta(days), self.last + timedelta(days), self.grain)


def single_day(day: date) -> Days:
    """Make a stretch of one day."""
    return Days(day, day)


def next_weekday(weekday: int, today: date) -> date:
    """Find the next such weekday, strictly after today (0 is Monday)."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def weekday_before(weekday: int, today: date) -> date:
    """Find the last such weekday, strictly before today."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def week_of(day: date) -> Days:
    """Give the week of a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + timedelta(days=6), "week")


def month_of(year: int, month: int) -> Days:
    """Give a whole month; month 13 is January of the year after."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return Days(date(year, month, 1), following - timedelta(days=1), "month")


def next_month(month: int, today: date) -> Days:
    """Give the next such month that is not over."""
    year = today.year if month >= today.month else today.year + 1
    return month_of(year, month)


def day_of_month(number: int, today: date) -> date | None:
    """Find the next day of that number, today included: « le 30 »."""
    for ahead in range(12):
        month = month_of(today.year, today.month + ahead)
        if number <= month.last.day:
            day = month.first.replace(day=number)
            if day >= today:
                return day
    return None


def day_of_month_on(weekday: int, number: int, today: date) -> date | None:
    """Find « jeudi 14 » within two months: the number's next day may be of another weekday."""
    for ahead in range(62):
        day = today + timedelta(days=ahead)
        if day.day == number and day.weekday() == weekday:
            return day
    return None


def day_and_month(number: int, month: int, year: int | None, today: date) -> date | None:
    """Find a day by number and month: in the year given, else the next one, today included."""
    for candidate in [year] if year else range(today.year, today.year + 9):
        try:
            day = date(candidate, month, number)
        except ValueError:
            continue  # 29 February comes again
        if year or day >= today:
            return day
    return None


def nearest_days(month: int, year: int | None, today: date) -> tuple[date, date]:
    """Give the last day of a month and the one after it: those near 31 April, that is none."""
    last = month_of(year or next_month(month, today).first.year, month).last
    return last, last + timedelta(days=1)


def feast(name: str, today: date) -> date:
    """Find the next day of a movable or fixed feast, by its name in FEASTS."""
    for year in (today.year, today.year + 1):
        if name in _AFTER_EASTER:
            day: date = easter(year) + timedelta(days=_AFTER_EASTER[name])
        else:
            day = date(year, *_FIXED_FEASTS[name])
        if day >= today:
            return day
    raise AssertionError("a feast comes every year")


def nth_weekday(rank: int, weekday: int, month: Days) -> date:
    """Find the first, second… weekday of a month; rank 0 is the last, -1 the one before it."""
    if rank <= 0:
        last = month.last - timedelta(days=(month.last.weekday() - weekday) % 7)
        return last + timedelta(weeks=rank)
    first = month.first + timedelta(days=(weekday - month.first.weekday()) % 7)
    return first + timedelta(weeks=rank - 1)


def add_workdays(day: date, count: int) -> date:
    """Count Mondays to Fridays onwards."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def same_day_last_year(day: date) -> date | None:
    """Give the same day a year before, if there is one."""
    with suppress(ValueError):
        return day.replace(year=day.year - 1)
    return None
