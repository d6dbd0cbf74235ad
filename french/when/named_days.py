"""What one naming of days gives, and the rows of which the grammar of days is made."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from french.when import calendar
from french.when.calendar import Days, single_day
from french.when.vocabulary import MONTHS

_SLIP = timedelta(days=92)  # a date that was so recently is as likely a slip as next year's


@dataclass(frozen=True)
class NamedDays:
    """Days that were named; see Window for `weekday`, `by_number`, `disagrees`, `year_unsure`.

    `bound` is « from », « after », « until », « before », « since » or « each »: from then on, at
    the same hours of each day that is not refused; `at_end`: the end of a week or month was named,
    so that « avant la fin du mois » includes it; `ahead`: it is so many days from today, so that a
    weekday after « demain » only says it again; `within`: the week or month of which the day was
    said to be.
    """

    days: Days
    weekday: int | None = None
    bound: str | None = None
    by_number: bool = False
    disagrees: bool = False
    at_end: bool = False
    ahead: int | None = None
    year_unsure: bool = False
    within: Days | None = None

    def past(self, stretch: Days) -> NamedDays:
        """Give the weekday after a stretch: itself, or that of the next week if it lies in it."""
        is_in = stretch.first <= self.days.first <= stretch.last
        return replace(self, days=self.days.later(7)) if is_in else self


@dataclass(frozen=True)
class NoDay:
    """Words that look like a day and are none, as « le 31 avril »: nothing else reads them.

    `nearest` are the days around it, where a day was clearly meant.
    """

    nearest: tuple[date, date] | None = None


Maker = Callable[[re.Match[str], date], NamedDays | NoDay | None]


@dataclass(frozen=True)
class Rule:
    """A row of the grammar: a phrase that it reads, how such phrases look, and what they mean.

    `read` is given the match and today's date; it gives None to leave the words to other rows.
    """

    example: str
    pattern: re.Pattern[str]
    read: Maker


def rules(*rows: tuple[str, str, Maker]) -> tuple[Rule, ...]:
    """Make rows of (example, expression, maker) into rules, in their order."""
    return tuple(Rule(example, re.compile(pattern), read) for example, pattern, read in rows)


def narrowed(outer: Days, weekday: int | None, number: int | None) -> Days | None:
    """Find the day of a week or a month: « la semaine prochaine, jeudi », « en mars, le 12 »."""
    for ahead in range((outer.last - outer.first).days + 1):
        day = outer.first + timedelta(days=ahead)
        if weekday == day.weekday() or number == day.day:
            return single_day(day)
    return None


def day_or_none(day: date | None) -> NamedDays | NoDay:
    """Name one day, or none where there is no such day."""
    return NoDay() if day is None else NamedDays(single_day(day))


def date_or_none(number: int, month: int, year: int | None, today: date) -> NamedDays | NoDay:
    """Name a day by its date; one that was over a few weeks ago leaves its year unsure.

    The 29th of February is no day where the next February has none.
    """
    day = calendar.day_and_month(number, month, year, today)
    if day is None or (year is None and day.year > today.year + 1):
        return NoDay(calendar.nearest_days(month, year, today))
    before = None if year else calendar.same_day_last_year(day)
    unsure = before is not None and today - _SLIP <= before < today
    return NamedDays(single_day(day), year_unsure=unsure)


def day_number(text: str) -> int:
    """Read the number of a day."""
    return 1 if text == "1er" else int(text)


def month_number(name: str | None, digits: str | None = None) -> int | None:
    """Give the number of a month by its plain name, or by its digits; None where it is none."""
    if name:
        return MONTHS.index(name) + 1
    return int(digits) if digits and 1 <= int(digits) <= 12 else None


def part_of_month(
    name: str, year: int | None, today: date, part: Callable[[Days], NamedDays]
) -> NamedDays:
    """Name a part of a month: of the year given, else of the next one whose part is not over."""
    number = month_number(name)
    assert number is not None
    if year is not None:
        return part(calendar.month_of(year, number))
    named = part(calendar.next_month(number, today))
    return named if named.days.last >= today else part(calendar.month_of(today.year + 1, number))


def year_number(text: str | None) -> int | None:
    """Read a year of four digits or two."""
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def rank_number(text: str) -> int:
    """Read a rank: 1 is the first, 0 the last, -1 the one before it."""
    if text.endswith("dernier"):
        return -1 if text.startswith("avant") else 0
    return 1 if text == "1er" else int(text)
