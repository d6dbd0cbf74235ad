"""Weeks, months, their parts, and days counted from today."""

from __future__ import annotations

import re
from datetime import date, timedelta

from french.when import calendar
from french.when.calendar import Days, one
from french.when.named_days import YEAR, Maker, NamedDays, NoDay, Reader, month_number, some
from french.when.vocabulary import M

_LENGTHS = {"huitaine": 7, "quinzaine": 14, "dizaine": 10, "vingtaine": 20}


def _after(text: str, unit: str, today: date) -> date:
    """Count days, weeks or months from today."""
    count = 1 if text in ("un", "une") else int(text)
    if unit.startswith("jour"):
        # « dans 8 jours » is a week, « dans 15 jours » two: French counts both ends.
        return today + timedelta(days={8: 7, 15: 14}.get(count, count))
    if unit.startswith("semaine"):
        return today + timedelta(weeks=count)
    target = calendar.month_of(today.year, today.month + count)
    return target.first.replace(day=min(today.day, target.last.day))


def _in(match: re.Match[str], today: date) -> NamedDays:
    day = (
        today + timedelta(days=_LENGTHS[match[4]])
        if match[4]
        else _after(match[2], match[3], today)
    )
    if match[5]:
        day += timedelta(days=15)
    return NamedDays(one(day), bound=None if match[1] == "dans" else "until")


def _in_either(match: re.Match[str], today: date) -> NamedDays | None:
    """« dans 2 ou 3 jours », « dans un jour ou deux »."""
    first, unit, second = (
        (match[1], match[3], match[2]) if match[1] else (match[4], match[5], match[6])
    )
    days = Days(_after(first, unit, today), _after(second, unit, today))
    return NamedDays(days) if days.first <= days.last else None


def _part_of_week(match: re.Match[str], today: date) -> NamedDays:
    week = calendar.week_of(today + timedelta(weeks=1 if match[2] else 0))
    first, last = {"debut": (0, 1), "fin": (3, 4)}.get(match[1], (2, 2))
    days = Days(week.first + timedelta(days=first), week.first + timedelta(days=last))
    if days.last < today:
        days = Days(days.first + timedelta(weeks=1), days.last + timedelta(weeks=1))
    return NamedDays(days, at_end=match[1] == "fin")


def _numbered_week(match: re.Match[str], today: date) -> NamedDays | NoDay:
    for candidate in (today.year, today.year + 1):
        try:
            week = calendar.week_of(date.fromisocalendar(candidate, int(match[1]), 1))
        except ValueError:
            continue
        if week.last >= today:
            return NamedDays(week)
    return NoDay()


def _weekend(match: re.Match[str], today: date) -> NamedDays:
    saturday = calendar.week_of(today).first + timedelta(days=5)
    if match[1]:  # « le week-end prochain » is this one until Thursday, said by most
        saturday += timedelta(weeks=1 if today.weekday() >= 4 else 0)
    return NamedDays(Days(saturday, saturday + timedelta(days=1)))


def _month(match: re.Match[str], today: date) -> NamedDays:
    month = month_number(match[1])
    assert month is not None
    if match[2]:
        return NamedDays(calendar.month_of(int(match[2]), month))
    return NamedDays(_rest(calendar.next_month(month, today), today))


def _rest(month: Days, today: date) -> Days:
    """Give what is left of a month."""
    return Days(max(month.first, today), month.last, "month")


def _part_of_month(match: re.Match[str], today: date) -> NamedDays:
    month = month_number(match[2])
    assert month is not None
    if match[3]:
        return _cut(match[1], calendar.month_of(int(match[3]), month))
    named = _cut(match[1], calendar.next_month(month, today))
    if named.days.last < today:
        return _cut(match[1], calendar.month_of(today.year + 1, month))
    return named


def _part_of_this_month(match: re.Match[str], today: date) -> NamedDays:
    ahead = today.month + (1 if match[2] else 0)
    named = _cut(match[1], calendar.month_of(today.year, ahead))
    if named.days.last < today:
        return _cut(match[1], calendar.month_of(today.year, ahead + 1))
    return named


def _cut(part: str, month: Days) -> NamedDays:
    first, last = {"debut": (1, 10), "fin": (21, month.last.day)}.get(part, (10, 19))
    days = Days(month.first.replace(day=first), month.first.replace(day=last))
    return NamedDays(days, at_end=part == "fin")


def _half_of_month(match: re.Match[str], today: date) -> NamedDays:
    """« la première quinzaine de décembre »."""
    month = month_number(match[2])
    assert month is not None
    stretch = calendar.next_month(month, today)
    if match[1] == "1er":
        return NamedDays(Days(stretch.first, stretch.first.replace(day=15)))
    return NamedDays(Days(stretch.first.replace(day=16), stretch.last))


