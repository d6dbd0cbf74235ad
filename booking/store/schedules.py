"""Reading the schedule."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, Engine, func, select

from booking import schema
from booking.schedule import Opening, Rules, Schedule, SpecialPeriod

_SCHEDULE_LOCK = 5_262_019  # of PostgreSQL: any number that nobody else uses


def current_schedule(engine: Engine) -> Schedule:
    """Read the schedule as it is now, in a transaction of its own."""
    with engine.execution_options(read_only=True).connect() as connection:
        return read_schedule(connection)


def schedule_to_book_by(connection: Connection) -> Schedule:
    """Read the schedule for a booking: nobody closes anything before its transaction ends."""
    if connection.dialect.name == "postgresql":  # on SQLite writers wait for each other anyway
        connection.execute(select(func.pg_advisory_xact_lock_shared(_SCHEDULE_LOCK)))
    return read_schedule(connection)


def lock_schedule(connection: Connection) -> None:
    """Wait for bookings under way; those that begin later wait until this transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_SCHEDULE_LOCK)))


def read_schedule(connection: Connection) -> Schedule:
    """Read rules, weekly hours of active interviewers and special periods, as they are now."""
    rules = connection.execute(select(schema.booking_rules)).one()
    active = connection.execute(
        select(schema.interviewer.c.id).where(schema.interviewer.c.active)
    ).scalars()
    interviewers = frozenset(active)
    openings = connection.execute(select(schema.opening))
    periods = connection.execute(select(schema.special_period))
    return Schedule(
        rules=Rules(
            slot=timedelta(minutes=rules.slot_minutes),
            pause=timedelta(minutes=rules.pause_minutes),
            notice=timedelta(minutes=rules.notice_minutes),
            horizon=timedelta(days=rules.horizon_days),
            open_per_email=rules.open_per_email,
            holiday_region=rules.holiday_region,
        ),
        openings=tuple(
            Opening(row.interviewer_id, row.weekday, row.starts, row.ends)
            for row in openings
            if row.interviewer_id in interviewers
        ),
        special_periods=tuple(
            SpecialPeriod(row.interviewer_id, row.is_open, row.starts_at, row.ends_at)
            for row in periods
            if row.interviewer_id is None or row.interviewer_id in interviewers
        ),
        interviewers=interviewers,
    )
