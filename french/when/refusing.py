"""What a phrase refuses: « pas lundi », « sauf le matin », « jeudi je ne peux pas »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from french.when.mentions import Item
from french.when.window import Refusals

_BEFORE = re.compile(
    r"(?:(?<!pourquoi )(?<!c'est )\bpas|\bsauf|\bhors|\bexcepte|\bni|\bevite[zr]?|\bjamais"
    r"|\bplutot que|\bau lieu d[eu']|\bsurtout pas|\bautre que|\bexclu[st]?)\s*"
    r"(?:(?:dispo|disponible|libre|possible|la|venir|etre)\s)?"
    r"(?:(?:a|le|les|en|de|du|vers|ce|cet|cette|un|pour|la|mes)\b\s*|l'\s*|d'\s*)*$"
)
_AFTER = re.compile(
    r"[\s,]*(?:(?:je|j'|ca|c'est|ce|on|n'est|est|ne|n'|suis|peux|peut|sera|serai|me|m'|va|marche"
    r"|convient|arrange|vraiment|malheureusement|mais|apres-midi|matin|soir)[\s']*)*"
    r"(?:(?:pas|jamais)(?:\s(?:du tout|possible|dispo|disponible|libre|ok|bon|la|trop))*\s*"
    r"(?:$|[,.;!?]|mais\b|car\b|parce|j'ai\b)|impossible\b|exclu\b)"
)
_WORKDAYS = re.compile(
    r"\ben semaine\b(?!\s(?:prochain|\d))|\bjours? (?:ouvre|ouvrable)|\bpas le week-end"
)
_AND = re.compile(r"\s*(?:,|ni|ou|et)\s*(?:(?:le|les|la|ce)\s|l')*$|\s*,\s*ni\s*(?:le\s)?$")


def read_refusals(items: Sequence[Item], plain: str) -> tuple[list[Item], Refusals]:
    """Part what is wanted from what is refused."""
    wanted: list[Item] = []
    refused: list[Item] = []
    dropped: Item | None = None
    for item in items:
        if dropped is not None and _goes_on(plain[dropped.end : item.start], dropped, item):
            refused.append(item)
            dropped = item
        elif dropped is not None and _is_its_hour(plain[dropped.end : item.start], dropped, item):
            dropped = None  # « pas lundi 14 h » refuses no other day's 14:00
        elif _is_refused(item, plain):
            refused.append(item)
            dropped = item
        else:
            wanted.append(item)
            dropped = None
    return wanted, _refusals(refused, plain)


def _is_refused(item: Item, plain: str) -> bool:
    if item.days is not None and item.days.bound is not None:
        return False  # « pas avant lundi »
    if _BEFORE.search(plain[max(0, item.start - 40) : item.start]):
        return True
    return _AFTER.match(plain[item.end : item.end + 60]) is not None


def _goes_on(between: str, before: Item, item: Item) -> bool:
    """Tell whether a refusal goes on: « pas lundi ni mardi », but not « pas lundi, mardi »."""
    same = (before.days is None) == (item.days is None)
    return same and bool(_AND.match(between)) and between.strip() != ","


def _is_its_hour(between: str, before: Item, item: Item) -> bool:
    return (
        before.days is not None
        and item.hours is not None
        and between.strip() in ("", "a", "au", "vers", "le")
    )


def _refusals(refused: Sequence[Item], plain: str) -> Refusals:
    named = [item.days for item in refused if item.days]
    weekdays = {item.days.first.weekday() for item in named if item.weekday is not None}
    if _WORKDAYS.search(plain):
        weekdays |= {5, 6}
    days = tuple(item.days for item in named if item.weekday is None)
    return Refusals(frozenset(weekdays), tuple(item.hours for item in refused if item.hours), days)
