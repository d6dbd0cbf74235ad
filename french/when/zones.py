"""Time zones that are named with an hour: « 10 h heure de Montréal », « 9 h UTC »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from french.paris import PARIS
from french.places import has_several_zones, zone_of_people, zone_of_place

_WITH_ME = r"(?:(?:de\s)?chez\s(?:moi|nous)|pour\s(?:moi|nous)|d'ici|ici|de\smon\scote)"
_AFTER_AN_HOUR = r"(?P<clock>(?<=\dh )|(?<=h\d\d )|(?<=:\d\d )|(?<=midi )|(?<=heures )|(?<=\())"
_PLACE = re.compile(
    rf"(?:{_AFTER_AN_HOUR}|\b)(?:(?<=h\d\d\s)|(?<!\d\s))(?<!\d)(?:(?P<hour>heures?)\s(?:locale\s)?|{_WITH_ME}[\s,(]{{1,3}})"
    r"(?P<of>(?:de|du|des|en|a|au|aux)\s|d')?"
    r"(?P<place>(?:[a-z]+['\s-]\s?){0,5}[a-z]+)"
)
_OF_PEOPLE = re.compile(
    r"\b(?:a\sl')?heure\s(?P<people>(?!ancienne|prochaine|certaine|pleine)[a-z]{5,})\b"
)
_OURS = re.compile(r"(?:chez vous|l'ecole|votre (?:cote|ecole|pays))\b")
_NO_PLACES = frozenset(("ete", "hiver", "bureau", "pointe", "debut", "fin", "rdv", "cours"))
_SHORT = {
    **dict.fromkeys(("cest", "cet"), "Europe/Paris"),
    **dict.fromkeys(("est", "edt", "hne", "hae"), "America/Toronto"),
    **dict.fromkeys(("pst", "pdt"), "America/Los_Angeles"),
}
_REGIONS = {"l'est": "America/Toronto", "pacifique": "America/Los_Angeles"}
_LETTERS = re.compile(
    r"\b(?P<utc>(?:utc|gmt)(?:\s?(?P<sign>[+-])\s?(?P<hours>1[0-4]|\d)\b)?)(?!\w)"
    rf"|(?:(?<=[\dh]\s)|(?<=\())(?P<short>{'|'.join(_SHORT)})(?=\s*(?:$|[,.;!?)]))"
    rf"|\bheure\s(?:normale\s|avancee\s)?(?:de\s|du\s)(?P<region>{'|'.join(_REGIONS)})\b"
)


@dataclass(frozen=True)
class SaidZone:
    """A time zone that was named; `key` is its name in the database, `said` how it was said.

    The key is empty where the place is not known, or has several zones.
    """

    key: str
    said: str = ""

    @property
    def is_known(self) -> bool:
        """Tell whether the clocks of the place are known."""
        return bool(self.key)

    @property
    def zone(self) -> tzinfo:
        """The zone itself."""
        if self.key.startswith("UTC"):
            return timezone(timedelta(hours=int(self.key[3:] or 0)))
        return ZoneInfo(self.key)

    def differs(self, moment: datetime) -> bool:
        """Tell whether clocks of the zone show another hour than those of Paris, at a moment."""
        return moment.astimezone(self.zone).utcoffset() != moment.astimezone(PARIS).utcoffset()

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
    """Find the time zone that is named in plain text; one that is not known has no key."""
    match = _LETTERS.search(plain)
    if match is not None:
        return FoundZone(SaidZone(_key_of_letters(match)), match.start(), match.end())
    if "heure" not in plain and "moi" not in plain and "nous" not in plain and "ici" not in plain:
        return None
    placed = next(filter(None, map(_place, _PLACE.finditer(plain))), None)
    return placed or next(filter(None, map(_of_people, _OF_PEOPLE.finditer(plain))), None)


def _key_of_letters(match: re.Match[str]) -> str:
    if match["short"]:
        return _SHORT[match["short"]]
    if match["region"]:
        return _REGIONS[match["region"]]
    return f"UTC{match['sign']}{match['hours']}" if match["hours"] else "UTC"


def _place(match: re.Match[str]) -> FoundZone | None:
    """Find the longest name of a place; « 10 h heure de … » is of some place, even if unknown."""
    after_hour = match["clock"] is not None and match["hour"] is not None
    if not match["of"] and not after_hour:
        return None  # « Ici Maurice »
    ours = _OURS.match(match["place"])
    if ours is not None:
        return FoundZone(SaidZone("Europe/Paris"), match.start(), match.start("place") + ours.end())
    words = list(re.finditer(r"[a-z]+", match["place"]))
    for last in reversed(words):
        key = zone_of_place(match["place"][: last.end()])
        if key is not None or has_several_zones(match["place"][: last.end()]):
            return FoundZone(SaidZone(key or ""), match.start(), match.start("place") + last.end())
    if not match["of"] or not after_hour or words[0][0] in _NO_PLACES:
        return None
    return FoundZone(SaidZone(""), match.start(), match.start("place") + words[0].end())


def _of_people(match: re.Match[str]) -> FoundZone | None:
    """« 10 h heure sénégalaise »; of a people whose clocks are not known, it has to be asked."""
    key = zone_of_people(match["people"])
    return None if key is None else FoundZone(SaidZone(key), match.start(), match.end())
