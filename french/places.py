"""Places by their French names, and their time zones: Babel's cities and countries, and more."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global

from french.letters import fold

_MORE: dict[str, str] = {
    # Countries of several zones, by the one in which nearly everybody lives.
    "Africa/Kinshasa": "congo",
    "Asia/Shanghai": "chine pekin",
    "Europe/Berlin": "allemagne",
    "Europe/Lisbon": "portugal",
    "Europe/Madrid": "espagne barcelone",
    # Regions and towns that are asked for, and names that are shorter than Babel's.
    "Africa/Abidjan": "cote-d-ivoire burkina",
    "Africa/Casablanca": "rabat marrakech tanger",
    "Africa/Algiers": "oran",
    "Africa/Douala": "yaounde",
    "Africa/Lagos": "cotonou",
    "America/Cayenne": "guyane",
    "America/Guadeloupe": "pointe-a-pitre",
    "America/Los_Angeles": "san-francisco californie",
    "America/Martinique": "fort-de-france antilles",
    "America/Miquelon": "saint-pierre",
    "America/Moncton": "nouveau-brunswick",
    "America/New_York": "washington boston miami",
    "America/Toronto": "montreal quebec ottawa gatineau sherbrooke",
    "Asia/Dubai": "abou-dhabi emirats",
    "Asia/Ho_Chi_Minh": "hanoi saigon vietnam",
    "Asia/Kolkata": "pondichery delhi",
    "Europe/London": "angleterre",
    "Europe/Paris": "metropole hexagone toulouse lyon marseille lille bordeaux",
    "Europe/Zurich": "geneve lausanne",
    "Indian/Antananarivo": "tananarive",
    "Indian/Mayotte": "mamoudzou",
    "Indian/Reunion": "saint-denis",
    "Pacific/Tahiti": "papeete polynesie polynesie-francaise",
    "Pacific/Wallis": "wallis-et-futuna",
}
_WIDE = ("amerique", "usa", "etats-unis d'amerique")
"""Names of countries of several zones that Babel has not."""
_PEOPLE = re.compile(r"(?:eenne|ienne|enne|aine|aise|oise|ine|ole)$")
_SHORTEST_STEM = 4
_SEASONS = (datetime(2027, 1, 1), datetime(2027, 7, 1))
_ARTICLES = frozenset(("le", "la", "les", "l", "ile", "iles"))


def zone_of_place(words: str) -> str | None:
    """Give the time zone of a place by its plain French name; None where none is known.

    « la Réunion » and « Réunion » are one place. A country of several zones has none.
    """
    return _zones().get(_key(words))


def has_several_zones(words: str) -> bool:
    """Tell whether words name a country of several zones: « le Canada », « les États-Unis »."""
    return _key(words) in _wide()


@lru_cache(maxsize=256)
def zone_of_people(adjective: str) -> str | None:
    """Give the time zone of « heure sénégalaise », « heure québécoise ».

    It is empty where the place is not known or has several zones, None where it is no such word.
    """
    people = _PEOPLE.search(adjective)
    stem = adjective[: people.start()] if people else adjective
    if people is None or len(stem) < 2:
        return None
    shorter = max(stem[:-1], stem[:_SHORTEST_STEM], key=len)
    if any(name.startswith(shorter) for name in _wide()):
        return ""
    for start in (stem, shorter):
        zones = {zone for name, zone in _zones().items() if name.startswith(start)}
        if zones and len(start) >= _SHORTEST_STEM:
            return zones.pop() if len(zones) == 1 else ""
    return ""


@cache
def _wide() -> frozenset[str]:
    sizes = Counter(get_global("zone_territories").values())
    names = Locale.parse("fr").territories
    several = {_key(names[code]) for code, size in sizes.items() if size > 1 and code in names}
    return frozenset(several | {_key(name) for name in _WIDE}) - _zones().keys()


@cache
def _zones() -> dict[str, str]:
    french = Locale.parse("fr")
    territories = dict(get_global("zone_territories"))
    sizes = Counter(territories.values())
    clocks: dict[str, set[tuple[timedelta | None, ...]]] = defaultdict(set)
    for zone, territory in territories.items():
        if sizes[territory] > 1 and not zone.startswith("Etc/"):
            clocks[territory].add(tuple(ZoneInfo(zone).utcoffset(day) for day in _SEASONS))
    zones: dict[str, str] = {}
    for zone, territory in territories.items():
        if zone.startswith("Etc/"):
            continue
        if len(clocks[territory]) < 2 and territory in french.territories:
            zones[_key(french.territories[territory])] = zone
        city = french.time_zones.get(zone, {}).get("city") or zone.rpartition("/")[2]
        zones[_key(city.replace("_", " "))] = zone
    more = {place: zone for zone, places in _MORE.items() for place in places.split()}
    return zones | {_key(place): zone for place, zone in more.items()}


def _key(name: str) -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in fold(name)).split()
    return " ".join(word for word in words if word not in _ARTICLES) or name
