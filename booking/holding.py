"""Places kept while a visitor fills in the form: for how long, and how many for one source."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from booking import store
from booking.model import Holder, NotHeld
from booking.places import check_free, take_place

HOLD = timedelta(minutes=10)
"""How long a place is kept for a visitor who says nothing more."""

LONGEST = timedelta(minutes=40)
"""For how long a visitor can have places kept by going on, this one or others."""

MOST_OF_A_SOURCE = 40
"""How many places are kept at once for those who come from one network: a class, and more."""


def hold(
    connection: Connection,
    start: datetime,
    holder: Holder,
    now: datetime,
    moving: int | None = None,
) -> datetime:
    """Keep a place until the time returned. Raises NotBookable, SlotTaken, or NotHeld.

    NotHeld says that the place is free, and stays so: the visitor had places kept for as long as
    anybody may, or too many are kept for the same source.
    """
    began = store.held_since(connection, holder.name, now) or now
    until = min(now + HOLD, began + LONGEST)
    if until > now and store.prolong_hold(connection, holder.name, start, now, until):
        return until
    schedule = store.schedule_to_book_by(connection)
    check_free(connection, schedule, start, now, holder.name, moving)
    if until <= now or _has_enough(connection, holder, now):
        raise NotHeld
    take_place(
        connection,
        schedule,
        start,
        now,
        holder.name,
        lambda place: store.add_hold(connection, holder, place, began, until),
        moving,
    )
    return until


def _has_enough(connection: Connection, holder: Holder, now: datetime) -> bool:
    if holder.source is None:
        return False
    return store.count_holds(connection, holder, now) >= MOST_OF_A_SOURCE
