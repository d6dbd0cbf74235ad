"""The grammar of days: its sections in their order, and how they are applied to plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from french.when.calendar import Days
from french.when.counted_days import COUNTED, counted_from
from french.when.dates import DATES, FEASTS, NUMBERS
from french.when.months import MONTHS
from french.when.named_days import NamedDays, NoDay, Rule
from french.when.occupations import EVENT
from french.when.stretches import STRETCHES
from french.when.vocabulary import MONTH_RE, WEEKDAY_RE
from french.when.weekdays import RANKS, WEEKDAYS_ALONE, WEEKDAYS_OF_WEEKS, WEEKS_OF_DAYS
from french.when.weeks import WEEKS


@dataclass(frozen=True)
class Section:
    """Rules that are tried together, and why they stand where they do.

    `cue` finds what every phrase of the section has; a text without it needs none of its rules.
    """

    rules: tuple[Rule, ...]
    cue: re.Pattern[str]
    why_here: str


_DIGIT = re.compile(r"\d")
_ENDS = re.compile(r"\bau?\b|et |-")
_WEEKDAY = re.compile(WEEKDAY_RE)
_WEEK = re.compile("semaine|week-end|jours")
_MONTH = re.compile(f"{MONTH_RE}|mois|mestre|annee|printemps|ete|automne|hiver")
_FEAST = re.compile(
    r"paques|noel|cote|an\b|saint|fete|toussaint|veillon|gras|epiph|assom|hallow|ascens|armis"
)
_COUNTED = re.compile(r"j ?\+|jour|demain|hier|semaine|mois|an|aine|ce|tantot|a matin|heure")

GRAMMAR: tuple[Section, ...] = (
    Section(FEASTS, _FEAST, "« lundi de Pâques » is no Monday"),
    Section(STRETCHES, _ENDS, "both ends belong together"),
    Section(RANKS, re.compile("1er|[2-5] |dernier"), "« 1er lundi d'avril » is no « 1er »"),
    Section(WEEKS_OF_DAYS, _WEEK, "« semaine du 7 décembre » is no day"),
    Section(DATES, _DIGIT, "a date says more than its weekday or its number"),
    Section(WEEKDAYS_OF_WEEKS, _WEEKDAY, "« jeudi de la semaine prochaine » is one day of it"),
    Section(COUNTED, _COUNTED, "« dans 3 semaines » is no week"),
    Section(WEEKS, _WEEK, "« fin de semaine » is read before « de la semaine »"),
    Section(MONTHS, _MONTH, "« en mars » is read where no day of March was"),
    Section(WEEKDAYS_ALONE, _WEEKDAY, "what no other rule has read"),
    Section(NUMBERS, _DIGIT, "« le 30 », where it is no part of anything"),
)
"""The whole grammar. What an earlier rule has read, no later rule reads.

A new phrase is a row of the section that reads its kind; a test reads the example of each row.
"""

Found = tuple[int, int, NamedDays]

_LE = r"\s*(?:(?:le|la|les|a|ce|cette)\s|l')*$"
_AN_EVENT = rf"\s(?:(?:mon|ma|mes|le|la|les)\s|l')?(?:{EVENT})(?:\s[a-z]+)?\s(?:du|de|d'|le)"
_I_CANNOT = (
    r"\b(?:je|j'|on|nous|il|elle|ils|elles)\s?(?:ne\s|n'|me\s|m'|y\s)*(?!a\s)[a-z]+\s"
    rf"(?:pas|plus|jamais)\s(?:(?!tard|tot|mais|{WEEKDAY_RE}|que\b|sur\b|souci)[a-z]+\s){{0,3}}"
)
"""« je ne sais pas venir avant le 26 »; but « vous n'avez pas de place avant le 26 ? » wishes."""
_BOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern + _LE), bound)
    for pattern, bound in (
        (rf"(?:\b(?:pas plus tard que|au plus tard|(?:pas|ni) apres)|{_I_CANNOT}apres)", "until"),
        (
            r"(?:\b(?:(?<!pourquoi )pas avant|ni avant|au plus tot|pas plus tot que)"
            rf"|{_I_CANNOT}avant"
            r"|\b(?:je|on|nous)\s(?:[a-z']+\s?){0,3}(?:rentre|revien|reven|retour)[a-z]*\sque)",
            "from",
        ),
        (r"\b(?:a partir d[eu']|a partir|a compter d[eu']|a compter|des)", "from"),
        (
            r"(?:\b(?:apres|plus tard que)|(?:^|[,;.!?]\s?|\b(?:fois|plutot|disons|mais|ou|et)\s"
            rf"|\b(?:{WEEKDAY_RE})\s)passe|\bapres{_AN_EVENT})",
            "after",
        ),
        (r"\b(?:d'ici(?: a)?|jusqu'(?:a|au|en)?)", "until"),
        (rf"\b(?:avant{_AN_EVENT}|avant|plus tot que)", "before"),
        (r"\bdepuis", "since"),
    )
)
_COUNTS = re.compile("lendemain|veille|jour|semaine|week-end|mois|apres|avant|suivant|preced|suit")
_BOUNDS_IT = re.compile("plus|pas|partir|compter|des|apres|passe|d'ici|jusqu'|avant|depuis|que")
"""What everything that counts from a day, or bounds it, has: a text without it needs no more."""
_BOUND_AFTER = re.compile(
    r"\s(?:(?P<until>au plus tard|(?:grand )?max(?:imum)?|dernier delai)|au plus tot|minimum)\b"
    r"(?! possible)"
)
_OWN_BOUND = re.compile(r"(?:des|avant|apres|jusqu'en)\s|d'ici\s|a partir d[e']")
_FROM_DAY = re.compile(r"\b(entre|de|du|d')\s?(?:le\s|la\s|l')?$")
_TO_DAY = {
    True: re.compile(r"\set\s(?:le\s|la\s|l')?"),
    False: re.compile(r"\s(?:au?|jusqu'au?)\s(?:le\s|la\s|l')?"),
}
"""What stands between two days that make a stretch, by whether it began with « entre »."""
_LONG_AGO = timedelta(days=1100)  # « mon bac en 2019 » is no slip of the year
_SEEN_BEFORE = 48  # letters before a day among which its bound is looked for


