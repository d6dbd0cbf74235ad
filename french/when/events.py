"""An hour or a day of something else: « la crèche ferme à 17 h », « la JPO du 29 mai »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from french.when.mentions import Item
from french.when.occupations import EVENT, TIME_TO_SPARE
from french.when.vocabulary import WEEKDAY_RE

_SEEN_BEFORE = 60  # letters
_SHORTEST = 5  # letters of what has its own time
_DETERMINER = r"(?:(?:mon|ma|mes|le|la|les|leurs?|votre|vos|une?)\s|l')"
_TRANSPORT = r"(?:train|tgv|ter|rer|metro|tram\w*|bus|car|autocar|vol|avion|bateau|ferry|navette)"
# « la crèche ferme à 17 h », « le train de 10 h 40 »: an hour of something else.
_OF_ANOTHER_THING = re.compile(
    r"\b(?:(?:(?:mon|ma|mes|son|sa|ses|notre|nos|votre|le|la|les|leurs?|un|une)\s|l')"
    rf"(?!(?:{TIME_TO_SPARE}|{WEEKDAY_RE}|seance|semaine|soir|jour)\b)[a-z-]+"
    r"(?:\s(?:de|du|des|a|au)\s[a-z'-]+(?:\s[a-z-]+)?)?\s"
    r"(?:ferme|ouvre|part|arrive|decolle|atterrit|commence|debute|demarre|reprend)(?:nt)?\b"
    rf"(?:\s(?:le\s)?(?:{WEEKDAY_RE}|demain|ce jour-la))?"
    r"(?:\s(?:pas|qu'|que|seulement|deja|juste|toujours))?(?:\s(?:a|vers|avant|apres|de|des))?"
    rf"|\b{_TRANSPORT}\s(?:de|qui \w+ a|(?:est|passe|vient|repart)(?:\sa)?)"
    r"|\b(?:je|on|nous)\s(?:ferm|ouvr)(?:e|ons)\s(?:[a-z']+\s){0,3}(?:a\s?)?)\s*$"
)
_DAY_OF_ANOTHER_THING = re.compile(
    rf"\b{_DETERMINER}?(?:{EVENT}|~{{6,}}(?=\s(?:ca\s|c'est|commence)))"
    r"(?:\s(?:[a-z']+\s){0,3}?(?:c'est|est|sont|sera|seront|a lieu|aura lieu|tombe"
    r"|(?:ca\s)?(?:commence|finit|debute|reprend))"
    r"(?:\s(?:bien|prevue?s?|toujours))?)?"
    r"(?:\s(?:le|du|de|d'|en|debut|fin|au|qu'))*\s?$"
    r"|\b(?:(?:mon|ma|mes|le|la|les|votre|vos)\s|l')[a-z]+(?:\s(?:de|du|d')\s?[a-z']+)?\s(?:se\s)?"
    r"(?:ferm|ouvr|commenc|debut|demarr|reprenn|termin|finiss)(?:e|ent)\s(?:le|debut|fin|en)?\s?$"
)
_COUNTED_FROM = re.compile(rf"\b(?:apres|avant|des|lendemain d[e']|veille d[e'])\s?{_DETERMINER}?$")
"""« après l'examen du 10 » is when it is over, not when it is."""


def of_something_else(items: Sequence[Item], plain: str) -> list[Item]:
    """Give the times of something else; the hour right after such a day is one as well."""
    found: list[Item] = []
    for item in items:
        along = found and found[-1].days and not plain[found[-1].end : item.start].strip(" a")
        if along or _is_of_something_else(item, plain):
            found.append(item)
    return found


def _is_of_something_else(item: Item, plain: str) -> bool:
    """Tell whether a time is that of a train, a shop, an examination."""
    before = plain[max(0, item.start - _SEEN_BEFORE) : item.start]
    pattern = _OF_ANOTHER_THING if item.hours else _DAY_OF_ANOTHER_THING
    said = pattern.search(before) if len(before) > _SHORTEST else None
    return said is not None and _COUNTED_FROM.search(before[: said.start()]) is None
