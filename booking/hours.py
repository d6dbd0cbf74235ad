"""Changing when the school receives. What is changed here holds for the next visitor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import Engine, delete, insert, select, update

from booking import schema, store
from booking.availability import TICK, Schedule

_TICK_MINUTES = int(TICK.total_seconds() // 60)


def read(engine: Engine) -> Schedule:
    """Read the schedule as it is now."""
    with engine.execution_options(read_only=True).connect() as connection:
        return store.read_schedule(connection)


def set_day(engine: Engine, weekday: int, stretches: Sequence[tuple[time, time]]) -> None:
    """Set the hours of a weekday (0 is Monday, Paris' wall clock) for every active interviewer.

    Raises ValueError for hours off the grid on which occupied time is counted.
    """
    if any(hour.minute % _TICK_MINUTES for stretch in stretches for hour in stretch):
        raise ValueError(f"hours begin and end at multiples of {_TICK_MINUTES} minutes")
    with engine.begin() as connection:
        connection.execute(delete(schema.opening).where(schema.opening.c.weekday == weekday))
        active = connection.execute(
            select(schema.interviewer.c.id).where(schema.interviewer.c.active)
        ).scalars()
        rows = [
            {"interviewer_id": key, "weekday": weekday, "starts": start, "ends": end}
            for key in active
            for start, end in stretches
        ]
        if rows:
            connection.execute(insert(schema.opening), rows)


def close(engine: Engine, start: datetime, end: datetime) -> None:
    """Close for a period, for everybody."""
    with engine.begin() as connection:
        connection.execute(
            insert(schema.special_period).values(
                interviewer_id=None, is_open=False, starts_at=start, ends_at=end
            )
        )


def set_rules(engine: Engine, **minutes_and_days: int | None) -> None:
    """Change rules by column name; None leaves one as it is. Raises ValueError for nonsense."""
    changes = {name: value for name, value in minutes_and_days.items() if value is not None}
    if any(value < 0 for value in changes.values()):
        raise ValueError("no length of time is negative")
    for name in ("slot_minutes", "pause_minutes"):
        if changes.get(name, 0) % _TICK_MINUTES:
            raise ValueError(f"{name} must be a multiple of {_TICK_MINUTES}")
    if changes.get("slot_minutes") == 0:
        raise ValueError("an interview takes some time")
    if changes:
        with engine.begin() as connection:
            connection.execute(update(schema.booking_rules).values(changes))
