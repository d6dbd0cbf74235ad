"""The time of interviewers: what interviews and holds occupy, and when calendars say busy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from booking import schema
from booking.busy import BusyTime, BusyTimes, Rooms, whole_days
from booking.model import TICK, Place


def busy_times(
    connection: Connection,
    start: datetime,
    end: datetime,
    now: datetime,
    holder: str | None = None,
    limits: Mapping[int, int] | None = None,
) -> BusyTimes:
    """Read when interviewers are booked, held or busy elsewhere between `start` and `end`.

    Holds count until they lapse at `now`, but not for the `holder` itself. Who has as many
    interviews on a day as `limits` (by interviewer) allow is busy all day.
    """
    taken = taken_times(connection, start, end, now, holder, limits)
    full = Rooms(limits, taken).full_days() if limits else ()
    return BusyTimes([*taken, *full, *busy_elsewhere(connection, start, end)])


def taken_times(
    connection: Connection,
    start: datetime,
    end: datetime,
    now: datetime,
    holder: str | None = None,
    limits: Mapping[int, int] | None = None,
) -> list[BusyTime]:
    """Read the interviews and holds between `start` and `end`; with limits, of whole days."""
    if limits:
        start, end = whole_days(start, end)
    return _occupied(connection, start, end, now, holder)


def _occupied(
    connection: Connection, start: datetime, end: datetime, now: datetime, holder: str | None
) -> list[BusyTime]:
    occupied = schema.occupancy.c  # the ticks of each interview or hold have no gap
    rows = connection.execute(
        select(
            occupied.interviewer_id,
            func.min(occupied.tick).label("first"),
            func.max(occupied.tick).label("last"),
        )
        .outerjoin(schema.hold, occupied.hold_id == schema.hold.c.id)
        .where(
            # Every interviewer: so that the primary key finds the ticks, and no other is read.
            occupied.interviewer_id.in_(select(schema.interviewer.c.id)),
            occupied.tick >= start,
            occupied.tick < end,
            or_(
                schema.hold.c.id.is_(None),
                and_(schema.hold.c.expires_at > now, schema.hold.c.holder != _name_of(holder)),
            ),
        )
        .group_by(occupied.interviewer_id, occupied.interview_id, occupied.hold_id)
    )
    return [BusyTime(row.interviewer_id, row.first, row.last + TICK) for row in rows]


def busy_elsewhere(connection: Connection, start: datetime, end: datetime) -> list[BusyTime]:
    """Read when calendars say that interviewers are busy between `start` and `end`."""
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
    """Replace what one calendar (`source`) says of an interviewer."""
    busy = schema.busy_time
    connection.execute(
        delete(busy).where(busy.c.interviewer_id == interviewer_id, busy.c.source == source)
    )
    rows = [
        {"interviewer_id": interviewer_id, "source": source, "starts_at": start, "ends_at": end}
        for start, end in spans
    ]
    if rows:
        connection.execute(insert(busy), rows)


def occupy(
    connection: Connection,
    place: Place,
    *,
    interview_id: int | None = None,
    hold_id: int | None = None,
) -> None:
    """Claim the ticks of a place for an interview or a hold; IntegrityError if one is taken."""
    connection.execute(
        insert(schema.occupancy),
        [
            {
                "interview_id": interview_id,
                "hold_id": hold_id,
                "interviewer_id": place.interviewer_id,
                "tick": tick,
            }
            for tick in place.ticks()
        ],
    )


def vacate(connection: Connection, interview_id: int) -> None:
    """Give back the ticks of an interview."""
    connection.execute(
        delete(schema.occupancy).where(schema.occupancy.c.interview_id == interview_id)
    )


def add_hold(connection: Connection, holder: str, place: Place, expires_at: datetime) -> None:
    """Hold a place until `expires_at`; IntegrityError if it is taken."""
    insertion = (
        insert(schema.hold)
        .values(
            holder=_name_of(holder),
            interviewer_id=place.interviewer_id,
            starts_at=place.slot.start,
            ends_at=place.slot.end,
            expires_at=expires_at,
        )
        .returning(schema.hold.c.id)
    )
    occupy(connection, place, hold_id=connection.execute(insertion).scalar_one())


def held_until(connection: Connection, holder: str, start: datetime) -> datetime | None:
    """Read when the holder's hold of that start lapses, or lapsed; None if there is none."""
    hold = schema.hold.c
    return connection.execute(
        select(hold.expires_at).where(hold.holder == _name_of(holder), hold.starts_at == start)
    ).scalar_one_or_none()


def prolong_hold(
    connection: Connection, holder: str, start: datetime, now: datetime, expires_at: datetime
) -> bool:
    """Keep a hold of that start for longer; False if the holder has none in force."""
    hold = schema.hold.c
    changed = connection.execute(
        update(schema.hold)
        .where(hold.holder == _name_of(holder), hold.starts_at == start, hold.expires_at > now)
        .values(expires_at=expires_at)
    )
    return changed.rowcount > 0


def drop_holds(connection: Connection, now: datetime, holder: str | None = None) -> None:
    """Delete the holds that have lapsed, and those of `holder`; their places go with them."""
    hold = schema.hold.c
    # Locked in one order, so that two visitors who clear up at once do not block each other.
    lapsed = (
        select(hold.id)
        .where(or_(hold.expires_at <= now, hold.holder == _name_of(holder)))
        .order_by(hold.id)
        .with_for_update()
    )
    ids = connection.execute(lapsed).scalars().all()
    if ids:
        connection.execute(delete(schema.hold).where(hold.id.in_(ids)))


def _name_of(holder: str | None) -> str:
    """Name a holder in the database, where a hold tells nothing of whose conversation it is of."""
    return hashlib.sha256(f"hold {holder}".encode()).hexdigest() if holder else ""
