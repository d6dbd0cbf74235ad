"""Changes of the weekly hours: of every week, of even or odd ones, or back to what was before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import pairwise

from sqlalchemy import Connection

from booking import store
from booking.model import TICK
from booking.openings import EVEN, ODD, Opening
from booking.schedule import Schedule
from booking.schedule_changes import LeavesHours

_COMPARED = timedelta(days=28)  # as far ahead, free places with and without a change are compared
_TICK_MINUTES = int(TICK.total_seconds() // 60)


@dataclass(frozen=True)
class HoursAsBefore(LeavesHours):
    """The hours that one interviewer, or everybody (None), had before."""

    openings: tuple[Opening, ...]
    interviewer_id: int | None = None
    until: None = None

    def applied(self, schedule: Schedule) -> Schedule:
        """Replace the hours of those whom it concerns."""
        others = [o for o in schedule.openings if not self._concerns(schedule, o.interviewer_id)]
        mine = [o for o in self.openings if self._concerns(schedule, o.interviewer_id)]
        return replace(schedule, openings=(*others, *mine))

    def compared(self, schedule: Schedule, now: datetime) -> tuple[datetime, datetime]:
        """Four weeks tell what a week changes."""
        return now, now + _COMPARED

    def write(self, connection: Connection, before: Schedule) -> None:
        """Replace the hours of those whom it concerns."""
        who = [key for key in before.interviewers if self._concerns(before, key)]
        store.write_hours(connection, who, self.applied(before).openings)

    def _concerns(self, schedule: Schedule, key: int) -> bool:
        return key in schedule.interviewers and self.interviewer_id in (None, key)


@dataclass(frozen=True)
class WeeklyHours(LeavesHours):
    """The hours of every weekday (0 is Monday, Paris' wall clock); a day left out is closed.

    `weeks`: of EVEN or ODD weeks alone, and the others stay as they are; None: of every week.
    Raises ValueError for hours that overlap, end before they begin, or are not on the grid of TICK.
    """

    days: Mapping[int, Sequence[tuple[time, time]]]
    interviewer_id: int | None = None
    weeks: int | None = None
    until: None = None

    def __post_init__(self) -> None:
        for stretches in self.days.values():
            if any(hour.minute % _TICK_MINUTES for stretch in stretches for hour in stretch):
                raise ValueError(f"hours begin and end at multiples of {_TICK_MINUTES} minutes")
            if any(end <= start for start, end in stretches):
                raise ValueError("hours end before they begin")
            if any(later[0] < earlier[1] for earlier, later in pairwise(sorted(stretches))):
                raise ValueError("these hours overlap")

    def applied(self, schedule: Schedule) -> Schedule:
        """Replace the hours of those whom it concerns."""
        return self._as_openings(schedule).applied(schedule)

    def compared(self, schedule: Schedule, now: datetime) -> tuple[datetime, datetime]:
        """Four weeks tell what a week changes."""
        return now, now + _COMPARED

    def write(self, connection: Connection, before: Schedule) -> None:
        """Replace the hours of those whom it concerns."""
        self._as_openings(before).write(connection, before)

    def _as_openings(self, schedule: Schedule) -> HoursAsBefore:
        who = [key for key in schedule.interviewers if self.interviewer_id in (None, key)]
        openings = tuple(each for key in who for each in self._of(key, schedule))
        return HoursAsBefore(openings, self.interviewer_id)

    def _of(self, key: int, schedule: Schedule) -> list[Opening]:
        mine = {
            (weekday, start, end)
            for weekday, stretches in self.days.items()
            for start, end in stretches
        }
        if self.weeks is None:
            return [Opening(key, *each) for each in sorted(mine)]
        others = EVEN + ODD - self.weeks
        kept = {
            (o.weekday, o.start, o.end)
            for o in schedule.openings
            if o.interviewer_id == key and o.weeks in (None, others)
        }
        if kept == mine:  # all weeks are alike again
            return [Opening(key, *each) for each in sorted(mine)]
        return [
            *(Opening(key, *each, self.weeks) for each in sorted(mine)),
            *(Opening(key, *each, others) for each in sorted(kept)),
        ]
