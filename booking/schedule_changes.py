"""What can be changed of the schedule: closures, extra openings, weekly hours, rules.

Each says what the schedule is with it, which interviews it hits, and how it is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Protocol

from sqlalchemy import Connection, delete, insert, update

from booking import schema
from booking.model import Interview
from booking.schedule import TICK, Opening, Rules, Schedule, SpecialPeriod

_COMPARED = timedelta(days=28)  # as far ahead, free places with and without a change are compared
_TICK_MINUTES = int(TICK.total_seconds() // 60)
_MINUTE = timedelta(minutes=1)
_NEVER = datetime.min.replace(tzinfo=UTC)  # what hits no interview has done so by then


class ScheduleChange(Protocol):
    """A change, of one interviewer's hours or everybody's (None)."""

    @property
    def interviewer_id(self) -> int | None:
        """Whom it concerns."""

    @property
    def until(self) -> datetime | None:
        """When it hits no interview any more; None: it may hit any."""

    def applied(self, schedule: Schedule) -> Schedule:
        """Say what the schedule is with it."""

    def compared(self, schedule: Schedule, now: datetime) -> tuple[datetime, datetime]:
        """Say where free places can be won or lost, to be counted."""

    def hits(self, interview: Interview, before: Schedule, after: Schedule) -> bool:
        """Tell whether an interview to come cannot stay where it is."""

    def write(self, connection: Connection) -> None:
        """Write it."""


@dataclass(frozen=True)
class Closure:
    """A time in which one interviewer, or nobody (None), receives; both ends are aware."""

    start: datetime
    end: datetime
    interviewer_id: int | None = None
    label: str | None = None

    @property
    def period(self) -> SpecialPeriod:
        """The closure, as the schedule keeps it."""
        return SpecialPeriod(self.interviewer_id, False, self.start, self.end)

    @property
    def until(self) -> datetime:
        """Its end."""
        return self.end

    def applied(self, schedule: Schedule) -> Schedule:
        """Close the period."""
        return replace(schedule, special_periods=(*schedule.special_periods, self.period))

    def compared(self, schedule: Schedule, now: datetime) -> tuple[datetime, datetime]:
        """Only the period itself changes."""
        return self.start, self.end

    def hits(self, interview: Interview, before: Schedule, after: Schedule) -> bool:
        """All that lies in the period, whatever the hours were, cannot take place."""
        return self.period.concerns(interview.interviewer.id) and self.period.overlaps(
            interview.start, interview.end
        )

    def write(self, connection: Connection) -> None:
        """Write the period."""
        _write_period(connection, self.period, self.label)


@dataclass(frozen=True)
class ExtraOpening:
    """A time in which one interviewer, or everybody (None), receives beside the weekly hours.

    Raises ValueError for one that is not on the grid of TICK.
    """

    start: datetime
    end: datetime
    interviewer_id: int | None = None
    label: str | None = None

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("the period ends before it begins")
        if self.start.minute % _TICK_MINUTES or self.end.minute % _TICK_MINUTES:
            raise ValueError(f"an opening begins and ends at multiples of {_TICK_MINUTES} minutes")

    @property
    def period(self) -> SpecialPeriod:
        """The opening, as the schedule keeps it."""
        return SpecialPeriod(self.interviewer_id, True, self.start, self.end)

    @property
    def until(self) -> datetime:
        """Nobody is in the way of more time."""
        return _NEVER

    def applied(self, schedule: Schedule) -> Schedule:
        """Open the period."""
        return replace(schedule, special_periods=(*schedule.special_periods, self.period))

    def compared(self, schedule: Schedule, now: datetime) -> tuple[datetime, datetime]:
        """Only the period itself changes."""
        return self.start, self.end

    def hits(self, interview: Interview, before: Schedule, after: Schedule) -> bool:
        """None."""
        return False

    def write(self, connection: Connection) -> None:
        """Write the period."""
        _write_period(connection, self.period, self.label)


@dataclass(frozen=True)
class WeeklyHours:
    """The hours of every weekday (0 is Monday, Paris' wall clock); a day left out is closed.

    Raises ValueError for hours that overlap, end before they begin, or are not on the grid of TICK.
    """

    days: Mapping[int, Sequence[tuple[time, time]]]
    interviewer_id: int | None = None
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
        others = [
            o for o in schedule.openings if self.interviewer_id not in (None, o.interviewer_id)
        ]
        who = [key for key in schedule.interviewers if self.interviewer_id in (None, key)]
        mine = [
            Opening(key, weekday, start, end)
            for key in who
            for weekday, stretches in self.days.items()
            for start, end in stretches
        ]
        return replace(schedule, openings=(*others, *mine))

    def compared(self, schedule: Schedule, now: datetime) -> tuple[datetime, datetime]:
        """Four weeks tell what a week changes."""
        return now, now + _COMPARED

    def hits(self, interview: Interview, before: Schedule, after: Schedule) -> bool:
        """What was within the hours, and is no more; what was outside already was wanted so."""
        who, start, end = interview.interviewer.id, interview.start, interview.end
        return before.receives(who, start, end) and not after.receives(who, start, end)

    def write(self, connection: Connection) -> None:
        """Replace the hours of those whom it concerns."""
        active = connection.execute(
            schema.interviewer.select().where(schema.interviewer.c.active)
        ).all()
        who = [row.id for row in active if self.interviewer_id in (None, row.id)]
        opening = schema.opening
        connection.execute(delete(opening).where(opening.c.interviewer_id.in_(who)))
        rows = [
            {"interviewer_id": key, "weekday": weekday, "starts": start, "ends": end}
            for key in who
            for weekday, stretches in self.days.items()
            for start, end in stretches
        ]
        if rows:
            connection.execute(insert(opening), rows)


@dataclass(frozen=True)
class NewRules:
    """Other rules, for all; interviews that are booked keep their hour and their length.

    Raises ValueError for rules that make no sense.
    """

    rules: Rules
    interviewer_id: None = None
    until: datetime = _NEVER

    def __post_init__(self) -> None:
        rules = self.rules
        if min(rules.pause, rules.notice, rules.horizon) < timedelta(0) or rules.slot <= timedelta(
            0
        ):
            raise ValueError("an interview takes some time, and no length of time is negative")
        if rules.slot % TICK or rules.pause % TICK:
            raise ValueError(f"length and pause must be multiples of {_TICK_MINUTES} minutes")
        if rules.open_per_email < 1:
            raise ValueError("an address may have at least one interview")

    def applied(self, schedule: Schedule) -> Schedule:
        """Replace the rules."""
        return replace(schedule, rules=self.rules)

    def compared(self, schedule: Schedule, now: datetime) -> tuple[datetime, datetime]:
        """As far ahead as one or the other lets visitors book."""
        return now, now + max(schedule.rules.horizon, self.rules.horizon)

    def hits(self, interview: Interview, before: Schedule, after: Schedule) -> bool:
        """None."""
        return False

    def write(self, connection: Connection) -> None:
        """Write the rules."""
        rules = self.rules
        connection.execute(
            update(schema.booking_rules).values(
                slot_minutes=rules.slot // _MINUTE,
                pause_minutes=rules.pause // _MINUTE,
                notice_minutes=rules.notice // _MINUTE,
                horizon_days=rules.horizon.days,
                open_per_email=rules.open_per_email,
            )
        )


def _write_period(connection: Connection, period: SpecialPeriod, label: str | None) -> None:
    connection.execute(
        insert(schema.special_period).values(
            interviewer_id=period.interviewer_id,
            is_open=period.is_open,
            starts_at=period.start,
            ends_at=period.end,
            label=label,
        )
    )
