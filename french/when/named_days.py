"""What one naming of days gives; shared by the modules that read dates, weeks and months."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from french.when.calendar import Days, one
from french.when.vocabulary import MONTHS


@dataclass(frozen=True)
class NamedDays:
    """Days that were named; see Window for `weekday`, `by_number`, `disagrees`.

    `bound` is « from », « after », « until » or « before »; `at_end`: the end of a week or month
    was named, so that « avant la fin du mois » includes it.
    """

    days: Days
    weekday: int | None = None
    bound: str | None = None
    by_number: bool = False
    disagrees: bool = False
    refused: bool = False
    at_end: bool = False


@dataclass(frozen=True)
class NoDay:
    """Words that look like a day and are none, as « le 31 février »: nothing else reads them."""


def narrowed(outer: Days, weekday: int | None, day_number: int | None) -> Days | None:
    """Find the day of a week or a month: « la semaine prochaine, jeudi », « en mars, le 12 »."""
    for ahead in range((outer.last - outer.first).days + 1):
        day = outer.first + timedelta(days=ahead)
        if weekday == day.weekday() or day_number == day.day:
            return one(day)
    return None


Maker = Callable[[re.Match[str], date], NamedDays | NoDay | None]
Reader = tuple[re.Pattern[str], Maker]

N = r"1er|3[01]|[12]\d|0?[1-9]"
"""The number of a day in its month."""
YEAR = r"(?:19|20)\d\d"


def some(day: date | None) -> NamedDays | NoDay:
    """Name one day, or none where there is no such day."""
    return NoDay() if day is None else NamedDays(one(day))


def number(text: str) -> int:
    """Read the number of a day."""
    return 1 if text == "1er" else int(text)


def month_number(name: str | None) -> int | None:
    """Give the number of a month by its plain name."""
    return MONTHS.index(name) + 1 if name else None


def year(text: str | None) -> int | None:
    """Read a year of four digits or two."""
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)
