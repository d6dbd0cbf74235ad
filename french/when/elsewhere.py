"""The same hour as clocks elsewhere show it: « 15 h, soit 9 h à Montréal »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from french.when.mentions import Item

_WITH_ME = re.compile(
    r"\s?(?:du matin|du soir)?\s?,?\(?\s?(?:chez (?:moi|nous)|pour (?:moi|nous)|ici)\b"
)
_WHICH_IS = re.compile(
    r"\b(?:soit|(?:ca|cela)\s(?:me\s|nous\s)?f(?:ait|era)|(?:il|ce)\s(?:est|sera)|c'est)\s(?:a\s)?$"
)
_ELSEWHERE_AFTER = re.compile(
    r"\s?(?:du matin|du soir)?\s?,?\(?\s?"
    r"(?:a\s[a-z]|au\s[a-z]|en\s(?!visio|ligne)|heure\s(?:de|d'|du|locale))"
    rf"|{_WITH_ME.pattern}"
)
_WITH_YOU = re.compile(
    r"\bchez vous\b|\bheure (?:de paris|francaise|de l'|metropol|de chez)|\bde paris\b"
)
_OTHERWISE = re.compile(r"\b(?:ou|sinon|non|pas)\b")
_ELSEWHERE_BEFORE = re.compile(r"\b(?:ici|chez (?:moi|nous)|la-bas|de mon cote)\b[^,;.!?\d]{0,16}$")
"""« 15 h, soit 9 h à Montréal », « 14 h chez vous, ici il sera 9 h »."""


def without_elsewhere(items: Sequence[Item], plain: str) -> list[Item]:
    """Leave out the hours that only say another one again, as a visitor's own clock shows it."""
    return [item for item in items if not _is_elsewhere(item, items, plain)]


def _is_elsewhere(item: Item, items: Sequence[Item], plain: str) -> bool:
    """Tell whether an hour says another one again, as clocks show it elsewhere."""
    if item.hours is None or not item.hours.exact:
        return False
    if all(other.hours is None or other is item for other in items):
        return False
    before, after = plain[max(0, item.start - 30) : item.start], plain[item.end :]
    is_here = _ELSEWHERE_BEFORE.search(before) or _WITH_ME.match(after)
    if _WHICH_IS.search(before) and (is_here or _ELSEWHERE_AFTER.match(after)):
        return True
    return bool(is_here and _WITH_YOU.search(plain) and not _OTHERWISE.search(plain))