def _week_of_month(match: re.Match[str], today: date) -> NamedDays:
    """« la première semaine de janvier »: the first that begins in the month."""
    month = month_number(match[2])
    assert month is not None
    ranks = {"1er": 1, "2": 2, "deuxieme": 2, "3": 3, "troisieme": 3}
    rank = ranks.get(match[1], 0)
    monday = calendar.nth_weekday(rank, 0, calendar.next_month(month, today))
    return NamedDays(calendar.week_of(monday))


def _this_or_next_month(match: re.Match[str], today: date) -> NamedDays:
    if "ce mois" not in match[0]:
        return NamedDays(calendar.month_of(today.year, today.month + 1))
    return NamedDays(_rest(calendar.month_of(today.year, today.month), today))


def _day(ahead: int) -> Maker:
    return lambda _, today: some(today + timedelta(days=ahead))


def _week(ahead: int) -> Maker:
    def make(_: re.Match[str], today: date) -> NamedDays:
        week = calendar.week_of(today + timedelta(weeks=ahead))
        first = max(week.first, today) if ahead == 0 else week.first
        return NamedDays(Days(first, week.last, "week"))

    return make


_NEXT = r"(?:prochain|d'apres|suivante?|qui vient|a venir|qui suit)"
_OF = r"(?:\s*(?:de\s|d')?(?:la\s|cette\s)?)"
_MONTH_OF = r"(?:du mois d[e']\s?|de\s|d')?\s*"
_COUNT = r"\d{1,3}|une?"

WEEKS: tuple[Reader, ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (
            r"\bdans\s(?:(\d{1,3}|une?)\s(?:ou|a)\s(\d{1,3})\s(jours?|semaine|mois)"
            r"|(\d{1,3}|une?)\s(jours?|semaine|mois)\sou\s(\d{1,3}))\b",
            _in_either,
        ),
        (
            rf"\b(dans|sous|d'ici)\s(?:environ\s|a peu pres\s|moins de\s)?"
            rf"(?:({_COUNT})\s?(jours?|semaine|mois)"
            rf"|(?:une?\s)?({'|'.join(_LENGTHS)})(?:\sde\sjours?)?)\b"
            r"((?<=mois) et demi)?",
            _in,
        ),
        (r"\bapres-demain\b", _day(2)),
        (r"\bdemain\b", _day(1)),
        (r"\bavant-hier\b", _day(-2)),
        (r"\bhier\b", _day(-1)),
        (r"\b(?:aujourd'hui|ce jour|tout a l'heure|tantot)\b", _day(0)),
        (r"\bce(?:t|tte)?\s(?=~*(?:matin|soir|apres-midi|midi|matinee))", _day(0)),
        (r"\bce(?:t|tte)?\s(?=C_)", _day(0)),
        (
            rf"\b(?:la\s)?(1er|2|deuxieme|3|troisieme|derniere?)\ssemaine\s{_MONTH_OF}({M})\b",
            _week_of_month,
        ),
        (
            rf"\b(?:la\s)?(1er|2|deuxieme|seconde|derniere?)\squinzaine\s{_MONTH_OF}({M})\b",
            _half_of_month,
        ),
        (rf"\b(debut|milieu|mi|fin)[ -]*{_OF}semaine(\s{_NEXT})?", _part_of_week),
        (r"\bsemaine\s(?:n\s?)?(5[0-3]|[1-4]?\d)\b", _numbered_week),
        (rf"\b(?:l'autre semaine|semaine\s{_NEXT})\b", _week(1)),
        (r"\bsemaine\s(?:dernier|derniere|passee)\b", _week(-1)),
        (r"\b(?:cette|dans la|de la|courant|la) semaine\b", _week(0)),
        (rf"\b(?:ce\s|le\s)?week-end(\s{_NEXT})?", _weekend),
        (
            rf"\b(debut|milieu|mi|fin)[ -]*{_MONTH_OF}({M})\b(?:\s({YEAR}))?",
            _part_of_month,
        ),
        (
            rf"\b(debut|milieu|mi|fin)[ -]*(?:de\s|du\s|de ce\s)?mois(\s{_NEXT})?\b",
            _part_of_this_month,
        ),
        (rf"\b(?:le\s)?mois\s{_NEXT}\b|\bce mois(?:-ci)?\b", _this_or_next_month),
        (
            rf"\b(?:en|mois d[e']|pour|courant|des|avant|apres|d'ici|jusqu'en|a partir d[e'])\s?"
            rf"({M})\b(?:\s({YEAR}))?",
            _month,
        ),
        (rf"\b({M})\s({YEAR})\b", _month),
        (rf"^\W*(?:plutot\s)?({M})()\W*$", _month),
    )
)
