"""Days counted from today, or from a day that is named after them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from french.when import calendar
from french.when.calendar import Days, single_day
from french.when.named_days import Maker, NamedDays, NoDay, rules
from french.when.vocabulary import WEEKDAY_RE, WEEKDAYS

_LENGTHS = {"huitaine": 7, "quinzaine": 14, "dizaine": 10, "vingtaine": 20}


def _after(text: str, unit: str, today: date) -> date:
    """Count days, weeks, months or years onwards."""
    count = 1 if text in ("un", "une") else int(text)
    if unit.startswith("jour"):
        # « dans 8 jours » is a week, « dans 15 jours » two: French counts both ends.
        return today + timedelta(days={8: 7, 15: 14}.get(count, count))
    if unit.startswith("semaine"):
        return today + timedelta(weeks=count)
    months = count * (12 if unit.startswith("an") else 1)
    target = calendar.month_of(today.year, today.month + months)
    return target.first.replace(day=min(today.day, target.last.day))


def _in(match: re.Match[str], today: date) -> NamedDays:
    if match[5]:
        day = calendar.add_workdays(today, int(match[2]))
    elif match[4]:
        day = today + timedelta(days=_LENGTHS[match[4]])
    else:
        day = _after(match[2], match[3], today)
    if match[6]:
        day += timedelta(days=15)
    if match[7]:
        day += timedelta(days=int(match[7]))
    return NamedDays(single_day(day), bound=None if match[1] == "dans" else "until")


def _within(match: re.Match[str], today: date) -> NamedDays:
    """« dans les 15 jours »: from today until then."""
    return NamedDays(single_day(_after(match[1], match[2], today)), bound="until")


def _in_either(match: re.Match[str], today: date) -> NamedDays | None:
    """« dans 2 ou 3 jours », « dans un jour ou deux »."""
    first, unit, second = (
        (match[1], match[3], match[2]) if match[1] else (match[4], match[5], match[6])
    )
    days = Days(_after(first, unit, today), _after(second, unit, today))
    return NamedDays(days) if days.first <= days.last else None


def _day(ahead: int) -> Maker:
    return lambda _, today: NamedDays(single_day(today + timedelta(days=ahead)), ahead=ahead)


def _days_on(match: re.Match[str], today: date) -> NamedDays:
    return NamedDays(single_day(today + timedelta(days=int(match[1]))), ahead=int(match[1]))


def _day_in_eight(match: re.Match[str], today: date) -> NamedDays | NoDay:
    ahead = (7 if match[2] == "8" else 14) + (1 if match[1] == "demain" else 0)
    return NamedDays(single_day(today + timedelta(days=ahead)))


_COUNT = r"\d{1,3}|une?"

COUNTED = rules(
    (
        "dans 2 ou 3 jours",
        r"\bdans\s(?:(\d{1,3}|une?)(?:\s(?:ou|a)\s|\s?-\s?)(\d{1,3})\s(jours?|semaine|mois)"
        r"|(\d{1,3}|une?)\s(jours?|semaine|mois)\sou\s(\d{1,3}))\b",
        _in_either,
    ),
    (
        "dans les 15 jours",
        rf"\bdans les (?:prochain )?({_COUNT})\s?(?:prochain )?(jours?|semaine|mois)\b"
        r"(?: (?:prochain|a venir|qui viennent|qui suivent))?",
        _within,
    ),
    (
        "dans 3 jours",
        rf"\b(dans|sous|d'ici)\s(?:environ\s|a peu pres\s|moins de\s)?"
        rf"(?:({_COUNT})\s?(jours?|semaine|mois|an|annee)"
        rf"|(?:une?\s)?({'|'.join(_LENGTHS)})(?:\sde\sjours?)?)\b"
        r"((?<=\d\sjours)\s(?:ouvres?|ouvrables?)\b)?((?<=mois) et demi)?"
        r"(?:\set\s(\d\d?)\sjours?\b)?",
        _in,
    ),
    ("J+3", r"\bj\s?\+\s?(\d{1,2})\b", _days_on),
    ("demain en huit", r"\b(aujourd'hui|demain) en (8|15)\b", _day_in_eight),
    ("après-demain", r"\bapres-demain\b", _day(2)),
    ("demain", r"\bdemain\b", _day(1)),
    ("avant-hier", r"\bavant-hier\b", _day(-2)),
    ("hier", r"\bhier\b", _day(-1)),
    (
        "aujourd'hui",
        r"\b(?:aujourd'hui|ce jour|tout a l'heure|tantot|reste de la (?=journee))",
        _day(0),
    ),
    (
        "ce matin",
        r"\bce(?:t|tte)?\s(?=~*(?:matin|soir|apres-midi|midi|matinee))"
        r"|(?:^|[,.;!?]\s?)(?:a\s(?=matin\b)|(?:plus tard )?dans\s(?=la journee\b))",
        _day(0),
    ),
    ("ce midi et demi", r"\bce(?:t|tte)?\s(?=C_)", _day(0)),
)

CountFrom = Callable[[re.Match[str], Days], Days]


def _moved(ahead: int) -> CountFrom:
    def count(_: re.Match[str], days: Days) -> Days:
        return single_day((days.last if ahead > 0 else days.first) + timedelta(days=ahead))

    return count


def _some_later(match: re.Match[str], days: Days) -> Days:
    """« 8 jours après mardi » are eight days, and no week as « dans 8 jours » is."""
    count = (1 if match[1] in ("un", "une") else int(match[1])) * (1 if match[3] == "apres" else -1)
    from_day = days.last if count > 0 else days.first
    if match[2].startswith("mois"):
        month = calendar.month_of(from_day.year, from_day.month + count)
        return single_day(month.first.replace(day=min(from_day.day, month.last.day)))
    return single_day(from_day + timedelta(days=count * (7 if match[2][0] == "s" else 1)))


def _is_before(word: str) -> bool:
    return word.startswith(("avant", "prec"))


def _weekday_from(match: re.Match[str], days: Days) -> Days:
    """« le jeudi suivant le 29 » is the 29th itself where that is a Thursday."""
    weekday = WEEKDAYS.index(match[1])
    if match[2] == "suivant" and days.is_one and days.first.weekday() == weekday:
        return days
    if _is_before(match[2]):
        return single_day(calendar.weekday_before(weekday, days.first))
    return single_day(calendar.next_weekday(weekday, days.last))


def _week_from(match: re.Match[str], days: Days) -> Days:
    return calendar.week_of(days.first + timedelta(days=-7 if _is_before(match[1]) else 7))


def _week_of(match: re.Match[str], days: Days) -> Days:
    return calendar.week_of(days.first) if days.is_one else days


def _weekend_of(match: re.Match[str], days: Days) -> Days:
    saturday = calendar.week_of(days.first).first + timedelta(days=5)
    return Days(saturday, saturday + timedelta(days=1))


_MY = r"(?:mon|ma|mes|l'|la|le|notre)\s?\w{3,14}\s(?:du|de)\s"  # « de mon examen du »
_OF = rf"\s(?:de\s|d'|du\s)?(?:{_MY})?(?:le\s|la\s|l'|du\s)?"
_THAN = r"\s(?:le\s|la\s|les\s|l'|du\s|de\s)?"
COUNTED_FROM: tuple[tuple[str, re.Pattern[str], CountFrom], ...] = tuple(
    (example, re.compile(pattern + "$"), count)
    for example, pattern, count in (
        (
            "le lendemain du 20",
            rf"\b(?:le\s|au\s)?(?:lendemain|jour d'apres|jour suivant|jour apres){_OF}",
            _moved(1),
        ),
        ("le surlendemain du 20", rf"\b(?:le\s|au\s)?surlendemain{_OF}", _moved(2)),
        ("l'avant-veille de Noël", rf"\b(?:l'|a l')?avant-veille{_OF}", _moved(-2)),
        ("la veille de Noël", rf"\b(?:la\s|a la\s)?veille{_OF}", _moved(-1)),
        (
            "3 jours après mardi",
            rf"\b({_COUNT})\s(jours?|semaines?|mois)\s(apres|avant){_THAN}",
            _some_later,
        ),
        (
            "le mardi après Pâques",
            rf"\b(?:le\s)?(?:1er\s)?({WEEKDAY_RE})\s(?:d')?(apres|avant|suivant|precedent|qui suit)"
            rf"{_THAN}",
            _weekday_from,
        ),
        (
            "la semaine après Pâques",
            rf"\b(?:la\s)?semaine\s(?:d'|qui )?(apres|avant|suivante?|suit|precede(?:nte?)?)"
            rf"{_THAN}",
            _week_from,
        ),
        ("la semaine de Noël", rf"\b(?:la\s)?semaine{_OF}", _week_of),
        ("le week-end du 12", rf"\b(?:le\s|ce\s)?week-end{_OF}", _weekend_of),
    )
)
"""What stands before a day and counts from it."""


def counted_from(before: str, named: NamedDays) -> tuple[int, NamedDays] | None:
    """Apply what stands right before a day; give also how many letters of it were read."""
    for _, pattern, count in COUNTED_FROM:
        match = pattern.search(before)
        if match is not None:
            days = count(match, named.days)
            counted = replace(named, days=days, weekday=None, by_number=False, bound=None)
            return len(before) - match.start(), counted
    return None
