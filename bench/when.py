"""How many French phrases about a time are read rightly.

    python -m bench.when PHRASES.tsv NONE.txt

PHRASES.tsv has the columns reference, phrase, start, end, grain, kind, alt and window (see
../shared/nlu/README.md); NONE.txt one phrase a line in which no time is meant.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

from booking.model import PARIS
from booking.when import Window, read_when


def is_right(row: dict[str, str], window: Window | None) -> bool:
    """Judge a window by the row's own reading, its alternatives, or the bounds of its ends.

    Both ends must be right, an open side or the missing end of an instant included.
    """
    if window is None:
        return False
    read = f"{_naive(window.start)}/{_naive(window.end)}"
    readings = [f"{row['start']}/{row['end']}", *filter(None, row["alt"].split("|"))]
    if read in readings:
        # A day is not an hour of it; the other way round, midnight is not a day.
        return row["kind"] != "instant" or (window.grain == "day") == (row["grain"] == "day")
    if row["window"] and window.start and window.end:
        first, second, third, fourth = (_full(part) for part in row["window"].split("/"))
        start, end = read.split("/")
        return first <= start <= second and third <= end <= fourth
    return False


def _naive(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(PARIS).strftime("%Y-%m-%dT%H:%M:%S")


def _full(text: str) -> str:
    return text if len(text) == 19 else f"{text}:00"


def main() -> None:
    """Measure, and list what is read wrongly."""
    parser = argparse.ArgumentParser(description="How many phrases about a time are read rightly.")
    parser.add_argument("phrases", type=Path)
    parser.add_argument("none", type=Path)
    options = parser.parse_args()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    with options.phrases.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            row = {name: value or "" for name, value in row.items()}
            now = datetime.fromisoformat(row["reference"]).replace(tzinfo=PARIS)
            window = read_when(row["phrase"], now)
            total[row["kind"]] += 1
            right[row["kind"]] += is_right(row, window)
            if not is_right(row, window):
                read = window and f"{_naive(window.start)}/{_naive(window.end)}"
                print(f"{row['phrase']!r}: {read}, not {row['start']}/{row['end']}")
    now = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)
    for phrase in options.none.read_text(encoding="utf-8").splitlines():
        total["none"] += 1
        window = read_when(phrase, now)
        right["none"] += window is None
        if window is not None:
            print(f"{phrase!r}: {_naive(window.start)}/{_naive(window.end)}, but no time is meant")
    for kind in total:
        print(f"{kind:<8} {right[kind]} of {total[kind]}")
    print(f"all      {right.total()} of {total.total()}")
    sys.exit(0 if right == total else 1)


if __name__ == "__main__":
    main()
