"""What is restricted to some weekdays: « que le mercredi », « le week-end uniquement »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from french.when.mentions import Item
from french.when.occupations import JOINED
from french.when.refusing import RUN_OF_WEEKDAYS, each_of
from french.when.window import Refusals

_ONLY = r"(?:seulement|uniquement|exclusivement)"
_NE = (
    r"\b(?:ne\s|n')(?:peu[xt]|pouvons|suis|est|ai|avons|reste)\s"
    r"(?:(?:dispo\w*|libres?|possible|venir|vous|voir)\s){0,3}"
)
_BEFORE = re.compile(
    rf"(?:\b{_ONLY}|\bjuste|\bseuls?|\brien que|(?:^\W*|[,;.!?]\s?|{_NE}"
    r"|\b(?:peu[xt]|pouvons|suis|est|ai|a|dispo\w*|libres?|reste|va|marche|ok|et|mais|donc|moi)\s)que)"
    r"\s(?:(?:pour|dispo\w*|libres?)\s)?(?:les?\s|du\s)?$"
)
_AFTER = re.compile(
    rf"[\s,]*(?:{_ONLY}\b(?!\s(?:a|de|apres|avant|vers|entre|des|si|quand|le|la)\b)"
    r"|et (?:c'est tout|rien d'autre)\b)"
)
# « pas que le mercredi », « juste le mercredi où je peux pas »: that one is not possible.
_NOT_BEFORE = re.compile(
    r"\b(?:pas|plus|jamais)\s(?:dispo\w*\s|libres?\s)?[a-z]+\s(?:les?\s|du\s)?$"
)
_CANNOT = r"(?:je|j'|on|qui)\s?(?:ne\s)?\w+\s(?:pas|plus)\b"
_NOT_AFTER = re.compile(
    rf"[\s,]*(?:{_ONLY}\s)?(?:{_CANNOT}|non\b|(?:qui\s)?pose|(?:de\s)?(?:pris|prise|occupee?)\b"
    r"|(?:ou|que)\s(?:je|j'|on)(?!\s?(?:suis (?:dispo|libre)|peux\b(?! pas))))"
)
_CUE = re.compile(rf"{_ONLY}|juste|\bseuls?\b|\bque\b|c'est tout|rien d'autre")
_EVERY = re.compile(r"\b(?:les?\s|du\s)$")
_WEEKEND = re.compile(r"(?:les?\s)?week-ends?")


def read_only(wanted: Sequence[Item], plain: str) -> tuple[list[Item], Refusals]:
    """Read weekdays that alone are possible as « from the first of them on »; refuse the others.

    A date, or a day of some week, is one day whether others are possible or not.
    """
    if _CUE.search(plain) is None:
        return [*wanted], Refusals()
    days = [item for item in wanted if item.days]
    weekdays = [_weekdays(item, plain) for item in days]
    if not days or not all(weekdays) or any(item.hours and item.hours.exact for item in wanted):
        return [*wanted], Refusals()  # « que le mercredi à 14 h » is the next one
    if not _is_one_run(days, plain) or not _is_only(days, wanted, plain):
        return [*wanted], Refusals()
    first = min(days, key=_first_day)
    kept = [item for item in wanted if item.days is None or item is first]
    others = frozenset(range(7)).difference(*weekdays)
    return [_from(item) for item in kept], Refusals(weekdays=others)


def _first_day(item: Item) -> date:
    return item.days.days.first if item.days else date.max


def _from(item: Item) -> Item:
    if item.days is None:
        return item
    return replace(item, days=replace(item.days, bound="each"))


def _weekdays(item: Item, plain: str) -> frozenset[int]:
    """Give the weekdays that are named, of every week: « le mercredi », « du lundi au jeudi »."""
    said = plain[item.start : item.end]
    if item.days is None or item.days.bound or item.days.within:
        return frozenset()
    is_weekday = item.days.weekday is not None and _EVERY.search(plain[: item.start])
    if is_weekday or RUN_OF_WEEKDAYS.fullmatch(said) or _WEEKEND.fullmatch(said):
        return frozenset(day.weekday() for day in each_of(item.days.days))
    return frozenset()


def _is_one_run(days: Sequence[Item], plain: str) -> bool:
    """Tell whether nothing else stands between: « le mardi et le jeudi », of the same hours."""
    pairs = pairwise(days)
    return all(JOINED.fullmatch(plain, one.end, other.start) for one, other in pairs)


def _is_only(days: Sequence[Item], wanted: Sequence[Item], plain: str) -> bool:
    end = days[-1].end
    for item in wanted:
        if item.hours and item.start >= end and JOINED.fullmatch(plain, end, item.start):
            end = item.end
    before = plain[: days[0].start]
    if _NOT_BEFORE.search(before) or _NOT_AFTER.match(plain, end):
        return False
    return _BEFORE.search(before) is not None or _AFTER.match(plain, end) is not None
