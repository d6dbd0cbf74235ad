"""Reading and writing interviews and schedules: the only module of booking that speaks SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, insert, or_, select, update
from sqlalchemy import delete as delete_from

from booking import schema
from booking.model import Interview, Interviewer, Status, Visitor, ticks
from booking.schedule import (
    TICK,
    BusyTime,
    Engagements,
    Opening,
    Place,
    Rules,
    Schedule,
    SpecialPeriod,
)


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


def engagements(
    connection: Connection, start: datetime, end: datetime, now: datetime, holder: str | None = None
) -> Engagements:
    """Read what keeps interviewers between `start` and `end`: booked, held, or busy elsewhere.

    Held places count until their hold lapses at `now`, but not for the `holder` itself.
    """
    taken = _taken_times(connection, start, end, now, holder)
    return Engagements([*taken, *_busy_times(connection, start, end)])


def _taken_times(
    connection: Connection, start: datetime, end: datetime, now: datetime, holder: str | None
) -> list[BusyTime]:
    taken = schema.occupancy.c  # of each interview or hold, ticks without a gap
    rows = connection.execute(
        select(
            taken.interviewer_id,
            func.min(taken.tick).label("first"),
            func.max(taken.tick).label("last"),
        )
        .outerjoin(schema.hold, taken.hold_id == schema.hold.c.id)
        .where(
            taken.tick >= start,
            taken.tick < end,
            or_(
                schema.hold.c.id.is_(None),
                and_(schema.hold.c.expires_at > now, schema.hold.c.holder != (holder or "")),
            ),
        )
        .group_by(taken.interviewer_id, taken.interview_id, taken.hold_id)
    )
    return [BusyTime(row.interviewer_id, row.first, row.last + TICK) for row in rows]


def _busy_times(connection: Connection, start: datetime, end: datetime) -> list[BusyTime]:
    busy = schema.busy_time.c
    rows = connection.execute(
        select(busy.interviewer_id, busy.starts_at, busy.ends_at).where(
            busy.starts_at < end, busy.ends_at > start
        )
    )
    return [BusyTime(row.interviewer_id, row.starts_at, row.ends_at) for row in rows]


def replace_busy_times(
    connection: Connection,
    interviewer_id: int,
    source: str,
    spans: Iterable[tuple[datetime, datetime]],
) -> None:
    """Put what one calendar says of an interviewer in the place of what it said before."""
    busy = schema.busy_time
    connection.execute(
        delete_from(busy).where(busy.c.interviewer_id == interviewer_id, busy.c.source == source)
    )
    rows = [
        {"interviewer_id": interviewer_id, "source": source, "starts_at": start, "ends_at": end}
        for start, end in spans
    ]
    if rows:
        connection.execute(insert(busy), rows)


def count_open(connection: Connection, email: str, now: datetime) -> int:
    """Count the interviews to come of an address; a second caller waits for the first's end."""
    if connection.dialect.name == "postgresql":  # on SQLite writers wait for each other anyway
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(email, 0))))
    return connection.execute(
        select(func.count())
        .select_from(schema.interview)
        .where(
            schema.interview.c.email == email,
            schema.interview.c.status == Status.CONFIRMED,
            schema.interview.c.starts_at > now,
        )
    ).scalar_one()


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
    connection: Connection,
    place: Place,
    *,
    interview_id: int | None = None,
    hold_id: int | None = None,
) -> None:
    """Claim the ticks of a place for an interview or a hold; IntegrityError where one is taken."""
    connection.execute(
        insert(schema.occupancy),
        [
            {
                "interview_id": interview_id,
                "hold_id": hold_id,
                "interviewer_id": place.interviewer_id,
                "tick": tick,
            }
            for tick in ticks(place.slot.start, place.slot.end - place.slot.start, TICK)
        ],
    )


def add_hold(connection: Connection, holder: str, place: Place, expires_at: datetime) -> int:
    """Insert a hold and return its identity."""
    insertion = (
        insert(schema.hold)
        .values(
            holder=holder,
            interviewer_id=place.interviewer_id,
            starts_at=place.slot.start,
            ends_at=place.slot.end,
            expires_at=expires_at,
        )
        .returning(schema.hold.c.id)
    )
    identity: int = connection.execute(insertion).scalar_one()
    return identity


def held_until(connection: Connection, holder: str, start: datetime) -> datetime | None:
    """Read when the hold of that start lapses, or lapsed; None where the holder has none."""
    hold = schema.hold.c
    return connection.execute(
        select(hold.expires_at).where(hold.holder == holder, hold.starts_at == start)
    ).scalar_one_or_none()


def prolong_hold(
    connection: Connection, holder: str, start: datetime, now: datetime, expires_at: datetime
) -> bool:
    """Keep a hold of that start for longer; False where the holder has none that is in force."""
    hold = schema.hold.c
    changed = connection.execute(
        update(schema.hold)
        .where(hold.holder == holder, hold.starts_at == start, hold.expires_at > now)
        .values(expires_at=expires_at)
    )
    return changed.rowcount > 0


def drop_holds(connection: Connection, now: datetime, holder: str | None = None) -> None:
    """Delete the holds that have lapsed, and those of `holder`; their places go with them."""
    hold = schema.hold.c
    # Locked in one order: two visitors clearing up at the same instant do not block each other.
    gone = (
        select(hold.id)
        .where(or_(hold.expires_at <= now, hold.holder == (holder or "")))
        .order_by(hold.id)
        .with_for_update()
    )
    ids = connection.execute(gone).scalars().all()
    if ids:
        connection.execute(delete_from(schema.hold).where(hold.id.in_(ids)))


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
        changed_at=row.changed_at,
        questions=tuple(row.questions),
    )
