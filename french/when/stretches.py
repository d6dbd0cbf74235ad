"""Stretches from a day to a day: « du 7 au 11 décembre », « du 08/02 au 12/02 »."""

from __future__ import annotations

import re
from datetime import date, timedelta

from french.when import calendar
from french.when.calendar import Days
from french.when.named_days import NamedDays, NoDay, day_number, month_number, rules, year_number
from french.when.vocabulary import DAY_RE, MONTH_RE, WEEKDAY_RE, WEEKDAYS, YEAR_RE


def _day(name: str) -> str:
    """Write the expression of one end, its groups named with `name`."""
    return (
        rf"(?:(?P<w{name}>{WEEKDAY_RE})\s?,?\s?)?(?:le\s)?(?P<d{name}>{DAY_RE})(?!\d)"
        rf"(?:\s*(?P<m{name}>{MONTH_RE})|\s?[/.]\s?(?P<n{name}>0?[1-9]|1[0-2])(?!\d))?"
        rf"(?:(?:\s|\s?[/.]\s?)(?P<y{name}>{YEAR_RE}|(?<=[/.])\d\d))?(?![\d/])"
    )


def _from_to(match: re.Match[str], today: date) -> NamedDays | NoDay | None:
    first_month = month_number(match["m1"], match["n1"])
    last_month = month_number(match["m2"], match["n2"])
    first_number, last_number = day_number(match["d1"]), day_number(match["d2"])
    if last_month is None and first_month is None:
        first = calendar.day_of_month(first_number, today)
        last = first and calendar.day_of_month(last_number, first)
    else:
        last_month = last_month or first_month
        first_month = first_month or last_month
        assert first_month is not None and last_month is not None
        last = calendar.day_and_month(last_number, last_month, year_number(match["y2"]), today)
        year = year_number(match["y1"]) or (last.year if last else None)
        first = calendar.day_and_month(first_number, first_month, year, today)
        if first and last and first > last:
            first = calendar.day_and_month(first_number, first_month, last.year - 1, today)
    if not (first and last and first <= last):
        return NoDay()
    disagrees = any(
        name and WEEKDAYS.index(name) != day.weekday()
        for name, day in ((match["w1"], first), (match["w2"], last))
    )
    return NamedDays(Days(first, last), disagrees=disagrees)


def _to_a_date(match: re.Match[str], today: date) -> NamedDays | NoDay | None:
    """Without « du », only a second end with its month makes a stretch."""
    return _from_to(match, today) if match["m2"] or match["n2"] else None


def _weekdays(match: re.Match[str], today: date) -> NamedDays:
    first = calendar.next_weekday(WEEKDAYS.index(match[1]), today)
    if match[3]:
        first = calendar.week_of(today + timedelta(weeks=1)).first
        first += timedelta(days=WEEKDAYS.index(match[1]))
    length = (WEEKDAYS.index(match[2]) - first.weekday()) % 7
    return NamedDays(Days(first, first + timedelta(days=length)))


def _months(match: re.Match[str], today: date) -> NamedDays:
    first_month, last_month = month_number(match[1]), month_number(match[2])
    assert first_month is not None and last_month is not None
    first = calendar.next_month(first_month, today)
    return NamedDays(Days(first.first, calendar.next_month(last_month, first.first).last, "month"))


STRETCHES = rules(
    (
        "du lundi 7 au mercredi 9 décembre",
        rf"\b(?:du|entre le|entre(?=\s(?:{WEEKDAY_RE}))|de(?=\s(?:{WEEKDAY_RE})))\s{_day('1')}\s"
        rf"(?:au|et|jusqu'au|a)\s{_day('2')}",
        _from_to,
    ),
    (
        "mardi 2 au jeudi 11 mars",
        rf"\b{_day('1')}\s?(?:-|au?|jusqu'au)\s?{_day('2')}",
        _to_a_date,
    ),
    (
        "de mardi à jeudi",
        rf"\b(?:entre|de|du)\s(?:le\s)?({WEEKDAY_RE})\s(?:et|a|au|jusqu'au?)\s(?:le\s)?"
        rf"({WEEKDAY_RE})\b(?!\s*\d)(\s(?:de la )?semaine prochain)?",
        _weekdays,
    ),
    ("lundi au vendredi", rf"\b({WEEKDAY_RE})\s(?:au|a)\s({WEEKDAY_RE})\b(?!\s*\d)()", _weekdays),
    ("entre janvier et mars", rf"\b(?:entre|de)\s({MONTH_RE})\s(?:et|a)\s({MONTH_RE})\b", _months),
)
