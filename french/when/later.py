"""Hours and minutes counted from now: « dans une heure et demie », « d'ici 48 h »."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from french.paris import PARIS
from french.when.calendar import single_day
from french.when.day_hours import Hours
from french.when.window import Window

LATER = re.compile(
    r"\b(?P<way>dans les|dans|d'ici|sous|avant(?= les \d+ prochain| (?:2[5-9]|[3-9]\d) ?h))\s"
    r"(?:les\s|environ\s|a peu pres\s|moins de\s|prochain\s)*(?:"
    r"(?:(?:\d{1,2}|une?)\s?h?\s(?:a|ou)\s)?"
    r"(?P<hours>\d{1,3}|une?)\s?(?:prochain\s)?h(?:eures?)?\b(?:\s(?:a|ou)\s(?P<up_to>[2-9])\b(?!\s?[h:]))?"
    r"(?:\s?(?P<and>[0-5]\d)\b|\s(?P<half>et demie?|et quart|et 3 quarts|3 quarts))?"
    r"|(?P<joined>\d{1,2})h(?P<joined_minutes>[0-5]\d)\b"
    r"|(?P<minutes>\d{1,3})\s?min\b"
    r"|(?P<this>l'heure)\b(?! du)"
    r"|(?P<fraction>(?:une? )?demi(?:e)?[ -]heure|(?:un|1) quart d'heure|3 quarts? d'heure))"
)
"""A length of time from now."""


def read_later(plain: str, local: datetime) -> Window | None:
    """Read a length of time from now; `local` is now in Paris."""
    match = LATER.search(plain)
    if match is None:
        return None
    moment = (local.astimezone(UTC) + timedelta(minutes=_minutes(match))).astimezone(PARIS)
    moment = moment.replace(second=0, microsecond=0)
    day = single_day(moment.date())
    if match["way"] != "dans" or match["this"]:
        until = Hours(None, moment.time())
        return Window(
            None, moment, "minute", "open", day, until, days_bound="until", hour_bound=True
        )
    return Window(moment, None, "minute", "instant", day, Hours(moment.time(), exact=True))


def _minutes(match: re.Match[str]) -> int:
    fraction = match["fraction"]
    if fraction:
        return 30 if "demi" in fraction else 45 if fraction.startswith("3") else 15
    if match["minutes"]:
        return int(match["minutes"])
    if match["this"]:
        return 60
    if match["joined"]:
        return int(match["joined"]) * 60 + int(match["joined_minutes"])
    hours = int((match["up_to"] or match["hours"]).replace("une", "1").replace("un", "1"))
    half = match["half"] or ""
    more = 30 if "demi" in half else 45 if "3" in half else 15 if "quart" in half else 0
    return hours * 60 + int(match["and"] or 0) + more
