"""The agenda as a table: rows are hours, columns days or people, and every cell has a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from booking.model import Interview, Interviewer, Place
from french.paris import PARIS


@dataclass(frozen=True)
class Column:
    """A day, or a person on a day."""

    day: date
    person: Interviewer | None = None

    def holds(self, day: date, interviewer_id: int) -> bool:
        """Tell whether an interview or a free place belongs here."""
        return self.day == day and (self.person is None or self.person.id == interviewer_id)


@dataclass
class Cell:
    """What begins at an hour in a column; `free` is when a free place begins."""

    interviews: list[Interview] = field(default_factory=list)
    free: datetime | None = None


@dataclass(frozen=True)
class Row:
    """An hour of Paris, with a cell for each column."""

    hour: datetime
    cells: tuple[Cell, ...]


def make_rows(
    columns: Sequence[Column], interviews: Iterable[Interview], free: Iterable[Place]
) -> list[Row]:
    """Put interviews and free places into the table."""
    cells: Mapping[tuple[time, int], Cell] = defaultdict(Cell)
    for interview in interviews:
        start = interview.start.astimezone(PARIS)
        for number in _places(columns, start.date(), interview.interviewer.id):
            cells[start.time(), number].interviews.append(interview)
    for place in free:
        start = place.slot.start.astimezone(PARIS)
        for number in _places(columns, start.date(), place.interviewer_id):
            cells[start.time(), number].free = start
    hours = sorted({hour for hour, _ in cells})
    return [
        Row(
            datetime.combine(columns[0].day, hour, PARIS),
            tuple(cells[hour, number] for number in range(len(columns))),
        )
        for hour in hours
    ]


def week_of(day: date) -> tuple[date, date]:
    """Give Monday and Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _places(columns: Sequence[Column], day: date, interviewer_id: int) -> list[int]:
    return [n for n, column in enumerate(columns) if column.holds(day, interviewer_id)]
