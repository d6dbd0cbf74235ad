"""Weeks and their parts: « la semaine prochaine », « en fin de semaine », « ce week-end »."""

from __future__ import annotations

import re
from datetime import date, timedelta

from french.when import calendar
from french.when.calendar import Days
from french.when.named_days import Maker, NamedDays, NoDay, rules


def _part_of_week(match: re.Match[str], today: date) -> NamedDays:
    week = calendar.week_of(today + timedelta(weeks=1 if match[2] else 0))
    first, last = {"debut": (0, 1), "fin": (3, 4)}.get(match[1], (2, 2))
    days = Days(week.first + timedelta(days=first), week.first + timedelta(days=last))
    if days.last < today:
        days = days.later(7)
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


def _week(ahead: int) -> Maker:
    return lambda _, today: NamedDays(calendar.week_of(today + timedelta(weeks=ahead)))


def _next_weeks(match: re.Match[str], today: date) -> NamedDays:
    monday = calendar.week_of(today + timedelta(weeks=1)).first
    return NamedDays(Days(monday, monday + timedelta(days=7 * int(match[1]) - 1)))


def _next_days(match: re.Match[str], today: date) -> NamedDays:
    last = today + timedelta(days=int(match[1] or 7))
    return NamedDays(Days(today + timedelta(days=1), last))


_NEXT = r"(?:prochain|d'apres|suivante?|qui vient|a venir|qui suit)"
_OF = r"(?:\s*(?:de\s|d')?(?:la\s|cette\s)?)"

WEEKS = rules(
    (
        "en fin de semaine prochaine",
        rf"\b(debut|milieu|mi|fin)[ -]*{_OF}semaine(\s{_NEXT})?",
        _part_of_week,
    ),
    ("semaine 50", r"\bsemaine\s(?:n[°o]?\s?)?(5[0-3]|[1-4]?\d)\b(?!\s?jours)", _numbered_week),
    ("les prochaines 3 semaines", r"\b(?:les|ces) prochain ([2-8]) semaine\b", _next_weeks),
    ("les prochains 3 jours", r"\b(?:les|ces) prochain ([2-9]|[1-3]\d) jours\b", _next_days),
    (
        "les deux prochaines semaines",
        r"\b(?:les|ces) ([2-8]) prochain semaine\b",
        _next_weeks,
    ),
    (
        "les 3 prochains jours",
        r"\b(?:les|ces) (?:([2-9]|[1-3]\d) )?(?:prochain jours|jours (?:prochain|qui viennent"
        r"|a venir))\b",
        _next_days,
    ),
    ("la semaine prochaine", rf"\b(?:l'autre semaine|semaine\s{_NEXT})\b", _week(1)),
    ("la semaine dernière", r"\bsemaine\s(?:dernier|passee?)\b", _week(-1)),
    (
        "le reste de la semaine",
        r"\b(?:(?:le )?reste de la|toute la|cette|dans la|de la|courant|la) semaine\b",
        _week(0),
    ),
    ("ce week-end", rf"\b(?:ce\s|le\s)?week-end(\s{_NEXT})?", _weekend),
)
