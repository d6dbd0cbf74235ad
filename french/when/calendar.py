"""Counting days the French way. Every function is pure; dates are of Paris."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter


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


def one(day: date) -> Days:
    """Make a stretch of one day."""
    return Days(day, day)


def next_weekday(weekday: int, today: date) -> date:
    """Find the next such weekday, strictly after today (0 is Monday)."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


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


def feast(name: str, today: date) -> date:
    """Find the next day of a movable or fixed feast, by its plain French name."""
    for year in (today.year, today.year + 1):
        sunday: date = easter(year)
        day = {
            "lundi de paques": sunday + timedelta(days=1),
            "lundi de pentecote": sunday + timedelta(days=50),
            "ascension": sunday + timedelta(days=39),
            "noel": date(year, 12, 25),
            "jour de l'an": date(year, 1, 1),
        }[name]
        if day >= today:
            return day
    raise AssertionError("a feast comes every year")


def nth_weekday(rank: int, weekday: int, month: Days) -> date:
    """Find the first, second… weekday of a month; rank 0 is the last."""
    if rank == 0:
        return month.last - timedelta(days=(month.last.weekday() - weekday) % 7)
    first = month.first + timedelta(days=(weekday - month.first.weekday()) % 7)
    return first + timedelta(weeks=rank - 1)
