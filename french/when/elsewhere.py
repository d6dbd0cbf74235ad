"""The same hour as clocks elsewhere show it: « 15 h, soit 9 h à Montréal »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from french.paris import PARIS
from french.places import has_several_zones, zone_of_place
from french.when.mentions import Item
from french.when.zones import FoundZone, SaidZone

_WITH_ME = re.compile(
    r"\s?(?:du matin|du soir)?\s?,?\(?\s?(?:chez (?:moi|nous)|pour (?:moi|nous)|ici)\b"
)
_WHICH_IS = re.compile(
    r"\b(?:soit|(?:ca|cela)\s(?:me\s|nous\s)?f(?:ait|era)|il\s(?:est|sera)|c'est)\s(?:a\s)?$"
)
_ELSEWHERE_AFTER = re.compile(
    r"\s?(?:du matin|du soir)?\s?,?\(?\s?"
    r"(?:a\s[a-z]|au\s[a-z]|en\s(?!visio|ligne)|heure\s(?:de|d'|du|locale))"
    rf"|{_WITH_ME.pattern}"
)
_WITH_YOU = re.compile(
    r"\bchez vous\b|\bheure (?:de paris|francaise|de l'|metropol|de chez)|\b(?:a|de) paris\b"
)
_AT_A_PLACE = re.compile(
    r"\s?(?:du matin|du soir|de l'apres-midi)?\s?,?\(?\s?(?:ici\s|chez (?:moi|nous)\s)?"
    r"(?P<at>(?:a|au|aux|en)\s(?P<place>(?:[a-z]+['\s-]){0,3}[a-z]+))"
)
_LIVES = re.compile(
    r"\b(?:suis|sommes|serai|habit\w+|vis|vivons|reside\w*|base\w*|etudie|ecris|appelle|contacte|trouve)\s"
    r"(?:(?:actuellement|toujours|encore|en ce moment|moi|depuis)\s)*"
    r"(?P<at>(?:a|au|aux|en)\s(?P<place>(?:[a-z]+['\s-]){0,3}[a-z]+))"
)
_MY_CLOCK = re.compile(
    r"\s?,?\(?\s?(?:(?:a\s)?(?:mon|notre)\sheure|(?:a\sl')?heure\s(?:locale|d'ici|de\schez\s(?:moi|nous))"
    r"|(?:chez|pour)\s(?:moi|nous)|ici)\b(?!\s(?:a|au|en|aux)\s[a-z])"
)
_BESIDE = 12  # letters: « 9 h du matin ici à Montréal »
_HOUR_HERE = re.compile(rf",?\s?\(?(?:{_WITH_YOU.pattern})")
_HOUR_THERE = re.compile(rf"(?!{_HOUR_HERE.pattern}),?\s?\(?heure\s[a-z']{{2,}}")
_OTHERWISE = re.compile(r"\b(?:ou|sinon|non|pas)\b")
_ELSEWHERE_BEFORE = re.compile(r"\b(?:ici|chez (?:moi|nous)|la-bas|de mon cote)\b[^,;.!?\d]{0,16}$")
"""« 15 h, soit 9 h à Montréal », « 14 h chez vous, ici il sera 9 h »."""


def without_elsewhere(items: Sequence[Item], plain: str) -> list[Item]:
    """Leave out the hours that only say another one again, as a visitor's own clock shows it."""
    return [item for item in items if not _is_elsewhere(item, items, plain)]


def is_left_out(zone: FoundZone, found: Sequence[Item], kept: Sequence[Item]) -> bool:
    """Tell whether a zone is that of an hour which is not kept."""
    left_out = (item.end for item in found if item not in kept)
    return any(end <= zone.start <= end + _BESIDE for end in left_out)


def zone_beside(items: Sequence[Item], plain: str) -> FoundZone | None:
    """Find the zone of hours that are all said to be of some place: « 8 h 30 à Montréal »."""
    found = [_place_beside(item, plain) for item in items if item.hours]
    return found[0] if found and all(found) else None


def zone_told(items: Sequence[Item], plain: str) -> FoundZone | None:
    """Find the zone of a visitor who said where they are, where the hours are of their clock.

    « je suis à Dakar, 10 h mercredi heure de chez moi »
    """
    hours = [item for item in items if item.hours and not item.hours.part]
    if not hours or not all(_is_of_my_clock(item, items, plain) for item in hours):
        return None
    return next(filter(None, map(_zone_of, _LIVES.finditer(plain))), None)


def _is_of_my_clock(item: Item, items: Sequence[Item], plain: str) -> bool:
    end = item.end
    for other in items:
        if other.start >= end and not plain[end : other.start].strip():
            end = other.end
    return _MY_CLOCK.match(plain, end) is not None


def _place_beside(item: Item, plain: str) -> FoundZone | None:
    """Find the place that is named right after an hour, if its clocks are not those of Paris."""
    match = _AT_A_PLACE.match(plain, item.end) if item.hours and not item.hours.part else None
    found = None if match is None else _zone_of(match)
    return found and FoundZone(found.zone, item.end, found.end)


def _zone_of(match: re.Match[str]) -> FoundZone | None:
    """Find the longest name of a place that begins there, if its clocks are not those of Paris."""
    if match["place"].startswith("saint"):
        return None  # a town of France may be meant as well
    for last in reversed(list(re.finditer("[a-z]+", match["place"]))):
        key = zone_of_place(match["place"][: last.end()])
        if key is not None or has_several_zones(match["place"][: last.end()]):
            end = match.start("place") + last.end()
            return (
                None if key == PARIS.key else FoundZone(SaidZone(key or ""), match.start("at"), end)
            )
    return None


def _is_elsewhere(item: Item, items: Sequence[Item], plain: str) -> bool:
    """Tell whether an hour says another one again, as clocks show it elsewhere."""
    if item.hours is None or not item.hours.exact:
        return False
    if all(other.hours is None or other is item for other in items):
        return False
    before, after = plain[max(0, item.start - 30) : item.start], plain[item.end :]
    if _place_beside(item, plain) and any(
        other.hours and other.hours.exact and not _place_beside(other, plain) for other in items
    ):
        return True  # « 15 h (9 h à Montréal) »
    if _HOUR_THERE.match(plain, item.end) and any(
        other.hours
        and other.hours.exact
        and _HOUR_HERE.match(plain, other.end)
        and not _WHICH_IS.search(plain, item.end, other.start)
        for other in items
    ):
        return True  # « 10 h heure du Canada, 16 h chez vous »
    is_here = _ELSEWHERE_BEFORE.search(before) or _WITH_ME.match(after)
    if _WHICH_IS.search(before) and (is_here or _ELSEWHERE_AFTER.match(after)):
        return True
    return bool(is_here and _WITH_YOU.search(plain) and not _OTHERWISE.search(plain))
