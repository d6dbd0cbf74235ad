"""Reading the schedule."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, or_, select

from booking import schema
from booking.openings import Opening, SpecialPeriod
from booking.rules import PersonalRules, Rules
from booking.schedule import Schedule

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
    weekly = connection.execute(select(schema.opening)).all()
    alternate = connection.execute(select(schema.alternate_opening)).all()
    personal = connection.execute(select(schema.interviewer_rules))
    periods = connection.execute(select(schema.special_period))
    return Schedule(
        rules=Rules(
            slot=timedelta(minutes=rules.slot_minutes),
            pause=timedelta(minutes=rules.pause_minutes),
            notice=timedelta(minutes=rules.notice_minutes),
            horizon=timedelta(days=rules.horizon_days),
            open_per_email=rules.open_per_email,
            holiday_region=rules.holiday_region,
            per_day=rules.per_day,
            change_notice=timedelta(minutes=rules.change_notice_minutes or 0),
        ),
        openings=tuple(
            Opening(
                row.interviewer_id, row.weekday, row.starts, row.ends, getattr(row, "weeks", None)
            )
            for row in (*weekly, *alternate)
            if row.interviewer_id in interviewers
        ),
        special_periods=tuple(
            SpecialPeriod(row.interviewer_id, row.is_open, row.starts_at, row.ends_at)
            for row in periods
            if row.interviewer_id is None or row.interviewer_id in interviewers
        ),
        interviewers=interviewers,
        personal={
            row.interviewer_id: PersonalRules(
                row.per_day,
                _minutes(row.pause_minutes),
                _minutes(row.change_notice_minutes),
                _minutes(row.notice_minutes),
                None if row.horizon_days is None else timedelta(days=row.horizon_days),
            )
            for row in personal
            if row.interviewer_id in interviewers
        },
    )


def closures_during(
    connection: Connection, start: datetime, end: datetime, interviewer_id: int
) -> dict[int, str | None]:
    """Read the closed periods of one interviewer, or of all, that overlap a time: their names."""
    period = schema.special_period.c
    rows = connection.execute(
        select(period.id, period.label).where(
            period.is_open.is_(False),
            period.starts_at < end,
            period.ends_at > start,
            or_(period.interviewer_id.is_(None), period.interviewer_id == interviewer_id),
        )
    )
    return {row.id: row.label for row in rows}


def remove_period(connection: Connection, period_id: int) -> bool:
    """Remove a period; False if there is none such."""
    period = schema.special_period
    removed = delete(period).where(period.c.id == period_id)
    return connection.execute(removed).rowcount > 0


def write_hours(
    connection: Connection, interviewers: Collection[int], openings: Iterable[Opening]
) -> None:
    """Replace the hours of some interviewers by those of `openings` that are theirs."""
    for table in (schema.opening, schema.alternate_opening):
        connection.execute(delete(table).where(table.c.interviewer_id.in_(interviewers)))
    rows: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    for opening in openings:
        if opening.interviewer_id in interviewers:
            row = {
                "interviewer_id": opening.interviewer_id,
                "weekday": opening.weekday,
                "starts": opening.start,
                "ends": opening.end,
            }
            is_alternate = opening.weeks is not None
            rows[is_alternate].append({**row, "weeks": opening.weeks} if is_alternate else row)
    if rows[False]:
        connection.execute(insert(schema.opening), rows[False])
    if rows[True]:
        connection.execute(insert(schema.alternate_opening), rows[True])


def _minutes(count: int | None) -> timedelta | None:
    return None if count is None else timedelta(minutes=count)
