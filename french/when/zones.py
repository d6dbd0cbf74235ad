"""Time zones that are named with an hour: « 10 h heure de Montréal », « 9 h UTC »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from french.paris import PARIS

_PLACES: dict[str, str] = {
    "Europe/Paris": "paris|france|metropole|toulouse|lyon|marseille",
    "Europe/London": "londres|royaume-uni|angleterre",
    "Europe/Brussels": "bruxelles|belgique",
    "Europe/Zurich": "geneve|lausanne|suisse|zurich",
    "Europe/Luxembourg": "luxembourg",
    "Europe/Lisbon": "lisbonne|portugal",
    "Europe/Madrid": "madrid|espagne",
    "Europe/Berlin": "berlin|allemagne",
    "Europe/Rome": "rome|italie",
    "Europe/Istanbul": "istanbul|turquie",
    "Europe/Moscow": "moscou",
    "America/Toronto": "montreal|quebec|toronto|ottawa|gatineau|sherbrooke",
    "America/Moncton": "moncton|nouveau-brunswick",
    "America/New_York": "new[ -]york|washington|boston|miami",
    "America/Los_Angeles": "los angeles|san francisco|californie",
    "America/Vancouver": "vancouver",
    "America/Guadeloupe": "guadeloupe|pointe-a-pitre|saint-martin|saint-barthelemy",
    "America/Martinique": "martinique|fort-de-france|antilles",
    "America/Cayenne": "guyane|cayenne",
    "America/Miquelon": "saint-pierre-et-miquelon|saint-pierre",
    "America/Port-au-Prince": "haiti|port-au-prince",
    "America/Sao_Paulo": "sao paulo|brasilia",
    "Indian/Reunion": "reunion|saint-denis de la reunion",
    "Indian/Mayotte": "mayotte|mamoudzou",
    "Indian/Mauritius": "maurice|ile maurice",
    "Indian/Antananarivo": "antananarivo|tananarive|madagascar",
    "Pacific/Noumea": "noumea|nouvelle[ -]caledonie",
    "Pacific/Tahiti": "tahiti|papeete|polynesie(?: francaise)?",
    "Pacific/Wallis": "wallis(?:-et-futuna)?",
    "Africa/Dakar": "dakar|senegal",
    "Africa/Abidjan": "abidjan|cote d'ivoire|bamako|mali|lome|togo|ouagadougou|burkina(?: faso)?"
    "|conakry|guinee|nouakchott|mauritanie",
    "Africa/Casablanca": "casablanca|rabat|maroc|marrakech|tanger",
    "Africa/Algiers": "alger|algerie|oran",
    "Africa/Tunis": "tunis|tunisie",
    "Africa/Douala": "douala|yaounde|cameroun",
    "Africa/Libreville": "libreville|gabon",
    "Africa/Kinshasa": "kinshasa|brazzaville|congo",
    "Africa/Porto-Novo": "cotonou|benin|porto-novo",
    "Africa/Niamey": "niamey|niger",
    "Africa/Ndjamena": "n'djamena|ndjamena|tchad",
    "Africa/Djibouti": "djibouti",
    "Asia/Beirut": "beyrouth|liban",
    "Asia/Dubai": "dubai|abou dhabi|emirats",
    "Asia/Tokyo": "tokyo|japon",
    "Asia/Shanghai": "pekin|shanghai|chine",
    "Asia/Hong_Kong": "hong[ -]kong",
    "Asia/Singapore": "singapour",
    "Asia/Ho_Chi_Minh": "hanoi|saigon|vietnam",
    "Asia/Kolkata": "pondichery|inde|delhi",
    "Australia/Sydney": "sydney|melbourne",
}
_KEYS = {place: key for key, places in _PLACES.items() for place in places.split("|")}
_PLACE_RE = "|".join(sorted(_KEYS, key=len, reverse=True))
_ZONE = re.compile(
    rf"\b(?P<said>heures?\s(?:locale\s)?(?:de\s|du\s|d'|des\s|en\s|a\s|au\s)?"
    rf"(?:la\s|l'|le\s|les\s)?(?:ile\s)?(?P<place>{_PLACE_RE}))\b"
    r"|\b(?P<utc>(?:utc|gmt)(?:\s?(?P<sign>[+-])\s?(?P<hours>1[0-4]|\d)\b)?)(?!\w)"
    r"|\b(?P<cet>cest?)(?:(?<=[\dh] cet)|(?<=[\dh] cest)|(?<=\(cet)|(?<=\(cest))"
    r"(?=\s*(?:$|[,.;!?)]))"
)


@dataclass(frozen=True)
class SaidZone:
    """A time zone that was named; `key` is its name in the database, `said` how it was said."""

    key: str
    said: str = ""

    @property
    def zone(self) -> tzinfo:
        """The zone itself."""
        if self.key.startswith("UTC"):
            return timezone(timedelta(hours=int(self.key[3:] or 0)))
        return ZoneInfo(self.key)

    def to_paris(self, naive: datetime) -> datetime:
        """Give the moment, in Paris, at which clocks of the zone show a time."""
        return naive.replace(tzinfo=self.zone).astimezone(UTC).astimezone(PARIS)


@dataclass(frozen=True)
class FoundZone:
    """A zone, and where it stands in the plain text."""

    zone: SaidZone
    start: int
    end: int


def find_zone(plain: str) -> FoundZone | None:
    """Find the time zone that is named in plain text."""
    match = _ZONE.search(plain)
    if match is None:
        return None
    if match["place"]:
        key = _key_of(match["place"])
    elif match["cet"]:
        key = "Europe/Paris"
    else:
        key = f"UTC{match['sign']}{match['hours']}" if match["hours"] else "UTC"
    return FoundZone(SaidZone(key), match.start(), match.end())


def _key_of(place: str) -> str:
    for written, key in _KEYS.items():
        if re.fullmatch(written, place):
            return key
    raise AssertionError("the expression is made of these places")
