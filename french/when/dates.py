"""Days said by their number or their weekday: « le 30 », « mardi 1er décembre », « 03/02 »."""

from __future__ import annotations

import re
from datetime import date, timedelta

from french.when import calendar
from french.when.calendar import Days, one
from french.when.named_days import (
    YEAR,
    Maker,
    N,
    NamedDays,
    NoDay,
    Reader,
    month_number,
    number,
    some,
    year,
)
from french.when.vocabulary import WEEKDAYS, M, W

_RANKS = {"1er": 1, "2": 2, "deuxieme": 2, "second": 2, "3": 3, "troisieme": 3, "dernier": 0}
_RANKS |= {"4": 4, "quatrieme": 4}


def _iso(match: re.Match[str], today: date) -> NamedDays | NoDay:
    try:
        return NamedDays(one(date.fromisoformat(match[0])))
    except ValueError:
        return NoDay()


def _feast(match: re.Match[str], today: date) -> NamedDays | NoDay:
    return some(calendar.feast(match[1], today))


def _nth(match: re.Match[str], today: date) -> NamedDays | NoDay:
    """« le premier lundi d'avril », « le dernier vendredi du mois »."""
    rank, weekday = _RANKS[match[1]], WEEKDAYS.index(match[2])
    named = month_number(match[3])
    if named is None:
        ahead = today.month + (1 if match[4] else 0)
        months = [calendar.month_of(today.year, ahead), calendar.month_of(today.year, ahead + 1)]
    else:
        months = [calendar.month_of(today.year + later, named) for later in (0, 1)]
    days = (calendar.nth_weekday(rank, weekday, month) for month in months)
    return some(next((day for day in days if day >= today), None))


def _from_to(match: re.Match[str], today: date) -> NamedDays | NoDay:
    """« du 7 au 11 décembre », « entre le lundi 7 et le mercredi 9 »."""
    first_number, last_number = number(match[1]), number(match[3])
    first_month, last_month = month_number(match[2]), month_number(match[4])
    if last_month is None and first_month is None:
        first = calendar.day_of_month(first_number, today)
        last = first and calendar.day_of_month(last_number, first)
    else:
        last_month = last_month or first_month
        assert last_month is not None
        last = calendar.day_and_month(last_number, last_month, year(match[5]), today)
        first = last and calendar.day_and_month(
            first_number, first_month or last_month, last.year, today
        )
        if first and last and first > last:
            first = calendar.day_and_month(
                first_number, first_month or last_month, last.year - 1, today
            )
    return NamedDays(Days(first, last)) if first and last and first <= last else NoDay()


def _weekdays(match: re.Match[str], today: date) -> NamedDays:
    """« entre lundi et mercredi », « de mardi à jeudi »."""
    first = calendar.next_weekday(WEEKDAYS.index(match[1]), today)
    if match[3]:
        first = calendar.week_of(today + timedelta(weeks=1)).first
        first += timedelta(days=WEEKDAYS.index(match[1]))
    length = (WEEKDAYS.index(match[2]) - first.weekday()) % 7
    return NamedDays(Days(first, first + timedelta(days=length)))


def _weekday_and_number(match: re.Match[str], today: date) -> NamedDays | NoDay:
    weekday, day_number = WEEKDAYS.index(match[1]), number(match[2])
    month = month_number(match[3]) or (int(match[4]) if match[4] else None)
    if month is None:
        day = _same_weekday(day_number, weekday, today) or calendar.day_of_month(day_number, today)
    elif 1 <= month <= 12:
        day = calendar.day_and_month(day_number, month, year(match[5]), today)
    else:
        return NoDay()
    if day is None:
        return NoDay()
    return NamedDays(one(day), disagrees=day.weekday() != weekday)


def _same_weekday(day_number: int, weekday: int, today: date) -> date | None:
    """Find « jeudi 14 » within two months: the number's next day may be of another weekday."""
    for ahead in range(62):
        day = today + timedelta(days=ahead)
        if day.day == day_number and day.weekday() == weekday:
            return day
    return None


def _date(match: re.Match[str], today: date) -> NamedDays | NoDay:
    month = month_number(match[2])
    assert month is not None
    return some(calendar.day_and_month(number(match[1]), month, year(match[3]), today))


def _numeric(match: re.Match[str], today: date) -> NamedDays | NoDay:
    month = int(match[2])
    if not 1 <= month <= 12:
        return NoDay()
    return some(calendar.day_and_month(number(match[1]), month, year(match[3]), today))


def _in_week(name: str, week: Days) -> NamedDays:
    return NamedDays(one(week.first + timedelta(days=WEEKDAYS.index(name))))


def _weekday_of_week(match: re.Match[str], today: date) -> NamedDays | NoDay:
    """« lundi de la semaine du 7 décembre »."""
    month = month_number(match[3])
    day = (
        calendar.day_and_month(number(match[2]), month, None, today)
        if month
        else calendar.day_of_month(number(match[2]), today)
    )
    return NoDay() if day is None else _in_week(match[1], calendar.week_of(day))


def _week_of_day(match: re.Match[str], today: date) -> NamedDays | NoDay:
    month = month_number(match[2])
    day = (
        calendar.day_and_month(number(match[1]), month, None, today)
        if month
        else calendar.day_of_month(number(match[1]), today)
    )
    return NoDay() if day is None else NamedDays(calendar.week_of(day))


