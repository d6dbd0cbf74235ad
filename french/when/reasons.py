"""Times that say why another is wanted: « 16 h parce que 15 h je serai à peine réveillée »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from french.when.mentions import Item

_SO = re.compile(r"\bdonc\b|\bdu coup\b")
_BECAUSE = re.compile(r"(?<!le )(?<!un )(?<!en )(?<!au )\b(?:parce qu|car\s|vu qu|puisqu)")
_REASON_ENDS = re.compile(r"[,;.!?]|\b(?:donc|du coup|mais|sinon|alors|plutot)\b")


def before_so(items: Sequence[Item], plain: str) -> list[Item]:
    """« mon train arrive à 10 h, donc 11 h »: the hour after « donc » is the one that is wanted."""
    so = _SO.search(plain)
    if so is None or not any(item.hours and item.start > so.start() for item in items):
        return []
    return [item for item in items if item.hours and item.start < so.start()]


def without_reasons(wanted: Sequence[Item], plain: str) -> list[Item]:
    """Leave out the times that say why one before them is wanted.

    « 16 heures parce que 15 heures je serai à peine réveillée »; what is refused is not `wanted`.
    """
    because = _BECAUSE.search(plain)
    if because is None:
        return [*wanted]
    until = _REASON_ENDS.search(plain, because.end())
    end = until.start() if until else len(plain)
    why = [item for item in wanted if because.start() < item.start < end]
    before = [item for item in wanted if item.start < because.start()]
    is_said_before = any((a.hours is None) == (b.hours is None) for a in why for b in before)
    return [item for item in wanted if item not in why] if is_said_before else [*wanted]
