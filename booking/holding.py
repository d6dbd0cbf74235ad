"""Places kept while a visitor fills in the form: for how long, and how many for one source."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from booking import store
from booking.lookup import Lookup
from booking.model import Holder, NotHeld
from booking.places import check_free, take_place
from booking.transactions import in_transaction, read_first

HOLD = timedelta(minutes=10)
"""How long a place is kept for a visitor who says nothing more."""

LONGEST = timedelta(minutes=40)
"""For how long a visitor can have places kept by going on, this one or others."""

MOST_OF_A_SOURCE = 40
"""How many places are kept at once for those who come from one network: a class, and more."""

_HOLD_STEP = timedelta(minutes=1)


class PlaceKeeper(Lookup):
    """Keeps places, each for a while, and gives them back."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._engine = engine

    def _held_long_enough(
        self,
        start: datetime,
        holder: str,
        now: datetime,
        source: str | None = None,
        moving: int | None = None,
    ) -> datetime | None:
        with self._reader.connect() as connection:
            until = store.held_until(connection, holder, start)
        return until if until is not None and until >= now + HOLD - _HOLD_STEP else None

    @read_first(_held_long_enough)
    @in_transaction
    def hold(
        self,
        connection: Connection,
        start: datetime,
        holder: str,
        now: datetime,
        source: str | None = None,
        moving: int | None = None,
    ) -> datetime:
        """Keep a place for `holder` until the time returned; it can hold one at a time.

        Raises NotBookable, SlotTaken, or NotHeld: the place is free, and stays so, for the visitor
        had places kept for as long as anybody may, or too many are kept for the same source. Held
        again, the place is kept for longer; but nothing is written for a minute, so that a visitor
        who answers quickly makes no other writer wait. `source` is a digest of where the holder
        comes from, `moving` the id of an interview that is to be moved there.
        """
        return _hold(connection, start, Holder(holder, source), now, moving)

    @in_transaction
    def release(self, connection: Connection, holder: str, now: datetime) -> None:
        """Give up what `holder` holds, if anything."""
        store.drop_holds(connection, now, holder)


def _hold(
    connection: Connection,
    start: datetime,
    holder: Holder,
    now: datetime,
    moving: int | None = None,
) -> datetime:
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
