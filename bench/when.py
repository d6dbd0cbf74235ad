"""How many French phrases about a time are read rightly.

    python -m bench.when PHRASES.tsv [NONE.txt]

`bench/samples/README.md` has the formats: PHRASES.tsv has phrases and the times that they mean,
NONE.txt one phrase a line in which no time is meant.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path

from french.paris import PARIS
from french.when import Window, read_when, refine

_NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)  # to phrases in which no time is meant
_ALSO_RIGHT = re.compile(r"\bok\b|\bor\b|debatable")
_OPENS, _CLOSES, _SATURDAY = 9, 18, 5
_BEYOND = timedelta(days=60)  # slots so long after a range show that a reading has no end
_SAID_BEFORE = re.compile(r"context: ([^(]+)")


@dataclass(frozen=True)
class Reading:
    """A phrase, what was read in it, and what is right; `kind` is `none` where no time is meant."""

    phrase: str
    kind: str
    read: str | None
    expected: str | None
    is_right: bool
    is_as_written: bool
    """Whether its very ends are right; `is_right` asks where it counts: the slots let through."""
    note: str = ""
    """Which other readings are right too, in words: for people to judge."""

    @property
    def is_debatable(self) -> bool:
        """Tell whether it is not the reading expected, but may be another right one."""
        return not self.is_right and _ALSO_RIGHT.search(self.note) is not None


def read_all(phrases: Path, none: Path | None) -> list[Reading]:
    """Read every phrase of both files, and judge what was read."""
    with phrases.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        timed = [_read({name: value or "" for name, value in row.items()}) for row in rows]
    lines = none.read_text(encoding="utf-8").splitlines() if none else []
    return timed + [_read_none(line) for line in lines]


def _read(row: dict[str, str]) -> Reading:
    now = datetime.fromisoformat(row["reference"]).replace(tzinfo=PARIS)
    before = _SAID_BEFORE.match(row.get("note", ""))
    previous = read_when(before[1], now) if before else None
    if previous is not None:
        window = refine(previous, row["phrase"], now)
    else:
        window = read_when(row["phrase"], now)
    expected = f"{row['start']}/{row['end']}"
    if "kind" in row:
        right = is_right(row, window)
        return Reading(row["phrase"], row["kind"], _shown(window), expected, right, right)
    as_written = is_meant(row, window, now)
    right = as_written or lets_the_same_through(row, window, now)
    note = row.get("note", "")
    return Reading(row["phrase"], row["grain"], _shown(window), expected, right, as_written, note)


def _read_none(phrase: str) -> Reading:
    window = read_when(phrase, _NOW)
    return Reading(phrase, "none", _shown(window), None, window is None, window is None)


def is_right(row: dict[str, str], window: Window | None) -> bool:
    """Judge a window by the row's own reading, its alternatives, or the bounds of its ends.

    Both ends must be right, an open side or the missing end of an instant included.
    """
    if window is None:
        return False
    read = _written(window)
    readings = [f"{row['start']}/{row['end']}", *filter(None, row["alt"].split("|"))]
    if read in readings:
        # A day is not an hour of it; the other way round, midnight is not a day.
        return row["kind"] != "instant" or (window.grain == "day") == (row["grain"] == "day")
    if row["window"] and window.start and window.end:
        first, second, third, fourth = (_full(part) for part in row["window"].split("/"))
        start, end = read.split("/")
        return first <= start <= second and third <= end <= fourth
    return False


def is_meant(row: dict[str, str], window: Window | None, now: datetime) -> bool:
    """Judge a window by a row whose `grain` says what is meant: a moment, days, a refusal, none.

    A day ends where the next begins, alternatives reach from the first to the last, and an open
    side may be now.
    """
    grain = row["grain"]
    if grain == "none" or window is None:
        return grain == "none" and window is None
    if grain in ("refusal", "hours"):
        return window.days is None and (window.hours is not None) == (grain == "hours")
    if grain == "instant":
        return window.grain == "minute" and _written(window) == f"{_full(row['start'])}/"
    windows = [_with_end(one) for one in (window, *window.others)]
    starts = [one.start or now for one in windows]
    ends = [one.end for one in windows if one.end]
    meant_start = datetime.fromisoformat(row["start"]).replace(tzinfo=PARIS)
    meant_end = datetime.fromisoformat(row["end"]).replace(tzinfo=PARIS) if row["end"] else None
    begun = (min(starts) == now) and meant_start <= now
    return (min(starts) == meant_start or begun) and (
        max(ends) == meant_end if ends else meant_end is None
    )


def lets_the_same_through(row: dict[str, str], window: Window | None, now: datetime) -> bool:
    """Tell whether a window offers exactly the slots of the range that is meant.

    Where a range begins and ends is a convention of who wrote it: « l'après-midi » is from 12 or
    from 14, a day from midnight or from 9. The slots are the school's ordinary ones: half hours
    from 9 to 18, Monday to Friday, after `now`; those of every day, where the range is of a
    week-end. A range without any has only its ends.
    """
    if window is None or row["grain"] != "range":
        return False
    start = max(datetime.fromisoformat(row["start"]).replace(tzinfo=PARIS), now)
    end = datetime.fromisoformat(row["end"]).replace(tzinfo=PARIS)
    slots = list(_slots(now, end + _BEYOND))
    meant = {slot for slot in slots if start <= slot < end}
    if any(slot.weekday() < _SATURDAY for slot in meant):
        slots = [slot for slot in slots if slot.weekday() < _SATURDAY]
        meant &= set(slots)
    return bool(meant) and {slot for slot in slots if window.contains(slot)} == meant


def _slots(now: datetime, end: datetime) -> Iterator[datetime]:
    """Give the half hours from 9 to 18 of every day, after now."""
    for ahead in range((end.date() - now.date()).days + 1):
        for half_hours in range(2 * _OPENS, 2 * _CLOSES):
            hour = time(half_hours // 2, 30 * (half_hours % 2))
            slot = datetime.combine(now.date() + timedelta(days=ahead), hour, PARIS)
            if slot >= now:
                yield slot


def _with_end(window: Window) -> Window:
    if window.kind == "instant" and window.grain == "day" and window.start:
        return replace(window, end=window.start + timedelta(days=1))
    return window


def _naive(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(PARIS).strftime("%Y-%m-%dT%H:%M:%S")


def _shown(window: Window | None) -> str | None:
    return " or ".join(map(_written, (window, *window.others))) if window else None


def _written(window: Window) -> str:
    return f"{_naive(window.start)}/{_naive(window.end)}"


def _full(text: str) -> str:
    return text if len(text) == 19 else f"{text}:00"


def main() -> None:
    """Measure, and list what is read wrongly."""
    parser = argparse.ArgumentParser(description="How many phrases about a time are read rightly.")
    parser.add_argument("phrases", type=Path)
    parser.add_argument("none", type=Path, nargs="?")
    options = parser.parse_args()
    readings = read_all(options.phrases, options.none)
    right = Counter(reading.kind for reading in readings if reading.is_right)
    total = Counter(reading.kind for reading in readings)
    for reading in readings:
        if not reading.is_right:
            note = f" ({reading.note})" if reading.note else ""
            print(f"{reading.phrase!r}: {reading.read}, not {reading.expected}{note}")
    for kind in total:
        print(f"{kind:<8} {right[kind]} of {total[kind]}")
    print(f"all      {right.total()} of {total.total()}")
    as_written = sum(reading.is_as_written for reading in readings)
    print(f"with the very ends that are written down: {as_written}")
    debatable = sum(reading.is_debatable for reading in readings)
    if debatable:
        print(f"another reading that a note may allow: {debatable}")
    sys.exit(0 if right == total else 1)


if __name__ == "__main__":
    main()
