"""Months, their parts, seasons and years: « courant mars », « fin janvier », « cet été »."""

from __future__ import annotations

import re
from datetime import date

from french.when import calendar
from french.when.calendar import Days
from french.when.named_days import NamedDays, month_number, part_of_month, rules, year_number
from french.when.vocabulary import MONTH_RE, YEAR_RE

_SEASONS = {
    "printemps": ((3, 20), (6, 20)),
    "ete": ((6, 21), (9, 22)),
    "automne": ((9, 23), (12, 20)),
    "hiver": ((12, 21), (3, 19)),
}


def _month(match: re.Match[str], today: date) -> NamedDays:
    month = month_number(match[1])
    assert month is not None
    if match[2]:
        return NamedDays(calendar.month_of(int(match[2]), month))
    return NamedDays(calendar.next_month(month, today))


def _next_such_month(match: re.Match[str], today: date) -> NamedDays:
    """« novembre prochain » said in November is next year's."""
    month = month_number(match[1])
    assert month is not None
    return NamedDays(calendar.month_of(today.year + (month <= today.month), month))


def _part_of_month(match: re.Match[str], today: date) -> NamedDays:
    year = year_number(match[3])
    return part_of_month(match[2], year, today, lambda month: _cut(match[1], month))


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
    def half(month: Days) -> NamedDays:
        if match[1] == "1er":
            return NamedDays(Days(month.first, month.first.replace(day=15)))
        return NamedDays(Days(month.first.replace(day=16), month.last))

    return part_of_month(match[2], None, today, half)


def _month_ahead(ahead: int, match: re.Match[str], today: date) -> NamedDays:
    return NamedDays(calendar.month_of(today.year, today.month + ahead))


def _next_month(match: re.Match[str], today: date) -> NamedDays:
    return _month_ahead(1, match, today)


def _this_month(match: re.Match[str], today: date) -> NamedDays:
    return _month_ahead(0, match, today)


def _end_of_year(match: re.Match[str], today: date) -> NamedDays:
    return NamedDays(Days(date(today.year, 12, 1), date(today.year, 12, 31), "month"), at_end=True)


def _beginning_of_year(match: re.Match[str], today: date) -> NamedDays:
    return NamedDays(calendar.month_of(today.year + 1, 1))


def _part_of_year(match: re.Match[str], today: date) -> NamedDays:
    months = 3 if match[1] == "tri" else 6
    first = (today.month - 1) // months * months + 1 + (months if match["next"] else 0)
    last = calendar.month_of(today.year, first + months - 1).last
    return NamedDays(Days(calendar.month_of(today.year, first).first, last, "month"))


def _season(match: re.Match[str], today: date) -> NamedDays:
    begins, ends = _SEASONS[match[1]]
    for year in (today.year - 1, today.year, today.year + 1):
        first, last = date(year, *begins), date(year + (ends < begins), *ends)
        if last >= today:
            return NamedDays(Days(first, last, "season"))
    raise AssertionError("a season comes every year")


_NEXT = r"(?:prochain|d'apres|suivante?|qui vient|a venir|qui suit)"
_MONTH_OF = r"(?:du mois d[e']\s?|de\s|d')?\s*"

MONTHS = rules(
    (
        "la première quinzaine de janvier",
        rf"\b(?:la\s)?(1er|2|dernier)\s(?:quinzaine|moitie)\s{_MONTH_OF}({MONTH_RE})\b",
        _half_of_month,
    ),
    (
        "fin décembre 2026",
        rf"\b(debut|milieu|mi|fin)[ -]*{_MONTH_OF}({MONTH_RE})\b(?:\s({YEAR_RE}))?",
        _part_of_month,
    ),
    (
        "début du mois prochain",
        rf"\b(debut|milieu|mi|fin)[ -]*(?:de\s|du\s|de ce\s)?mois(\s{_NEXT})?\b",
        _part_of_this_month,
    ),
    ("le mois prochain", rf"\b(?:le\s)?mois\s{_NEXT}\b", _next_month),
    ("ce mois-ci", r"\bce mois(?:-ci)?\b|\breste du mois\b", _this_month),
    ("novembre prochain", rf"\b(?:en\s)?({MONTH_RE})\sprochain\b", _next_such_month),
    (
        "en mars 2027",
        rf"\b(?:en|mois d[e']|pour|courant|des|avant|apres|d'ici|jusqu'en|a partir d[e'])\s?"
        rf"({MONTH_RE})\b(?:\s({YEAR_RE}))?",
        _month,
    ),
    ("mars 2027", rf"\b({MONTH_RE})\s({YEAR_RE})\b", _month),
    ("février", rf"^\W*(?:plutot\s)?({MONTH_RE})()\W*$", _month),
    ("la fin de l'année", r"\bfin (?:de l'|de cette |d')annee\b", _end_of_year),
    ("début d'année prochaine", r"\bdebut (?:de l'|d')annee\b(?: prochain)?", _beginning_of_year),
    (
        "ce trimestre",
        rf"\b(?:ce|le|au)\s(tri|se)mestre\b(?P<next>\s{_NEXT})?(?<!le trimestre)(?<!le semestre)"
        r"(?<!au trimestre)(?<!au semestre)",
        _part_of_year,
    ),
    (
        "cet été",
        r"\b(?:cet|ce|cette|au|debut|fin|a)\s?(?:de\s|d'|du\s)?(?:l')?(printemps|ete|automne|hiver)\b",
        _season,
    ),
)
