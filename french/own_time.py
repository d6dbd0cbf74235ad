"""A visitor's own clock, where it shows another hour than that of Paris."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import get_timezone_location

from french import speak
from french.paris import PARIS

_LONGEST_ZONE = 64  # as the database keeps it; the longest of all has 32


@dataclass(frozen=True)
class OwnTime:
    """An hour elsewhere, with its day where that is another one than in Paris, and the place."""

    when: str
    place: str


def read_zone(name: str | None) -> str | None:
    """Give the name of a time zone as a browser says it; None for Paris' own, and for none."""
    if not name or len(name) > _LONGEST_ZONE or not name.isascii():
        return None
    try:
        return None if name == PARIS.key else ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):  # « ../secret », « Europe »: no zones
        return None


def own_time(start: datetime, zone: str | None) -> OwnTime | None:
    """Say what clocks of a zone show at an aware moment; None where it is what Paris' show."""
    known = read_zone(zone)
    if known is None:
        return None
    there, here = start.astimezone(ZoneInfo(known)), start.astimezone(PARIS)
    if there.replace(tzinfo=None) == here.replace(tzinfo=None):
        return None
    hour = speak.hour(start, there.tzinfo or PARIS)
    # Noon of that day in Paris: `speak` writes days as Paris has them.
    day = datetime(there.year, there.month, there.day, 12, tzinfo=PARIS)
    when = hour if there.date() == here.date() else f"{speak.day(day)}, {hour}"
    return OwnTime(when, get_timezone_location(known, locale="fr", return_city=True))


def aside(start: datetime, zone: str | None) -> str:
    """Write it to follow « heure de Paris »: « ; Montréal : 8 h 30 »; nothing where it is None."""
    own = own_time(start, zone)
    nbsp = "\N{NO-BREAK SPACE}"
    return f"{nbsp}; {own.place}{nbsp}: {own.when}" if own else ""
