"""The time of interviewers: what interviews and holds occupy, and when calendars say busy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    true,
    union_all,
    update,
)

from booking import schema
from booking.busy import BusyTime, BusyTimes, Rooms, whole_days
from booking.model import Holder, Place, Status

REMEMBERED = timedelta(hours=1)
"""How long a hold is remembered after it lapsed."""

_LONGEST = timedelta(hours=25)  # an interview lies within a day: the longest is in October
_WITH_A_PLACE = tuple(status for status in Status if status is not Status.CANCELLED)


def busy_times(
    connection: Connection,
    start: datetime,
    end: datetime,
    now: datetime,
    holder: str | None = None,
    limits: Mapping[int, int] | None = None,
    moving: int | None = None,
) -> BusyTimes:
    """Read when interviewers are booked, held or busy elsewhere between `start` and `end`.

    Holds count until they lapse at `now`, but not for the `holder` itself. Who has as many
    interviews on a day as `limits` (by interviewer) allow is busy all day; the interview `moving`
    does not count there.
    """
    taken = taken_times(connection, start, end, now, holder, limits)
    counted = taken
    if limits and moving is not None:
        counted = taken_times(connection, start, end, now, holder, limits, without=moving)
    full = Rooms(limits, counted).full_days() if limits else ()
    return BusyTimes([*taken, *full, *busy_elsewhere(connection, start, end)])


def taken_times(
    connection: Connection,
    start: datetime,
    end: datetime,
    now: datetime,
    holder: str | None = None,
    limits: Mapping[int, int] | None = None,
    without: int | None = None,
) -> list[BusyTime]:
    """Read the interviews and holds between `start` and `end`; with limits, of whole days.

    The interview `without` is left out.
    """
    if limits:
        start, end = whole_days(start, end)
    return _occupied(connection, start, end, now, holder, without)


def _occupied(
    connection: Connection,
    start: datetime,
    end: datetime,
    now: datetime,
    holder: str | None,
    without: int | None = None,
) -> list[BusyTime]:
    query = union_all(_interviews(start, end, without), _holds(start, end, now, holder))
    return [BusyTime(*row) for row in connection.execute(query).all()]


def _interviews(start: datetime, end: datetime, without: int | None) -> Select[Any]:
    """Select the interviews that have their place: thousands are found by when they begin."""
    interview, occupied = schema.interview.c, schema.occupancy.c
    return select(interview.interviewer_id, interview.starts_at, interview.ends_at).where(
        interview.status.in_(_WITH_A_PLACE),
        interview.starts_at > start - _LONGEST,
        interview.starts_at < end,
        interview.ends_at > start,
        interview.id != without if without is not None else true(),
        exists().where(occupied.interview_id == interview.id),
    )


def _holds(start: datetime, end: datetime, now: datetime, holder: str | None) -> Select[Any]:
    hold = schema.hold.c
    return select(hold.interviewer_id, hold.starts_at, hold.ends_at).where(
        hold.expires_at > now,
        hold.holder != _name_of(holder),
        hold.starts_at < end,
        hold.ends_at > start,
    )


def busy_elsewhere(connection: Connection, start: datetime, end: datetime) -> list[BusyTime]:
    """Read when calendars say that interviewers are busy between `start` and `end`."""
    busy = schema.busy_time.c
    rows = connection.execute(
        select(busy.interviewer_id, busy.starts_at, busy.ends_at).where(
            busy.starts_at < end, busy.ends_at > start
        )
    )
    return [BusyTime(*row) for row in rows.all()]


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


def add_hold(
    connection: Connection, holder: Holder, place: Place, began_at: datetime, expires_at: datetime
) -> None:
    """Hold a place until `expires_at`; IntegrityError if it is taken."""
    insertion = (
        insert(schema.hold)
        .values(
            holder=_name_of(holder.name),
            source=holder.source,
            began_at=began_at,
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


def held_since(connection: Connection, holder: str, now: datetime) -> datetime | None:
    """Read since when the holder has had places held; None if not lately."""
    hold = schema.hold.c
    query = select(hold.began_at).where(
        hold.holder == _name_of(holder), hold.expires_at > now - REMEMBERED
    )
    return connection.execute(query).scalar_one_or_none()


def count_holds(connection: Connection, holder: Holder, now: datetime) -> int:
    """Count the places held at once for those of the same source, but for this holder."""
    hold = schema.hold.c
    query = select(func.count()).where(
        hold.source == holder.source,
        hold.expires_at > now,
        hold.holder != _name_of(holder.name),
    )
    return connection.execute(query).scalar_one()


def sources_holding(connection: Connection, at_least: int, now: datetime) -> Sequence[str]:
    """List the sources for which at least so many places are held at once."""
    hold = schema.hold.c
    query = (
        select(hold.source)
        .where(hold.source.is_not(None), hold.expires_at > now)
        .group_by(hold.source)
        .having(func.count() >= at_least)
    )
    return connection.execute(query).scalars().all()


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
    """Free the places of holds that have lapsed, and of those of `holder`.

    A lapsed hold is remembered for a while, so that nobody holds on for ever.
    """
    hold, occupied = schema.hold.c, schema.occupancy.c
    is_over = or_(hold.expires_at <= now - REMEMBERED, hold.holder == _name_of(holder))
    has_place = exists().where(occupied.hold_id == hold.id)
    # Locked in one order, so that two visitors who clear up at once do not block each other.
    lapsed = (
        select(hold.id, is_over.label("is_over"))
        .where(or_(is_over, and_(hold.expires_at <= now, has_place)))
        .order_by(hold.id)
        .with_for_update()
    )
    rows = connection.execute(lapsed).all()
    if rows:
        ids, over = [row.id for row in rows], [row.id for row in rows if row.is_over]
        connection.execute(delete(schema.occupancy).where(occupied.hold_id.in_(ids)))
        connection.execute(delete(schema.hold).where(hold.id.in_(over)))


def _name_of(holder: str | None) -> str:
    """Name a holder in the database, where a hold tells nothing of whose conversation it is of."""
    return hashlib.sha256(f"hold {holder}".encode()).hexdigest() if holder else ""
