"""Hours, their ranges and their bounds, in plain text; with the parts of the day."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import time

from french.when.clocks import Clock, afternoon, read_clocks
from french.when.day_hours import DayHours, Hours
from french.when.parts_of_day import A_PART, AFTER_A_DAY, AFTER_A_PART, PARTS, part_of_day
from french.when.vocabulary import MONTH_RE, WEEKDAY_RE

Found = tuple[int, int, Hours]
_ONE_SLOT = 30  # minutes
_Clocks = Mapping[int, Clock]

# In the expressions below a clock time is « C » and one « _ » for each letter more.
_C = r"(?P<{}>C_*)"
_BARE = r"(?P<bare>[01]?\d|2[0-4])(?![\d/:])"
_LES = r"(?:\s*(?:a|vers|les?|de|d'|h|environ)\b)*\s*"
_END = (
    r"(?=\s*(?:$|[,.?!;~)]|pile\b|s'il|svp|stp|merci|environ|si\b|ca\b|c'est|plutot|ou\b"
    r"|du\s(?:soir|matin)|de\sl'apres))"
)
_SMALL = r"(?:1\d|0?[1-9])"

_LUNCH = re.compile(r"\bentre (?:midi|C_*) et (?:2|14|C_*)(?!\d)(?<=[2C4_])")
_RANGE = re.compile(
    rf"\b(?:entre|de|d'|des)\s*(?:{_C.format('c1')}|{_BARE})\s*(?:et|a|-|jusqu'a|/|>)\s*"
    rf"{_C.format('c2')}"
    # « le 21 à 9 h », « mardi 12 à 14 h » and « 1/12 à 14 h » begin with a date.
    rf"|{_C.format('c3')}\s*(?:-|a|/|jusqu'a|>)\s*{_C.format('c4')}"
    r"|(?<!le )(?<!au )(?<!du )(?<!di )(?<!manche )(?<!en )(?<![/.\d+-])\b"
    rf"{_BARE.replace('bare', 'bare2')}\s*(?:-|a)\s*{_C.format('c5')}"
)
_BARE_RANGE = re.compile(
    rf"\b(?:entre|de)\s(1\d|[89])\s(?:et|a)\s(1\d|9)(?![\d/:.])(?!\s*(?:(?:{MONTH_RE})\b|e\b|h))"
    rf"|(?:{AFTER_A_DAY}|{AFTER_A_PART})(?:entre|de)\s({_SMALL})\s(?:et|a)\s({_SMALL}){_END}"
    rf"|\b(?:entre|de)\s({_SMALL})\s(?:et|a)\s({_SMALL})"
    rf"(?=\s(?:{WEEKDAY_RE}|demain|apres-demain|ce\s|cet\s))"
    rf"|^\W*(?:plutot\s|disons\s)?(?:entre|de)\s([1-7])\s(?:et|a)\s([1-7])\W*$"
    rf"|(?:(?<=demain )|(?<=hui )|{AFTER_A_PART})({_SMALL})\s?-\s?({_SMALL}){_END}"
    rf"|(?:(?<=di )|(?<=manche ))([89]|1\d)\s?-\s?(1[3-9]){_END}"
)
_AFTER_NOON = re.compile(rf"\bpassee? (?:le )?(?P<noon>C_*){_END}")
_FROM = re.compile(
    rf"\b(?:(?<!pas )(?<!d')apres|a partir d[eu']?|des|pas avant|pas plus tot que"
    rf"|(?<!pas )plus tard que|au plus tot|passee?s?(?! a\b)){_LES}{_C.format('c')}"
    rf"|{_C.format('d')}\s*(?:minimum|au plus tot|et plus|ou plus tard|passee?s?)\b"
)
_UNTIL = re.compile(
    rf"\b(?:(?<!pas )(?<!d')avant|jusqu'a|pas apres|pas plus tard que|(?<!pas )plus tot que"
    rf"|au plus tard|d'ici){_LES}{_C.format('c')}"
    rf"|{_C.format('d')}\s*(?:maximum|max|au plus tard|ou plus tot|grand maximum)\b"
)
_BOTH_AT = re.compile(rf"\b(?:a|vers)\s({_SMALL})(?=\s(?:ou|et)\sC)")
_AT = re.compile(rf"(?:\b(?:a|vers|pour|aux alentours de|environ|sur les)\s*)?{_C.format('c')}")
# « lundi à 14 »: only an hour of the office, at the end of what is said.
_BARE_AT = re.compile(rf"\b(?:a|vers)\s(1[0-9]|[89]){_END}")
_NAMED_AT = re.compile(
    rf"(?:{AFTER_A_DAY}|{AFTER_A_PART})(?:a|vers)\s([1-7]){_END}"
    rf"|(?:(?<=demain )|(?<=hui )|{AFTER_A_PART})({_SMALL}){_END}"
)


def read_hours(plain: str, day: DayHours) -> list[Found]:
    """Find the hours in plain text: their span and value, none overlapping, in order."""
    clocks = {clock.start: clock for clock in read_clocks(plain)}
    letters = list(plain)
    for clock in clocks.values():
        letters[clock.start : clock.end] = "C" + "_" * (clock.end - clock.start - 1)
    shape = "".join(letters)
    taken = bytearray(len(shape))
    found: list[Found] = []

    def take(match: re.Match[str], hours: Hours | None) -> None:
        start, end = match.span()
        if hours is not None:
            found.append((start, end, hours))
            taken[start:end] = b"\1" * (end - start)

    for needs_clock, pattern, make in _READERS:
        if clocks or not needs_clock:
            for match in pattern.finditer(shape):
                if taken.find(1, *match.span()) < 0:
                    take(match, make(match, clocks, day))
    for pattern, name in PARTS if A_PART.search(shape) else ():
        for match in pattern.finditer(shape):
            if taken.find(1, *match.span()) < 0:
                take(match, part_of_day(name, day))
    return sorted(found, key=lambda item: item[0])


def between(first: time, last: time) -> Hours | None:
    """Place two hours in one day: « de 7 h à 10 h » is in the morning, « de 5 à 7 » is not."""
    if first > last and 13 <= first.hour <= 19 and last.hour >= 8:
        first = first.replace(hour=first.hour - 12)
    if first > last and last < time(12):
        last = last.replace(hour=last.hour + 12)
    return Hours(first, last) if first < last else None


def _lunch(match: re.Match[str], clocks: _Clocks, day: DayHours) -> Hours | None:
    named = [clocks[at] for at in range(*match.span()) if at in clocks]
    if any(clock.hour not in (time(12), time(14)) for clock in named):
        return None
    return Hours(day.lunch, day.resumes)


def _range(match: re.Match[str], clocks: _Clocks, day: DayHours) -> Hours | None:
    starts = [match.start(name) for name in ("c1", "c2", "c3", "c4", "c5") if match[name]]
    bare = match["bare"] or match["bare2"]
    last = clocks[starts[-1]].hour
    first = time(int(bare) % 24) if bare else clocks[starts[0]].hour
    if "/" in match[0] and _minutes_between(first, last) <= _ONE_SLOT:
        return None  # « 16 h / 16 h 30 » are two
    if bare and 1 <= first.hour <= 7 and last.hour >= 13:
        first = afternoon(first.hour, 0, None)
    return between(first, last)


def _minutes_between(first: time, last: time) -> int:
    return (last.hour - first.hour) * 60 + last.minute - first.minute


def _bare_range(match: re.Match[str], clocks: _Clocks, day: DayHours) -> Hours | None:
    first, last = (int(number) for number in match.groups() if number)
    if last <= 7:
        return between(afternoon(first, 0, None), afternoon(last, 0, None))
    return Hours(time(first), time(last)) if first < last else None


def _after_noon(match: re.Match[str], clocks: _Clocks, day: DayHours) -> Hours | None:
    noon = clocks[match.start("noon")].hour == time(12)
    return Hours(day.lunch, day.closes, part=True) if noon else None


def _bound_from(match: re.Match[str], clocks: _Clocks, day: DayHours) -> Hours:
    return Hours(_bound(match, clocks), None)


def _bound_until(match: re.Match[str], clocks: _Clocks, day: DayHours) -> Hours:
    return Hours(None, _bound(match, clocks))


def _bound(match: re.Match[str], clocks: _Clocks) -> time:
    return clocks[match.start("c" if match["c"] else "d")].hour


def _moment(match: re.Match[str], clocks: _Clocks, day: DayHours) -> Hours:
    return Hours(clocks[match.start("c")].hour, exact=True)


def _bare_moment(match: re.Match[str], clocks: _Clocks, day: DayHours) -> Hours:
    return Hours(afternoon(int(match[match.lastindex or 1]), 0, None), exact=True)


_READERS: tuple[
    tuple[bool, re.Pattern[str], Callable[[re.Match[str], _Clocks, DayHours], Hours | None]], ...
] = (
    (False, _LUNCH, _lunch),
    (True, _RANGE, _range),
    (False, _BARE_RANGE, _bare_range),
    (True, _AFTER_NOON, _after_noon),
    (True, _FROM, _bound_from),
    (True, _UNTIL, _bound_until),
    (True, _BOTH_AT, _bare_moment),
    (True, _AT, _moment),
    (False, _BARE_AT, _bare_moment),
    (False, _NAMED_AT, _bare_moment),
)
"""Whether it needs a clock time, how it looks, and what it means; an earlier row wins."""
