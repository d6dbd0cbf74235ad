"""Clock times in plain text: « 14h30 », « 9 h et quart », « 2pm », « midi et demi »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from french.when.vocabulary import MONTH_RE, WEEKDAY_RE

_QUARTER = (
    r"(?:et\s)?3\squarts?|et\s(?:un\s)?quart|et\sdemie?|et\s1/2|moins\s(?:le\s|un\s)?quart"
    r"|moins\s[1-5]?\d"
)
_SIDE = r"(?:\s*(?:du\s|de\sl'\s?|de\sl\s|dans\sl'|le\s)?(?P<side>matin|apres-midi|soir)\b)?"
# « 14h 30 novembre », « 14h 3/12 » end with a date.
_NO_DAY = rf"(?!\s*(?:(?:{MONTH_RE})\b|[/:]\s?\d{{1,2}}(?!\d|\s?h|:)))"

_CLOCK = re.compile(
    rf"""
      (?<![\w-])(?P<named>midi|minuit)
        (?:\s*(?P<named_quarter>{_QUARTER})|\s(?P<named_minutes>[0-5]\d)(?!\d|\s?[h:/]){_NO_DAY})?
        (?!\w)
    | (?<![\w,.:/])(?P<twelve>1[0-2]|0?[1-9])(?:\s?h|\s?[:h.]\s?(?P<twelve_minutes>[0-5]\d))?\s*
        (?P<half>am|pm)\b
    | (?<![\w:])(?:(?<!\d/)|(?<=h\d\d/))(?<!\d[.,])(?P<hour>2[0-4]|[01]?\d)\s*(?:
          (?:(?P<word>heures?)|hrs?|hs?)(?![a-gi-z])
            (?:\s*(?P<minutes>[0-5]\d)(?!\d|(?<=\s\d\d)\s?h(?:eures?|\d|\b)){_NO_DAY}(?:\s?min\b)?
              |\s*(?P<few>[1-9])(?![\d.h/]|\s?h|\squart){_NO_DAY}(?:\s?min\b)?(?!\s*(?:a|et|-)\s\d)
              |\s*(?P<quarter>{_QUARTER})(?:\s?min\b)?
              |\s*et\s(?P<and_minutes>[1-5]?\d)(?:\s?min\b|(?<=heures\set\s\d)(?!\d|\s?[h:/])
                |(?<=heures\set\s\d\d)(?!\d|\s?[h:/])){_NO_DAY}
            )?
        | :\s?(?P<colon>[0-5]\d)(?::[0-5]\d)?(?![\d:])
        | \.(?P<point>[0-5]\d)(?![\d/]|\.\d)
        | \s(?P<dictated>00|15|30|45)\b(?!\s*[\d/.,%€h]){_NO_DAY}
      ){_SIDE}
    """,
    re.VERBOSE,
)
_MINUTES = ("minutes", "few", "and_minutes", "colon", "point", "dictated")
_DATE_BEFORE = re.compile(rf"(?:\b(?:le|du|au)|{WEEKDAY_RE})\s*$")
_LUNCH_BEFORE = re.compile(
    r"\b(?:ce|(?<!passe )(?<!avant )(?<!apres )les?|(?:pause|temps|heure) d[eu]) $"
)
_TO_AN_HOUR = re.compile(r"\s?(?:a|et|-)\s?\d")
_CLOCK_AFTER = re.compile(r"\s?,?\s(?:a\s|vers\s)?\d{1,2}\s?(?:h|[:.]\d\d)")
_MORE = re.compile(r"\s*(?:plus (?:tard|tot)|de (?:plus|moins)|a l'avance)\b")


@dataclass(frozen=True)
class Clock:
    """A clock time and where it stands in the plain text."""

    start: int
    end: int
    hour: time


def read_clocks(plain: str) -> list[Clock]:
    """Find the clock times in plain text, in order."""
    found = ((match, _hour(match)) for match in _CLOCK.finditer(plain))
    return [Clock(match.start(), match.end(), hour) for match, hour in found if hour is not None]


def afternoon(hour: int, minute: int, side: str | None) -> time:
    """Place an hour in the day as a secretary would: « à 3 h » is in the afternoon."""
    if side == "matin":
        return time(hour, minute)
    if side in ("apres-midi", "soir") and hour < 12:
        return time(hour + 12, minute)
    return time(hour + 12, minute) if 1 <= hour <= 7 else time(hour, minute)


def _hour(match: re.Match[str]) -> time | None:
    if match["named"]:
        return _named(match)
    if match["half"]:
        hour = int(match["twelve"]) % 12
        return time(hour + 12 * (match["half"] == "pm"), int(match["twelve_minutes"] or 0))
    if match["point"] and _is_date(match):
        return None
    if match["dictated"] and not 8 <= int(match["hour"]) <= 19:
        return None
    if _MORE.match(match.string, match.end()):
        return None  # « une heure plus tard »
    digits, side = match["hour"], match["side"]
    minute = next((int(match[name]) for name in _MINUTES if match[name]), 0)
    hour = int(digits) % 24
    if len(digits) == 2 and digits[0] == "0" and side is None:
        placed = time(hour, minute)  # « 03:15 » is written by a clock
    else:
        placed = afternoon(hour, minute, side)
    return _moved(placed.hour, placed.minute, match["quarter"])


def _named(match: re.Match[str]) -> time | None:
    """« midi », « minuit »; « ce midi » is lunch time, which is read as a part of the day."""
    hour = 12 if match["named"] == "midi" else 0
    if match["named_minutes"]:
        return time(hour, int(match["named_minutes"]))
    before = match.string[max(0, match.start() - 10) : match.start()]
    is_a_part = _LUNCH_BEFORE.search(before) and not _TO_AN_HOUR.match(match.string, match.end())
    if hour and not match["named_quarter"] and is_a_part:
        return None
    return _moved(hour, 0, match["named_quarter"])


def _is_date(match: re.Match[str]) -> bool:
    """Tell whether « 10.12 » is rather the 10th of December: « le 10.12 », « 10.12 14h »."""
    if not 1 <= int(match["point"]) <= 12:
        return False
    if _CLOCK_AFTER.match(match.string, match.end()):
        return True
    before = match.string[max(0, match.start() - 12) : match.start()]
    return _DATE_BEFORE.search(before) is not None


def _moved(hour: int, minute: int, quarter: str | None) -> time:
    """Add « et quart », « et demie » or take away « moins dix »."""
    if quarter is None:
        return time(hour, minute)
    if not quarter.startswith("moins"):
        return time(hour, 45 if "3" in quarter else 15 if quarter.endswith("quart") else 30)
    less = re.search(r"\d+", quarter)
    minutes = hour * 60 - (int(less[0]) if less else 15)
    return time(minutes // 60 % 24, minutes % 60)
