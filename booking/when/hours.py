"""Hours, parts of the day and their bounds, in plain text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time

from booking.when.window import Hours

_MINUTES = r"(?:\s*(?P<{m}>[0-5]\d)\b|\s*(?P<{q}>et quart|et demie?|moins le quart|moins \d+))?"
_SIDE = r"(?:\s*(?:du\s|de l'|de l |dans l')?(?P<{s}>matin|apres-midi|soir))?"


def _clock(tag: str) -> str:
    """Make the expression of one hour, its groups named after `tag`."""
    minutes = _MINUTES.format(m=f"m{tag}", q=f"q{tag}")
    side = _SIDE.format(s=f"s{tag}")
    return (
        rf"(?:(?<!apres-)(?P<n{tag}>midi|minuit)(?:\s*(?P<e{tag}>et quart|et demie?))?"
        rf"|(?P<p{tag}>1[0-2]|0?\d)\s*(?P<ap{tag}>am|pm)\b"
        rf"|(?P<h{tag}>[01]?\d|2[0-4])\s*(?:h(?:eures?|r?s?)?|:|(?=\.[0-5]\d(?![\d./]))\.)(?![a-z])"
        rf"{minutes}{side})"
    )


_BARE = r"(?P<b>[01]?\d|2[0-4])"
_RANGE = re.compile(
    rf"\b(?:entre|de|d')\s*(?:{_clock('1')}|{_BARE})\s*(?:et|a|-|jusqu'a)\s*{_clock('2')}"
    # « le 21 à 9 h », « mardi 12 à 14 h » and « 1/12 à 14 h » begin with a date.
    rf"|\b(?:{_clock('3')}|(?<!le )(?<!di )(?<!manche )(?<!en )(?<![/.-])(?P<b2>[01]?\d|2[0-4]))"
    rf"\s*(?:-|a)\s*{_clock('4')}"
)
_LUNCH = re.compile(r"\bentre midi et (?:2|14)(?:\s*h(?:eures?)?)?\b")
_FROM = re.compile(
    rf"\b(?:(?<!pas )apres|a partir d[e']?|des|pas avant|plus tard que|au plus tot (?:a|vers)?)\s*"
    rf"(?:les\s)?{_clock('5')}"
)
_UNTIL = re.compile(
    rf"\b(?:(?<!pas )avant|jusqu'a|pas apres|pas plus tard que|au plus tard (?:a|vers)?|d'ici)\s*"
    rf"(?:les\s)?{_clock('6')}"
)
_AT = re.compile(rf"(?:\b(?:a|vers|pour|aux alentours de|environ|sur les)\s*|\b){_clock('7')}")
# « lundi à 14 »: only an hour of the office, at the end of what is said.
_BARE_AT = re.compile(r"\b(?:a|vers)\s(1[0-9]|[89])(?=\s*(?:$|[,.?!;]|pile\b|s'il|svp|stp))")
_PARTS: tuple[tuple[re.Pattern[str], time, time], ...] = (
    (re.compile(r"\b(?:en\s)?fin de (?:la )?matinee?\b|\bfin de matin\b"), time(11), time(12)),
    (re.compile(r"\b(?:en\s)?debut de (?:la )?matinee?\b|\btot le matin\b"), time(9), time(10)),
    (
        re.compile(r"\b(?:en\s)?fin d(?:'|e l'|e l |e |\s)\s*apres-midi\b|\bfin de journee\b"),
        time(16),
        time(18),
    ),
    (re.compile(r"\b(?:en\s)?debut d(?:'|e l'|e l |e |\s)\s*apres-midi\b"), time(14), time(16)),
    (re.compile(r"\b(?:apres-midi|apres-midis)\b"), time(14), time(18)),
    (re.compile(r"\b(?:matinee|matins?|mat)\b"), time(9), time(12)),
    (re.compile(r"\b(?:soirs?|soiree)\b"), time(18), time()),
)

Found = tuple[int, int, Hours]


def read_hours(plain: str) -> list[Found]:
    """Find the hours in plain text: their span and value, none overlapping, the surest first."""
    found: list[Found] = []
    for pattern, make in _READERS:
        for match in pattern.finditer(plain):
            if any(start < match.end() and match.start() < end for start, end, _ in found):
                continue
            hours = make(match)
            if hours is not None:
                found.append((match.start(), match.end(), hours))
    for pattern, first, last in _PARTS:
        for match in pattern.finditer(plain):
            if not any(start < match.end() and match.start() < end for start, end, _ in found):
                found.append((match.start(), match.end(), Hours(first, last, part=True)))
    return sorted(found, key=lambda item: item[0])


def _range(match: re.Match[str]) -> Hours | None:
    tags = ("1", "2") if match["h2"] or match["n2"] or match["p2"] else ("3", "4")
    last = _hour(match, tags[1])
    bare = match["b"] or match["b2"]
    first = _afternoon(int(bare), 0, None) if bare else _hour(match, tags[0])
    if first is None or last is None:
        return None
    if first > last and last < time(12):
        last = last.replace(hour=last.hour + 12)
    if bare and first > last and int(bare) < last.hour:
        first = time(int(bare))
    return Hours(first, last) if first < last else None


def _bound_from(match: re.Match[str]) -> Hours | None:
    hour = _hour(match, "5")
    return None if hour is None else Hours(hour, None)


def _bound_until(match: re.Match[str]) -> Hours | None:
    hour = _hour(match, "6")
    return None if hour is None else Hours(None, hour)


def _moment(match: re.Match[str]) -> Hours | None:
    hour = _hour(match, "7")
    return None if hour is None else Hours(hour, exact=True)


def _bare_moment(match: re.Match[str]) -> Hours:
    return Hours(time(int(match[1])), exact=True)


def _hour(match: re.Match[str], tag: str) -> time | None:
    named = match[f"n{tag}"]
    if named:
        base = 12 if named == "midi" else 0
        return time(
            base, {"et quart": 15}.get(match[f"e{tag}"] or "", 30 if match[f"e{tag}"] else 0)
        )
    if match[f"p{tag}"]:
        hour = int(match[f"p{tag}"]) % 12
        return time(hour + 12 if match[f"ap{tag}"] == "pm" else hour)
    if not match[f"h{tag}"]:
        return None
    return _spoken(match[f"h{tag}"], match[f"m{tag}"], match[f"q{tag}"], match[f"s{tag}"])


def _spoken(digits: str, minutes: str | None, quarter: str | None, side: str | None) -> time | None:
    hour, minute = int(digits), int(minutes or 0)
    if quarter:
        less = re.match(r"moins (?:le quart|(\d+))", quarter)
        if less:
            hour, minute = hour - 1, 60 - int(less[1] or 15)
        else:
            minute = 15 if quarter == "et quart" else 30
    if not 0 <= hour <= 24 or not 0 <= minute < 60:
        return None
    if digits.startswith("0") and side is None and len(digits) == 2:
        return time(hour % 24, minute)  # « 03:15 » is written by a clock
    return _afternoon(hour % 24, minute, side)


def _afternoon(hour: int, minute: int, side: str | None) -> time:
    """Place an hour in the day as a secretary would: « à 3 h » is in the afternoon."""
    if side == "matin":
        return time(hour, minute)
    if side in ("apres-midi", "soir") and hour < 12:
        return time(hour + 12, minute)
    return time(hour + 12, minute) if 1 <= hour <= 7 else time(hour, minute)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Hours | None]], ...] = (
    (_LUNCH, lambda _: Hours(time(12), time(14))),
    (_RANGE, _range),
    (_FROM, _bound_from),
    (_UNTIL, _bound_until),
    (_AT, _moment),
    (_BARE_AT, _bare_moment),
)
