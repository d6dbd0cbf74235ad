"""Days said by their weekday or their rank: « jeudi en huit », « le premier lundi d'avril »."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from french.when import calendar
from french.when.calendar import Days, single_day
from french.when.named_days import (
    Maker,
    NamedDays,
    NoDay,
    day_number,
    day_or_none,
    month_number,
    part_of_month,
    rank_number,
    rules,
)
from french.when.vocabulary import DAY_RE, MONTH_RE, WEEKDAY_RE, WEEKDAYS, YEAR_RE

_RANK = r"1er|[2-5]|avant-dernier|dernier"


def _ranked(count: Callable[[int, Days, re.Match[str]], Days]) -> Maker:
    """Read « le premier … de mars » or « du mois »; the month is in the groups `m` and `next`."""

    def read(match: re.Match[str], today: date) -> NamedDays | NoDay:
        named = month_number(match["m"])
        if match["y"]:
            months = [calendar.month_of(int(match["y"]), named or 1)]
        elif named is None:
            ahead = today.month + (1 if match["next"] else 0)
            months = [calendar.month_of(today.year, ahead + more) for more in (0, 1)]
        else:
            months = [calendar.month_of(today.year + later, named) for later in (0, 1)]
        stretches = (count(rank_number(match["rank"]), month, match) for month in months)
        days = next((days for days in stretches if days.last >= today), None)
        return NoDay() if days is None else NamedDays(days)

    return read


def _nth_weekday(rank: int, month: Days, match: re.Match[str]) -> Days:
    return single_day(calendar.nth_weekday(rank, WEEKDAYS.index(match["weekday"]), month))


def _nth_weekend(rank: int, month: Days, match: re.Match[str]) -> Days:
    saturday = calendar.nth_weekday(rank, 5, month)
    return Days(saturday, saturday + timedelta(days=1))


def _nth_week(rank: int, month: Days, match: re.Match[str]) -> Days:
    """The first week is the first that begins in the month."""
    return calendar.week_of(calendar.nth_weekday(rank, 0, month))


def _nth_day(rank: int, month: Days, match: re.Match[str]) -> Days:
    before = month.last if rank <= 0 else month.first - timedelta(days=1)
    return single_day(before + timedelta(days=rank))


def _first_weeks(match: re.Match[str], today: date) -> NamedDays:
    def first(month: Days) -> NamedDays:
        monday = calendar.nth_weekday(1, 0, month)
        return NamedDays(Days(monday, monday + timedelta(days=7 * int(match[1]) - 1)))

    return part_of_month(match[2], None, today, first)


def _days_at_an_end(match: re.Match[str], today: date) -> NamedDays:
    """« les deux derniers jours de mai », « les 3 premiers jours du mois prochain »."""
    more = timedelta(days=int(match["count"]) - 1)

    def cut(month: Days) -> NamedDays:
        if match["rank"] == "dernier":
            return NamedDays(Days(month.last - more, month.last))
        return NamedDays(Days(month.first, month.first + more))

    if match["m"]:
        return part_of_month(match["m"], int(match["y"]) if match["y"] else None, today, cut)
    ahead = today.month + (1 if match["next"] else 0)
    named = cut(calendar.month_of(today.year, ahead))
    return named if named.days.last >= today else cut(calendar.month_of(today.year, ahead + 1))


def _in_week(name: str, week: Days) -> NamedDays:
    day = single_day(week.first + timedelta(days=WEEKDAYS.index(name)))
    return NamedDays(day, within=week)


def _weekday_of_week(match: re.Match[str], today: date) -> NamedDays | NoDay:
    day = _day_of(match[2], match[3], match[4], today)
    return NoDay() if day is None else _in_week(match[1], calendar.week_of(day))


def _week_of_day(match: re.Match[str], today: date) -> NamedDays | NoDay:
    day = _day_of(match[1], match[2], match[3], today)
    return NoDay() if day is None else NamedDays(calendar.week_of(day))


def _day_of(number: str, name: str | None, digits: str | None, today: date) -> date | None:
    month = month_number(name, digits)
    if month:
        return calendar.day_and_month(day_number(number), month, None, today)
    return calendar.day_of_month(day_number(number), today)


def _weekday_next_week(match: re.Match[str], today: date) -> NamedDays:
    return _in_week(match[1] or match[2], calendar.week_of(today + timedelta(weeks=1)))


def _weekday_this_week(match: re.Match[str], today: date) -> NamedDays:
    name, week = match[1] or match[2], calendar.week_of(today)
    over = week.first + timedelta(days=WEEKDAYS.index(name)) < today
    return _in_week(name, week.later(7) if over else week)


def _weekday_later(match: re.Match[str], today: date) -> NamedDays | NoDay:
    weeks = timedelta(weeks=1 if match[2] == "8" else 2)
    return day_or_none(calendar.next_weekday(WEEKDAYS.index(match[1]), today) + weeks)


def _some_weekdays_on(match: re.Match[str], today: date) -> NamedDays | NoDay:
    first = calendar.next_weekday(WEEKDAYS.index(match[2]), today)
    return day_or_none(first + timedelta(weeks=int(match[1]) - 1))


def _weekday_in_weeks(match: re.Match[str], today: date) -> NamedDays | NoDay:
    count = {"une": 1, "8": 1, "15": 2}.get(match[2]) or int(match[2])
    return _in_week(match[1], calendar.week_of(today + timedelta(weeks=count)))


def _weeks_on_a_weekday(match: re.Match[str], today: date) -> NamedDays | NoDay:
    count = {"une": 1, "8": 1, "15": 2}.get(match[1]) or int(match[1])
    return _in_week(match[2], calendar.week_of(today + timedelta(weeks=count)))


def _weekday_before(match: re.Match[str], today: date) -> NamedDays | NoDay:
    """« mardi dernier » is over, and left there."""
    return day_or_none(calendar.weekday_before(WEEKDAYS.index(match[1]), today))


def _weekday(match: re.Match[str], today: date) -> NamedDays:
    weekday = WEEKDAYS.index(match[1])
    return NamedDays(single_day(calendar.next_weekday(weekday, today)), weekday=weekday)


_OF_MONTH = (
    rf"\s(?:(?:d'|de\s|du mois d[e']\s?)\s?(?P<m>{MONTH_RE})\b(?:\s(?P<y>{YEAR_RE}))?"
    r"|(?:du|de ce)\smois(?P<next>\sprochain)?)"
)
_NEXT_WEEK = r"(?:(?:de|dans|pour)\s)?(?:la\s)?semaine\s(?:prochain|d'apres|suivante?|qui vient)"
THIS_WEEK = r"(?:de\s)?cette semaine"
_THEN = rf",?\s*(?:plutot\s)?(?:le\s)?({WEEKDAY_RE})\b(?!\s\d)"
_DAY_OF = rf"({DAY_RE})(?:\s*({MONTH_RE})|\s?/\s?(0?[1-9]|1[0-2]))?\b"
_BEGINNING = r"(?:du|qui commence le|commencant le|debutant le|qui debute le|a partir du)"

RANKS = rules(
    (
        "les deux premières semaines de janvier",
        rf"\bles\s([2-4])\s1er\ssemaine\s(?:d'|de\s)({MONTH_RE})\b",
        _first_weeks,
    ),
    (
        "le premier lundi d'avril",
        rf"\b(?P<rank>{_RANK})\s(?P<weekday>{WEEKDAY_RE}){_OF_MONTH}",
        _ranked(_nth_weekday),
    ),
    (
        "le premier week-end de mars",
        rf"\b(?P<rank>{_RANK})\sweek-end{_OF_MONTH}",
        _ranked(_nth_weekend),
    ),
    (
        "la 2e semaine de janvier",
        rf"\b(?:la\s)?(?P<rank>{_RANK})\ssemaine{_OF_MONTH}",
        _ranked(_nth_week),
    ),
    (
        "les deux derniers jours de mai",
        rf"\b(?:les|ces)\s(?P<count>[2-9])\s(?P<rank>1er|dernier)\sjours{_OF_MONTH}",
        _days_at_an_end,
    ),
    ("le dernier jour de février", rf"\b(?P<rank>{_RANK})\sjour{_OF_MONTH}", _ranked(_nth_day)),
)
WEEKS_OF_DAYS = rules(
    (
        "lundi de la semaine du 7 décembre",
        rf"\b({WEEKDAY_RE})\s(?:de|dans) la semaine du\s(?:lundi\s)?{_DAY_OF}",
        _weekday_of_week,
    ),
    (
        "la semaine commençant le 8 février",
        rf"\b(?:la\s)?semaine {_BEGINNING}\s(?:lundi\s)?{_DAY_OF}",
        _week_of_day,
    ),
)
WEEKDAYS_OF_WEEKS = rules(
    (
        "jeudi de la semaine prochaine",
        rf"\b({WEEKDAY_RE}),?\s*{_NEXT_WEEK}\b|{_NEXT_WEEK}\b{_THEN}",
        _weekday_next_week,
    ),
    (
        "jeudi de cette semaine",
        rf"\b({WEEKDAY_RE}),?\s*{THIS_WEEK}\b|(?<!pas ){THIS_WEEK}\b{_THEN}(?!\sprochain)",
        _weekday_this_week,
    ),
    ("dans deux mardis", rf"\bdans\s([2-4])\s({WEEKDAY_RE})s?\b", _some_weekdays_on),
    ("mardi en huit", rf"\b({WEEKDAY_RE})\s+en\s(8|15)\b", _weekday_later),
    (
        "jeudi dans quinze jours",
        rf"\b({WEEKDAY_RE})\sdans\s((?:8|15)(?=\sjours)|(?:une|\d)(?=\ssem))\s(?:jours|semaine)\b",
        _weekday_in_weeks,
    ),
    (
        "dans 2 semaines le lundi",
        rf"\bdans\s(?P<weeks>(?:une|\d)(?=\ssem)|(?:8|15)(?=\sj))\s(?:semaine|jours),?\s(?:le\s)?"
        rf"({WEEKDAY_RE})\b(?!\s\d)",
        _weeks_on_a_weekday,
    ),
    (
        "mardi dernier",
        rf"\b({WEEKDAY_RE})\s(?:dernier|passe(?!\s?(?:C|\d|midi|le midi|l'heure))|d'avant)\b",
        _weekday_before,
    ),
)
WEEKDAYS_ALONE = rules(
    (
        "jeudi prochain",
        rf"\b({WEEKDAY_RE})s?"
        rf"(?:\sprochain|\squi vient|\sen question|\s(?:suivant|d'apres)(?=,?\s(?:le\s)?\d))?\b",
        _weekday,
    ),
)
