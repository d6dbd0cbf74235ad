"""Changes of the rules of booking, for all or for one person; what is booked stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, update

from booking import schema
from booking.model import TICK, Booked
from booking.rules import PersonalRules, Rules
from booking.schedule import Schedule

_MINUTE = timedelta(minutes=1)
_NEVER = datetime.min.replace(tzinfo=UTC)  # what hits no interview has done so by then
_TICK_MINUTES = int(TICK.total_seconds() // 60)


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
        lengths = (rules.pause, rules.notice, rules.horizon, rules.change_notice)
        if min(lengths) < timedelta(0) or rules.slot <= timedelta(0):
            raise ValueError("an interview takes some time, and no length of time is negative")
        if rules.slot % TICK or rules.pause % TICK:
            raise ValueError(f"length and pause must be multiples of {_TICK_MINUTES} minutes")
        if rules.open_per_email < 1:
            raise ValueError("an address may have at least one interview")
        _check_limit(rules.per_day)

    def applied(self, schedule: Schedule) -> Schedule:
        """Replace the rules."""
        return replace(schedule, rules=self.rules)

    def compared(self, schedule: Schedule, now: datetime) -> tuple[datetime, datetime]:
        """As far ahead as one or the other lets visitors book."""
        return now, now + max(schedule.rules.horizon, self.rules.horizon)

    def touches(self, start: datetime, end: datetime, before: Schedule, after: Schedule) -> bool:
        """Nobody."""
        return False

    def hits(self, booked: Booked, before: Schedule, after: Schedule) -> bool:
        """None."""
        return False

    def write(self, connection: Connection, before: Schedule) -> None:
        """Write the rules."""
        rules = self.rules
        connection.execute(
            update(schema.booking_rules).values(
                slot_minutes=rules.slot // _MINUTE,
                pause_minutes=rules.pause // _MINUTE,
                notice_minutes=rules.notice // _MINUTE,
                horizon_days=rules.horizon.days,
                open_per_email=rules.open_per_email,
                per_day=rules.per_day,
                change_notice_minutes=rules.change_notice // _MINUTE,
            )
        )


@dataclass(frozen=True)
class NewPersonalRules:
    """What is otherwise for one interviewer. Raises ValueError for rules that make no sense."""

    interviewer_id: int
    rules: PersonalRules
    until: datetime = _NEVER

    def __post_init__(self) -> None:
        own = self.rules
        lengths = (own.pause, own.change_notice, own.notice, own.horizon)
        if any(length is not None and length < timedelta(0) for length in lengths):
            raise ValueError("no length of time is negative")
        if self.rules.pause is not None and self.rules.pause % TICK:
            raise ValueError(f"a pause must be a multiple of {_TICK_MINUTES} minutes")
        _check_limit(self.rules.per_day)

    def applied(self, schedule: Schedule) -> Schedule:
        """Replace what is otherwise for them."""
        return replace(schedule, personal={**schedule.personal, self.interviewer_id: self.rules})

    def compared(self, schedule: Schedule, now: datetime) -> tuple[datetime, datetime]:
        """As far ahead as one or the other lets visitors book with them."""
        both = (schedule, self.applied(schedule))
        return now, now + max(each.rules_of(self.interviewer_id).horizon for each in both)

    def touches(self, start: datetime, end: datetime, before: Schedule, after: Schedule) -> bool:
        """Nobody."""
        return False

    def hits(self, booked: Booked, before: Schedule, after: Schedule) -> bool:
        """None."""
        return False

    def write(self, connection: Connection, before: Schedule) -> None:
        """Write it."""
        table, rules = schema.interviewer_rules, self.rules
        connection.execute(delete(table).where(table.c.interviewer_id == self.interviewer_id))
        if rules != PersonalRules():
            connection.execute(
                insert(table).values(
                    interviewer_id=self.interviewer_id,
                    per_day=rules.per_day,
                    pause_minutes=_minutes(rules.pause),
                    change_notice_minutes=_minutes(rules.change_notice),
                    notice_minutes=_minutes(rules.notice),
                    horizon_days=None if rules.horizon is None else rules.horizon.days,
                )
            )


def _check_limit(per_day: int | None) -> None:
    if per_day is not None and per_day < 1:
        raise ValueError("a day's limit is one interview at least; to close a day, close it")


def _minutes(length: timedelta | None) -> int | None:
    return None if length is None else length // _MINUTE
