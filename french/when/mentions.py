"""What a phrase names of time, piece by piece, in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from french.when.calendar import Days, month_of, single_day, week_of
from french.when.day_hours import DayHours, Hours
from french.when.days import Found as FoundDays
from french.when.days import read_days
from french.when.hours import read_hours
from french.when.named_days import NamedDays
from french.when.vocabulary import MONTH_RE

_NEXT_YEAR = re.compile(
    rf"(?P<month>\b(?:{MONTH_RE})\s)(?P<year>(?:de )?l'an(?:nee)? (?:prochain|suivante?))\b"
)


@dataclass(frozen=True)
class Item:
    """Days or hours, and where they stand in the plain text."""

    start: int
    end: int
    days: NamedDays | None = None
    hours: Hours | None = None


def without_hours(plain: str, found: Sequence[tuple[int, int, Hours]]) -> str:
    """Cover up the hours that were found, as the grammar of days expects: « C » and « _ ».

    The name of a part of the day stays: « ce matin » names a day by it.
    """
    rest = list(plain)
    for start, end, hours in found:
        if not hours.part:
            rest[start:end] = "C" + "_" * (end - start - 1)
    return "".join(rest)


def _by_number(match: re.Match[str], year: int) -> str:
    """Write « mars de l'année prochaine » as « mars 2027 », as long as it was."""
    return match["month"] + str(year).ljust(len(match["year"]))


_JOINED_TO_A_DATE = re.compile(r"\s?[,.?!]?\s?(?:ou|et|sinon|ou bien)\s")

_DAY_AFTER = re.compile(
    r"\b(?:ou|sinon|mais|et)\s(?:bien\s)?(le (?:lendemain|jour (?:suivant|d'apres)))\b"
    r"(?!\s(?:d[ue]|d')\b)"
)
# « pas la semaine prochaine je suis en examen, celle d'après oui »
_NEXT_OF_IT = re.compile(
    r"[,;.!?]\s?(?:mais\s|plutot\s|donc\s|alors\s|sinon\s)?"
    r"((?:celle|celui)\s(?:d'apres|qui suit)|la suivante|le suivant)\b(?!\s(?:le|la|du|de|que)\b)"
)
_NOTHING_BETWEEN = re.compile(r"\W*(?:(?:mais|si possible|plutot|par contre|ou|bien|sinon)\W*)*")
_WEEK_AFTER = re.compile(r"^semaine (?:d'apres|suivante?)$")  # of the day before it


def _near_dates(found: Sequence[FoundDays], plain: str, today: date) -> Iterator[FoundDays]:
    """« le 28 avril ou le 3 »: a number joined to a date is of the day nearest to it."""
    dated, joined_from = None, 0
    last: date | None = None
    for start, end, named in found:
        near = named
        if last is not None and last >= today and _WEEK_AFTER.search(plain[start:end]):
            near = replace(named, days=week_of(last + timedelta(weeks=1)))
        last = named.days.last
        is_joined = _JOINED_TO_A_DATE.fullmatch(plain, joined_from, start) is not None
        if named.by_number and named.bound is None and dated is not None and is_joined:
            near = replace(named, days=_nearest(named.days, dated, today))
        elif named.days.is_one and named.weekday is None and named.ahead is None:
            dated = named.days.first if named.days.first >= today else None
        joined_from = end
        yield start, end, near


def _nearest(days: Days, dated: date, today: date) -> Days:
    number = days.first.day
    months = (month_of(dated.year, dated.month + more) for more in (-1, 0, 1))
    near = [month.first.replace(day=number) for month in months if number <= month.last.day]
    ahead = [day for day in near if day >= today]
    return single_day(min(ahead, key=lambda day: abs(day - dated))) if ahead else days


def _day_after(match: re.Match[str], items: Sequence[Item]) -> Item | None:
    """« mardi 15 h ? Sinon le lendemain »: what stands right after its day, `refusing` reads."""
    before = [item for item in items if item.end <= match.start()]
    days = [item.days for item in before if item.days]
    if not days or before[-1].days is not None or not days[-1].days.is_one:
        return None
    after = NamedDays(single_day(days[-1].days.last + timedelta(days=1)))
    return Item(match.start(1), match.end(1), after)


def _next_of_it(match: re.Match[str], items: Sequence[Item]) -> Item | None:
    """Give the week or weekday after the last one that was said, with a clause between them."""
    days = [item for item in items if item.end <= match.start() and item.days]
    if not days or _NOTHING_BETWEEN.fullmatch(match.string, days[-1].end, match.start()):
        return None  # `refusing` reads it
    last = days[-1].days
    if last is None or last.bound or not (last.weekday is not None or last.days.grain == "week"):
        return None
    after = (
        last.days.later(7) if last.days.is_one else week_of(last.days.first + timedelta(weeks=1))
    )
    return Item(match.start(1), match.end(1), NamedDays(after))


def read_items(plain: str, local: datetime, day: DayHours) -> list[Item]:
    """Find the days and the hours in plain text, in order; `local` is now in Paris."""
    found = read_hours(plain, day)
    rest = _NEXT_YEAR.sub(
        lambda match: _by_number(match, local.year + 1), without_hours(plain, found)
    )
    days = read_days(rest, local.date())
    items = [Item(start, end, hours=hours) for start, end, hours in found]
    items += [
        Item(start, end, days=named) for start, end, named in _near_dates(days, plain, local.date())
    ]
    items.sort(key=lambda item: item.start)
    after = [_day_after(match, items) for match in _DAY_AFTER.finditer(plain)]
    after += [_next_of_it(match, items) for match in _NEXT_OF_IT.finditer(plain)]
    return sorted((*items, *filter(None, after)), key=lambda item: item.start)