def read_days(plain: str, today: date) -> list[Found]:
    """Find the days in plain text: their span and value, none overlapping, in order."""
    found: list[Found] = []
    for start, end, named in sorted(_read(plain, today), key=lambda item: item[0]):
        if isinstance(named, NoDay) or named.days.last < today - _LONG_AGO:
            continue
        before = plain[max(0, start - _SEEN_BEFORE) : start]
        counted = counted_from(before, named) if _COUNTS.search(before) else None
        if counted is not None:
            length, named = counted
            start, before = start - length, before[: len(before) - length]
            while found and found[-1][1] > start:
                found.pop()  # « mardi » of « le mardi après Pâques »
        opened = _joined_to(found, plain, start, named)
        if opened is not None:
            found[-1] = (found[-1][0], end, opened)
            continue
        bounded = _bounded(before, plain[start:end], named)
        after = _BOUND_AFTER.match(plain, end) if bounded.bound is None else None
        if after is not None:
            bounded = replace(bounded, bound="until" if after["until"] else "from")
            end = after.end()
        if bounded.bound != "since":
            found.append((start, end, _not_over(bounded, today)))
    return found


def _joined_to(found: list[Found], plain: str, start: int, last: NamedDays) -> NamedDays | None:
    """Join two days to a stretch: « entre Noël et le jour de l'an », « de demain à vendredi »."""
    if not found:
        return None
    begin, end, first = found[-1]
    opens = _FROM_DAY.search(plain[max(0, begin - 12) : begin])
    if opens is None or not _TO_DAY[opens[1] == "entre"].fullmatch(plain[end:start]):
        return None
    if not first.days.is_one or not last.days.is_one or last.days.first <= first.days.first:
        return None
    if opens[1] == "entre" and _is_feast(plain[begin:end]) and _is_feast(plain[start:]):
        days = Days(first.days.first + timedelta(days=1), last.days.last - timedelta(days=1))
        return NamedDays(days) if days.first <= days.last else None
    return NamedDays(Days(first.days.first, last.days.last))


def _is_feast(said: str) -> bool:
    """« entre Noël et le jour de l'an » is neither of them, « entre lundi et jeudi » is both."""
    return any(rule.pattern.match(said) for rule in FEASTS)


def read_missing(plain: str, today: date) -> list[tuple[int, int, NoDay]]:
    """Find the days that were named and are none, as « le 31 avril »: their span and value."""
    return [
        (start, end, named)
        for start, end, named in _read(plain, today)
        if isinstance(named, NoDay) and named.nearest is not None
    ]


def _read(plain: str, today: date) -> Iterator[tuple[int, int, NamedDays | NoDay]]:
    taken = bytearray(len(plain))
    for section in GRAMMAR:
        if section.cue.search(plain) is None:
            continue
        for rule in section.rules:
            for match in rule.pattern.finditer(plain):
                start, end = match.span()
                if start == end or taken.find(1, start, end) >= 0:
                    continue
                named = rule.read(match, today)
                if named is not None:
                    taken[start:end] = b"\1" * (end - start)
                    yield start, end, named


def _not_over(named: NamedDays, today: date) -> NamedDays:
    """Leave out the days of a stretch that are over: « cette semaine » begins today."""
    days = named.days
    if days.first < today <= days.last:
        return replace(named, days=Days(today, days.last, days.grain))
    return named


def _bounded(before: str, said: str, named: NamedDays) -> NamedDays:
    """Apply what stands before, such as « pas avant » or « d'ici », or begins the naming itself."""
    own = _OWN_BOUND.match(said)
    text = before + (own[0] if own else "")
    bound = named.bound
    if text and _BOUNDS_IT.search(text):
        bound = next((bound for pattern, bound in _BOUNDS if pattern.search(text)), bound)
    if bound == "before" and named.at_end:
        bound = "until"
    return replace(named, bound=bound) if bound != named.bound else named
