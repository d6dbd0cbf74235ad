"""What a phrase names of time, piece by piece, in plain text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from french.when.days import read_days
from french.when.hours import read_hours
from french.when.named_days import NamedDays
from french.when.window import DayHours, Hours


@dataclass(frozen=True)
class Item:
    """Days or hours, and where they stand in the plain text."""

    start: int
    end: int
    days: NamedDays | None = None
    hours: Hours | None = None


def read_items(plain: str, local: datetime, day: DayHours) -> list[Item]:
    """Find the days and the hours in plain text, in order; `local` is now in Paris."""
    found = read_hours(plain, day)
    rest = list(plain)
    for start, end, hours in found:
        if not hours.part:  # the name of a part stays: « ce matin » names a day by it
            rest[start:end] = "C" + "_" * (end - start - 1)
    days = read_days("".join(rest), local.date())
    items = [Item(start, end, hours=hours) for start, end, hours in found]
    items += [Item(start, end, days=named) for start, end, named in days]
    return sorted(items, key=lambda item: item.start)
