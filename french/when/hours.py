"""Hours, parts of the day and their bounds, in plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import time

from french.when.clocks import Clock, afternoon, read_clocks
from french.when.vocabulary import M
from french.when.window import DayHours, Hours

Found = tuple[int, int, Hours]
_Clocks = Mapping[int, Clock]

# In the expressions below a clock time is « C » and one « _ » for each letter more.
_C = r"(?P<{}>C_*)"
_BARE = r"(?P<bare>[01]?\d|2[0-4])(?![\d/:])"
_LES = r"(?:\s*(?:a|vers|les|de|d'|h)\b)*\s*"

_LUNCH = re.compile(
    r"\bentre (?:midi|C_*) et (?:2|14|C_*)(?!\d)(?<=[2C4_])"
    r"|\b(?:pendant |a )?(?:l'heure du |la pause )dejeuner\b|\bpause dej\b|\ba l'heure du dej\b"
)
_RANGE = re.compile(
    rf"\b(?:entre|de|d'|des)\s*(?:{_C.format('c1')}|{_BARE})\s*(?:et|a|-|jusqu'a|/)\s*"
    rf"{_C.format('c2')}"
    # « le 21 à 9 h », « mardi 12 à 14 h » and « 1/12 à 14 h » begin with a date.
    rf"|{_C.format('c3')}\s*(?:-|a|/|jusqu'a)\s*{_C.format('c4')}"
    r"|(?<!le )(?<!di )(?<!manche )(?<!en )(?<![/.\d-])\b"
    rf"{_BARE.replace('bare', 'bare2')}\s*(?:-|a)\s*{_C.format('c5')}"
)
_BARE_RANGE = re.compile(
    rf"\b(?:entre|de)\s(1\d|[89])\s(?:et|a)\s(1\d|9)(?![\d/:.])(?!\s*(?:{M}|e\b|h))"
)
_FROM = re.compile(
    rf"\b(?:(?<!pas )apres|a partir d[eu']?|des|pas avant|pas plus tot que|(?<!pas )plus tard que"
    rf"|au plus tot){_LES}{_C.format('c')}"
    rf"|{_C.format('d')}\s*(?:minimum|au plus tot|et plus|ou plus tard)\b"
)
_UNTIL = re.compile(
    rf"\b(?:(?<!pas )avant|jusqu'a|pas apres|pas plus tard que|(?<!pas )plus tot que"
    rf"|au plus tard|d'ici){_LES}{_C.format('c')}"
    rf"|{_C.format('d')}\s*(?:maximum|max|au plus tard|ou plus tot|grand maximum)\b"
)
_AT = re.compile(rf"(?:\b(?:a|vers|pour|aux alentours de|environ|sur les)\s*)?{_C.format('c')}")
# « lundi à 14 »: only an hour of the office, at the end of what is said.
_BARE_AT = re.compile(r"\b(?:a|vers)\s(1[0-9]|[89])(?=\s*(?:$|[,.?!;]|pile\b|s'il|svp|stp))")
_NAMED_AT = re.compile(
    r"(?:(?<=demain )|(?<=di )|(?<=manche )|(?<=prochain ))(?:a|vers)\s([1-7])"
    r"(?=\s*(?:$|[,.?!;]|pile\b|s'il|svp|stp))"
)

_OF_DAY = r"d(?:'|e l'|e l |e la |e |u |\s)?\s*"
_PARTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (rf"\b(?:en )?fin {_OF_DAY}mat(?:inee|in)s?\b", "late morning"),
        (rf"\b(?:en )?debut {_OF_DAY}mat(?:inee|in)s?\b|\btot le matin\b", "early morning"),
        (rf"\b(?:en |au )?milieu {_OF_DAY}mat(?:inee|in)s?\b", "middle of the morning"),
        (
            rf"\b(?:en )?fin {_OF_DAY}(?:apres-midi|journee)\b|\btard dans l'apres-midi\b",
            "late afternoon",
        ),
        (rf"\b(?:en )?debut {_OF_DAY}apres-midi\b", "early afternoon"),
        (rf"\b(?:en |au )?milieu {_OF_DAY}apres-midi\b", "middle of the afternoon"),
        (rf"\b(?:en |au )?milieu {_OF_DAY}journee\b", "middle of the day"),
        (rf"\b(?:en )?debut {_OF_DAY}soiree\b", "early evening"),
        (r"\bapres-midis?\b", "afternoon"),
        (r"\b(?:matinees?|matins?)\b", "morning"),
        (r"\b(?:soirs?|soirees?)\b", "evening"),
        (r"\b(?:dans|pendant|en) (?:la )?journee\b", "day"),
    )
)


def part_of_day(name: str, day: DayHours) -> Hours:
    """Give the hours of a part of the day, as the school keeps them."""
    first, last = {
        "morning": (day.opens, day.lunch),
        "early morning": (day.opens, _later(day.opens, 1)),
        "middle of the morning": (_later(day.opens, 1), _later(day.lunch, -1)),
        "late morning": (_later(day.lunch, -1), day.lunch),
        "middle of the day": (day.lunch, day.resumes),
        "afternoon": (day.resumes, day.closes),
        "early afternoon": (day.resumes, _later(day.resumes, 2)),
        "middle of the afternoon": (_later(day.resumes, 1), _later(day.closes, -1)),
        "late afternoon": (_later(day.closes, -2), day.closes),
        "evening": (day.closes, time()),
        "early evening": (day.closes, _later(day.closes, 2)),
        "day": (day.opens, day.closes),
    }[name]
    return Hours(first, last, part=True)


def read_hours(plain: str, day: DayHours) -> list[Found]:
    """Find the hours in plain text: their span and value, none overlapping, in order."""
    clocks = {clock.start: clock for clock in read_clocks(plain)}
    letters = list(plain)
    for clock in clocks.values():
        letters[clock.start : clock.end] = "C" + "_" * (clock.end - clock.start - 1)
    shape = "".join(letters)
    found: list[Found] = []
    for pattern, make in _READERS:
        for match in pattern.finditer(shape):
            if _is_free(found, match):
                hours = make(match, clocks, day)
                if hours is not None:
                    found.append((match.start(), match.end(), hours))
    for pattern, name in _PARTS:
        for match in pattern.finditer(shape):
            if _is_free(found, match):
                found.append((match.start(), match.end(), part_of_day(name, day)))
    return sorted(found, key=lambda item: item[0])


def _is_free(found: list[Found], match: re.Match[str]) -> bool:
    return not any(start < match.end() and match.start() < end for start, end, _ in found)


def _later(hour: time, hours: int) -> time:
    return hour.replace(hour=(hour.hour + hours) % 24)


def _lunch(match: re.Match[str], clocks: _Clocks, day: DayHours) -> Hours | None:
    named = [clock for clock in clocks.values() if match.start() <= clock.start < match.end()]
    if any(clock.hour not in (time(12), time(14)) for clock in named):
        return None
    return Hours(day.lunch, day.resumes)


def _range(match: re.Match[str], clocks: _Clocks, day: DayHours) -> Hours | None:
    starts = [match.start(name) for name in ("c1", "c2", "c3", "c4", "c5") if match[name]]
    bare = match["bare"] or match["bare2"]
    last = clocks[starts[-1]]
    if bare:
        number = int(bare)
        first = time(number % 24) if number < last.hour.hour else afternoon(number % 24, 0, None)
        if number < 8 <= last.hour.hour and afternoon(number, 0, None) < last.hour:
            first = afternoon(number, 0, None)
    else:
        first = clocks[starts[0]].hour
    end = last.hour
    if first > end and end < time(12):
        end = end.replace(hour=end.hour + 12)
    return Hours(first, end) if first < end else None


def _bare_range(match: re.Match[str], clocks: _Clocks, day: DayHours) -> Hours | None:
    first, last = time(int(match[1])), time(int(match[2]))
    return Hours(first, last) if first < last else None


def _bound_from(match: re.Match[str], clocks: _Clocks, day: DayHours) -> Hours:
    return Hours(_one(match, clocks), None)


def _bound_until(match: re.Match[str], clocks: _Clocks, day: DayHours) -> Hours:
    return Hours(None, _one(match, clocks))


def _moment(match: re.Match[str], clocks: _Clocks, day: DayHours) -> Hours:
    return Hours(clocks[match.start("c")].hour, exact=True)


def _one(match: re.Match[str], clocks: _Clocks) -> time:
    return clocks[match.start("c" if match["c"] else "d")].hour


def _bare_moment(match: re.Match[str], clocks: _Clocks, day: DayHours) -> Hours:
    return Hours(afternoon(int(match[1]), 0, None), exact=True)


_READERS: tuple[
    tuple[re.Pattern[str], Callable[[re.Match[str], _Clocks, DayHours], Hours | None]], ...
] = (
    (_LUNCH, _lunch),
    (_RANGE, _range),
    (_BARE_RANGE, _bare_range),
    (_FROM, _bound_from),
    (_UNTIL, _bound_until),
    (_AT, _moment),
    (_BARE_AT, _bare_moment),
    (_NAMED_AT, _bare_moment),
)
