"""Days said by number or by name: « le 30 », « mardi 1er décembre », « 03/02 », « Noël »."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from french.when import calendar
from french.when.calendar import Days, single_day
from french.when.named_days import (
    NamedDays,
    NoDay,
    date_or_none,
    day_number,
    day_or_none,
    month_number,
    rules,
    year_number,
)
from french.when.vocabulary import DAY_RE, MONTH_RE, WEEKDAY_RE, WEEKDAYS, YEAR_RE


def _iso(match: re.Match[str], today: date) -> NamedDays | NoDay:
    month = month_number(None, match[2])
    if month is None or not 1 <= int(match[3]) <= 31:
        return NoDay()
    return date_or_none(int(match[3]), month, int(match[1]), today)


def _feast(match: re.Match[str], today: date) -> NamedDays | NoDay:
    day = calendar.feast(match[1].replace("saint ", "saint-"), today)
    if match[1] == "noel" and match[0].startswith(("soir", "nuit")):
        day -= timedelta(days=1)  # the evening before it
    return day_or_none(day)


def _feasts_of_the_year(match: re.Match[str], today: date) -> NamedDays:
    last = calendar.feast("jour de l'an", today)
    return NamedDays(Days(date(last.year - 1, 12, 24), last))


def _between_the_feasts(match: re.Match[str], today: date) -> NamedDays:
    last = calendar.feast("jour de l'an", today + timedelta(days=1))
    return NamedDays(Days(date(last.year - 1, 12, 26), date(last.year - 1, 12, 31)))


def _weekday_and_number(match: re.Match[str], today: date) -> NamedDays | NoDay:
    weekday, number = WEEKDAYS.index(match[1]), day_number(match[2])
    month = month_number(match[3], match[4])
    if match[4] and month is None:
        return NoDay()
    if month is not None:
        named = date_or_none(number, month, year_number(match[5]), today)
    else:
        named = day_or_none(
            calendar.day_of_month_on(weekday, number, today) or calendar.day_of_month(number, today)
        )
    if isinstance(named, NoDay):
        return named
    return replace(named, disagrees=named.days.first.weekday() != weekday)


def _date(match: re.Match[str], today: date) -> NamedDays | NoDay:
    month = month_number(match[2])
    assert month is not None
    return date_or_none(day_number(match[1]), month, year_number(match[3]), today)


def _month_first(match: re.Match[str], today: date) -> NamedDays | NoDay:
    month = month_number(match[1])
    assert month is not None
    return date_or_none(day_number(match[2]), month, None, today)


def _numeric(match: re.Match[str], today: date) -> NamedDays | NoDay:
    month = month_number(None, match[2])
    if month is None:
        return NoDay()
    return date_or_none(day_number(match[1]), month, year_number(match[3]), today)


def _number_alone(match: re.Match[str], today: date) -> NamedDays | NoDay:
    day = calendar.day_of_month(day_number(match[1]), today)
    return NoDay() if day is None else NamedDays(single_day(day), by_number=True)


def _no_day(match: re.Match[str], today: date) -> NoDay:
    return NoDay()


_FEAST_RE = "|".join(
    sorted((name.replace("-", "[ -]") for name in calendar.FEASTS), key=len, reverse=True)
)
_NO_UNIT = r"(?!\s*(?:e|eme|heures?|h|creneau|euros?|minutes?|min)\b)(?![\d/%€])"
_AND = r"(?:\s?[,/]\s?|\s(?:et|ou)\s)(?:le\s)?"
_BEFORE_DU = (
    *("matin", "midi", "soir", "matinee", "soiree", "journee", "lendemain", "surlendemain"),
    *("veille", "partir", "compter", "end", "suivant", "apres", "avant"),
)

_BEFORE_AU = (
    *("decaler", "decalez", "decale", "deplacer", "deplacez", "deplace", "reporter", "reportez"),
    *("reporte", "passer", "passez", "mettre", "mettez", "moi", "rdv", "entretien", "plutot"),
)
# « de lundi au 18 » leaves a Monday, and « de 2 au 3 » is no day.
_NOT_FROM = "".join(rf"(?<!{weekday} )" for weekday in WEEKDAYS) + r"(?<!\d )"
_THEN_AN_HOUR = r"(?=\s?,?\s?(?:C_|(?:a (?:la )?)?meme heure))"  # as `without_hours` covers it

FEASTS = rules(
    ("entre les deux fêtes", r"\bentre les (?:2 )?fetes\b", _between_the_feasts),
    ("après les fêtes", r"\bles fetes(?: de fin d'annee)?\b", _feasts_of_the_year),
    (
        "le jeudi de l'Ascension",
        rf"\b(?:(?:jeudi|dimanche|jour|fete|soir|nuit)\s(?:de\s|du\s)(?:la\s|l')?)?({_FEAST_RE})\b",
        _feast,
    ),
)
DATES = rules(
    ("2026-12-03", rf"\b({YEAR_RE})[-/](\d\d)[-/](\d\d)\b", _iso),
    (
        "mardi, 1er décembre",
        rf"\b({WEEKDAY_RE})\s?,?\s?(?:prochain\s|le\s){{0,2}}({DAY_RE})(?!\d|er|\sheure)\s*"
        rf"(?:({MONTH_RE})\b|[/.-]\s*(\d{{1,2}})(?!\d))?(?:\s*[/.-]?\s*({YEAR_RE}|(?<=[/.-])\d\d)\b)?",
        _weekday_and_number,
    ),
    (
        "les 7, 8 et 9 décembre",
        rf"\b(?:les?\s)?({DAY_RE})(?={_AND}(?:(?:{DAY_RE}){_AND}){{0,3}}(?:{DAY_RE})\s({MONTH_RE})\b)()",
        _date,
    ),
    (
        "le 4 février 2027",
        rf"\b(?:le\s)?({DAY_RE})\s*({MONTH_RE})\b(?:\s({YEAR_RE}|(?<=\s)2\d\b(?!\s*h)))?",
        _date,
    ),
    ("décembre, le 4", rf"\b({MONTH_RE})\s?,?\sle\s({DAY_RE})\b", _month_first),
    ("le 32 mars, that there is not", rf"\b(?:le\s)?\d{{1,3}}\s?(?:{MONTH_RE})\b", _no_day),
    (
        "03/02",
        rf"(?<![\d/.,])({DAY_RE})\s?[/.-]\s?(0?[1-9]|1\d)(?:\s?[/.-]\s?({YEAR_RE}|\d\d))?"
        r"(?![\d/]|\.\d|\s?(?:jours?|semaine|mois)\b)",
        _numeric,
    ),
    ("03 02 2027", rf"(?<![\d/.,] )\b({DAY_RE}) (0?[1-9]|1[0-2]) (20[23]\d)\b", _numeric),
    (
        "12/25, that there is not",
        r"(?<![\d/.,])\d\d?[/-]\d\d?(?:[/-]\d{2,4})?(?!\d|\s?(?:jours?|semaine|mois)\b)|\b\d{4}-\d\d-\d\d\b",
        _no_day,
    ),
)
NUMBERS = rules(
    ("le 30", rf"\ble ({DAY_RE})\b{_NO_UNIT}", _number_alone),
    (
        "décalez au 30",
        "(?:" + "|".join(rf"(?<=\b{word} )" for word in _BEFORE_AU) + ")"
        rf"au (?!0)({DAY_RE})\b{_NO_UNIT}(?!\s?\d\d(?!\s?h)|,?\s?(?:bis|ter|rue|de la)\b)",
        _number_alone,
    ),
    ("au 30 à 10 h", rf"{_NOT_FROM}\bau (?!0)({DAY_RE})\b{_NO_UNIT}{_THEN_AN_HOUR}", _number_alone),
    (
        "l'après-midi du 27",
        r"\bdu (?:" + "|".join(rf"(?<=\b{word} du )" for word in _BEFORE_DU) + ")"
        rf"({DAY_RE})\b{_NO_UNIT}",
        _number_alone,
    ),
    (
        "jusqu'au 8",
        rf"(?:(?<=jusqu')|(?<=d'ici )|(?<=soir ))au ({DAY_RE})\b{_NO_UNIT}",
        _number_alone,
    ),
)