def _weekday_next_week(match: re.Match[str], today: date) -> NamedDays:
    name = match[1] or match[2]
    return _in_week(name, calendar.week_of(today + timedelta(weeks=1)))


def _weekday_this_week(match: re.Match[str], today: date) -> NamedDays:
    named = _in_week(match[1] or match[2], calendar.week_of(today))
    if named.days.first < today:
        return NamedDays(one(named.days.first + timedelta(weeks=1)))
    return named


def _weekday_later(match: re.Match[str], today: date) -> NamedDays | NoDay:
    weeks = 1 if match[2] == "8" else 2
    return some(calendar.next_weekday(WEEKDAYS.index(match[1]), today) + timedelta(weeks=weeks))


def _weekday_before(match: re.Match[str], today: date) -> NamedDays | NoDay:
    """« mardi dernier » is over, and left there."""
    return some(calendar.next_weekday(WEEKDAYS.index(match[1]), today - timedelta(days=8)))


def _weekday(match: re.Match[str], today: date) -> NamedDays:
    weekday = WEEKDAYS.index(match[1])
    return NamedDays(one(calendar.next_weekday(weekday, today)), weekday=weekday)


def _number_alone(match: re.Match[str], today: date) -> NamedDays | NoDay:
    day = calendar.day_of_month(number(match[1]), today)
    return NoDay() if day is None else NamedDays(one(day), by_number=True)


def _no_day(match: re.Match[str], today: date) -> NoDay:
    return NoDay()


_NEXT_WEEK = r"(?:(?:de|dans|pour)\s)?(?:la\s)?semaine\s(?:prochain|d'apres|suivante|qui vient)"
_THIS_WEEK = r"(?:de\s)?cette semaine"
_NEXT = r"(?:\sprochain|\squi vient|\sen question)?"


def _compile(*readers: tuple[str, Maker]) -> tuple[Reader, ...]:
    return tuple((re.compile(pattern), make) for pattern, make in readers)


FIXED = _compile(
    (r"\b\d{4}-\d\d-\d\d\b", _iso),
    (
        r"\b(lundi de paques|paques|lundi de pentecote|pentecote|ascension|noel|jour de l'an)\b",
        _feast,
    ),
    (
        rf"\b({'|'.join(_RANKS)})\s({W})\s(?:d'|de\s|du mois d[e']\s?)\s?({M})\b()",
        _nth,
    ),
    (rf"\b({'|'.join(_RANKS)})\s({W})\s(?:du|de ce)(?:\smois)()(\sprochain)?", _nth),
    (
        rf"\b(?:du|entre le|entre (?={W}))\s?(?:(?:{W})\s)?(?:le\s)?({N})\s*({M})?"
        rf"\s(?:au|et)\s(?:le\s)?(?:(?:{W})\s)?(?:le\s)?({N})\b\s*(?:({M})\b)?(?:\s({YEAR}))?",
        _from_to,
    ),
    (
        rf"\b({N})\s*({M})?\s?(?:-|au?|et)\s?(?:(?:{W})\s)?({N})\s*({M})\b(?:\s({YEAR}))?",
        _from_to,
    ),
    (
        rf"\b(?:entre|de|du)\s(?:le\s)?({W})\s(?:et|a|au|jusqu'au?)\s(?:le\s)?({W})\b(?!\s*\d)"
        rf"(\s(?:de la )?semaine prochain)?",
        _weekdays,
    ),
    (rf"\b({W})\sde la semaine du\s(?:lundi\s)?({N})\s*({M})?\b", _weekday_of_week),
    (rf"\b(?:la\s)?semaine du\s(?:lundi\s)?({N})\s*({M})?\b", _week_of_day),
)
DATES = _compile(
    (
        rf"\b({W}),?\s*(?:prochain\s|le\s)*({N})(?![\d])\s*(?:({M})\b|[/.-]\s*(\d{{1,2}})(?!\d))?"
        rf"(?:\s*[/.-]?\s*({YEAR}|(?<=[/.-])\d\d)\b)?",
        _weekday_and_number,
    ),
    (rf"\b(?:le\s)?({N})\s*({M})\b(?:\s({YEAR}|(?<=\s)2\d\b(?!\s*h)))?", _date),
    (rf"\b(?:le\s)?\d+\s*(?:{M})\b", _no_day),
    (rf"(?<![\d/.,])({N})\s?[/.-]\s?(0?[1-9]|1\d)(?:\s?[/.-]\s?({YEAR}|\d\d))?(?![\d/])", _numeric),
    (r"(?<![\d/.,])\d\d?[/-]\d\d?(?:[/-]\d{2,4})?(?!\d)", _no_day),
)
WEEKDAY = _compile(
    (rf"\b({W}),?\s*{_NEXT_WEEK}\b|{_NEXT_WEEK}\b,?\s*(?:le\s)?({W})\b", _weekday_next_week),
    (rf"\b({W}),?\s*{_THIS_WEEK}\b|{_THIS_WEEK}\b,?\s*(?:le\s)?({W})\b", _weekday_this_week),
    (rf"\b({W})\s+en\s(8|15)\b", _weekday_later),
    (rf"\b({W})\s(?:dernier|passe|d'avant)\b", _weekday_before),
)
ALONE = _compile(
    (rf"\b({W})s?{_NEXT}\b", _weekday),
    (rf"\ble ({N})\b(?!\s*(?:e|eme|heures?|h|creneau)\b)", _number_alone),
)
