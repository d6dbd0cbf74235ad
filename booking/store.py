"""Reading and writing interviews and schedules: the only module of booking that speaks SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update
from sqlalchemy import delete as delete_from

from booking import schema
from booking.availability import TICK, Opening, Rules, Schedule, SpecialPeriod
from booking.model import Interview, Interviewer, Status, Visitor, ticks


def read_schedule(connection: Connection) -> Schedule:
    """Read rules, weekly hours of active interviewers and special periods, as they are now."""
    rules = connection.execute(select(schema.booking_rules)).one()
    openings = connection.execute(
        select(schema.opening).join(schema.interviewer).where(schema.interviewer.c.active)
    )
    periods = connection.execute(select(schema.special_period))
    return Schedule(
        rules=Rules(
            slot=timedelta(minutes=rules.slot_minutes),
            pause=timedelta(minutes=rules.pause_minutes),
            notice=timedelta(minutes=rules.notice_minutes),
            horizon=timedelta(days=rules.horizon_days),
        ),
        openings=tuple(
            Opening(row.interviewer_id, row.weekday, row.starts, row.ends) for row in openings
        ),
        special_periods=tuple(
            SpecialPeriod(row.interviewer_id, row.is_open, row.starts_at, row.ends_at)
            for row in periods
        ),
    )


def occupied_ticks(
    connection: Connection, start: datetime, end: datetime
) -> set[tuple[int, datetime]]:
    """Read which (interviewer, tick) between `start` and `end` are taken."""
    rows = connection.execute(
        select(schema.occupancy.c.interviewer_id, schema.occupancy.c.tick).where(
            schema.occupancy.c.tick >= start, schema.occupancy.c.tick < end
        )
    )
    return {(row.interviewer_id, row.tick) for row in rows}


def upcoming_load(connection: Connection, now: datetime) -> dict[int, int]:
    """Count the confirmed interviews still to come of each interviewer who has any."""
    rows = connection.execute(
        select(schema.interview.c.interviewer_id, func.count().label("interviews"))
        .where(schema.interview.c.status == Status.CONFIRMED, schema.interview.c.starts_at > now)
        .group_by(schema.interview.c.interviewer_id)
    )
    return {row.interviewer_id: row.interviews for row in rows}


def add_interview(connection: Connection, **values: Any) -> Interview:
    """Insert an interview and return it as stored."""
    insertion = insert(schema.interview).values(**values).returning(schema.interview.c.id)
    identity = connection.execute(insertion).scalar_one()
    return _one(connection, _interviews().where(schema.interview.c.id == identity))


def change_interview(connection: Connection, interview_id: int, **values: Any) -> Interview:
    """Update an interview, one step up in sequence, and return it as stored."""
    connection.execute(
        update(schema.interview)
        .where(schema.interview.c.id == interview_id)
        .values(sequence=schema.interview.c.sequence + 1, **values)
    )
    return _one(connection, _interviews().where(schema.interview.c.id == interview_id))


def occupy(
    connection: Connection, interview_id: int, interviewer_id: int, start: datetime, end: datetime
) -> None:
    """Claim the ticks of an interview; IntegrityError where one is taken."""
    connection.execute(
        insert(schema.occupancy),
        [
            {"interview_id": interview_id, "interviewer_id": interviewer_id, "tick": tick}
            for tick in ticks(start, end - start, TICK)
        ],
    )


def vacate(connection: Connection, interview_id: int) -> None:
    """Give the ticks of an interview back."""
    connection.execute(
        delete_from(schema.occupancy).where(schema.occupancy.c.interview_id == interview_id)
    )


def find_interview(connection: Connection, *, lock: bool = False, **equal: Any) -> Interview | None:
    """Find the interview whose columns equal the values given; None where there is none."""
    query = _interviews()
    for column, value in equal.items():
        query = query.where(schema.interview.c[column] == value)
    if lock:
        query = query.with_for_update(of=schema.interview)
    row = connection.execute(query).one_or_none()
    return None if row is None else _interview(row)


def list_interviews(
    connection: Connection,
    *,
    statuses: Iterable[Status] = tuple(Status),
    email: str | None = None,
    after: datetime | None = None,
) -> Sequence[Interview]:
    """List interviews in order of time, of some statuses, an e-mail, or ending after an instant."""
    query = _interviews().where(schema.interview.c.status.in_(list(statuses)))
    if email is not None:
        query = query.where(schema.interview.c.email == email)
    if after is not None:
        query = query.where(schema.interview.c.ends_at > after)
    query = query.order_by(schema.interview.c.starts_at, schema.interview.c.id)
    return [_interview(row) for row in connection.execute(query)]


def _interviews() -> Select[Any]:
    return select(
        schema.interview,
        schema.interviewer.c.name.label("interviewer_name"),
        schema.interviewer.c.email.label("interviewer_email"),
    ).join(schema.interviewer)


def _one(connection: Connection, query: Select[Any]) -> Interview:
    return _interview(connection.execute(query).one())


def _interview(row: Row[Any]) -> Interview:
    return Interview(
        id=row.id,
        reference=row.reference,
        uid=row.uid,
        sequence=row.sequence,
        status=Status(row.status),
        start=row.starts_at,
        end=row.ends_at,
        interviewer=Interviewer(row.interviewer_id, row.interviewer_name, row.interviewer_email),
        visitor=Visitor(row.name, row.email, row.phone),
        created_at=row.created_at,
        questions=tuple(row.questions),
    )
