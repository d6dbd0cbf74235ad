"""Places by their French names, and their time zones: Babel's cities and countries, and more."""

from __future__ import annotations

from collections import Counter
from functools import cache

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
_ARTICLES = frozenset(("le", "la", "les", "l", "ile", "iles"))


def zone_of_place(words: str) -> str | None:
    """Give the time zone of a place by its plain French name; None where none is known.

    « la Réunion » and « Réunion » are one place. A country of several zones has none.
    """
    return _zones().get(_key(words))


@cache
def _zones() -> dict[str, str]:
    french = Locale.parse("fr")
    territories = dict(get_global("zone_territories"))
    sizes = Counter(territories.values())
    zones: dict[str, str] = {}
    for zone, territory in territories.items():
        if zone.startswith("Etc/"):
            continue
        if sizes[territory] == 1 and territory in french.territories:
            zones[_key(french.territories[territory])] = zone
        city = french.time_zones.get(zone, {}).get("city") or zone.rpartition("/")[2]
        zones[_key(city.replace("_", " "))] = zone
    more = {place: zone for zone, places in _MORE.items() for place in places.split()}
    return zones | {_key(place): zone for place, zone in more.items()}


def _key(name: str) -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in fold(name)).split()
    return " ".join(word for word in words if word not in _ARTICLES) or name
