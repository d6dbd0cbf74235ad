"""What can be changed of the schedule; here, closures and extra openings, and taking one back.

Weekly hours are in `hours_changes`, rules in `rules_changes`.

Each says what the schedule is with it, which interviews it hits, and how it is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy import Connection, insert

from booking import schema, store
from booking.model import TICK, Booked, BookingError
from booking.openings import SpecialPeriod
from booking.schedule import Schedule

_TICK_MINUTES = int(TICK.total_seconds() // 60)
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

    def touches(self, start: datetime, end: datetime, before: Schedule, after: Schedule) -> bool:
        """Tell whether anybody who is booked at a time may be hit."""

    def hits(self, booked: Booked, before: Schedule, after: Schedule) -> bool:
        """Tell whether an interview to come cannot stay where it is."""

    def write(self, connection: Connection, before: Schedule) -> None:
        """Write it, into a schedule that was read in the same transaction."""


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

    def touches(self, start: datetime, end: datetime, before: Schedule, after: Schedule) -> bool:
        """What lies in the period."""
        return self.period.overlaps(start, end)

    def hits(self, booked: Booked, before: Schedule, after: Schedule) -> bool:
        """All that lies in the period, whatever the hours were, cannot take place."""
        return self.period.concerns(booked.interviewer_id) and self.period.overlaps(
            booked.start, booked.end
        )

    def write(self, connection: Connection, before: Schedule) -> None:
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

    def touches(self, start: datetime, end: datetime, before: Schedule, after: Schedule) -> bool:
        """Nobody."""
        return False

    def hits(self, booked: Booked, before: Schedule, after: Schedule) -> bool:
        """None."""
        return False

    def write(self, connection: Connection, before: Schedule) -> None:
        """Write the period."""
        _write_period(connection, self.period, self.label)


class LeavesHours:
    """What a change hits that leaves out hours: interviews which they alone made possible."""

    def touches(self, start: datetime, end: datetime, before: Schedule, after: Schedule) -> bool:
        """A time at which fewer receive."""
        return not before.who_receives(start, end) <= after.who_receives(start, end)

    def hits(self, booked: Booked, before: Schedule, after: Schedule) -> bool:
        """What was within the hours, and is no more; what was outside already was wanted so."""
        who, start, end = booked.interviewer_id, booked.start, booked.end
        return before.receives(who, start, end) and not after.receives(who, start, end)


class PeriodGone(BookingError):
    """A period was taken back already."""


@dataclass(frozen=True)
class PeriodTakenBack(LeavesHours):
    """A closure or an extra opening that is no more. Writing it raises PeriodGone."""

    number: int
    period: SpecialPeriod

    @property
    def interviewer_id(self) -> int | None:
        """Whom the period concerned."""
        return self.period.interviewer_id

    @property
    def until(self) -> datetime:
        """Its end."""
        return self.period.end

    def applied(self, schedule: Schedule) -> Schedule:
        """Leave the period out: one, for it may have been entered twice."""
        periods = list(schedule.special_periods)
        if self.period in periods:
            periods.remove(self.period)
        return replace(schedule, special_periods=tuple(periods))

    def compared(self, schedule: Schedule, now: datetime) -> tuple[datetime, datetime]:
        """Only the period itself changes."""
        return self.period.start, self.period.end

    def write(self, connection: Connection, before: Schedule) -> None:
        """Remove the period."""
        if not store.remove_period(connection, self.number):
            raise PeriodGone


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
