"""Places in a transaction: which are free, and taking one of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from booking import store
from booking.exceptional import exceptional_place
from booking.model import NotBookable, Place, SlotTaken
from booking.rules import Exceptionally
from booking.schedule import Schedule
from french.paris import PARIS

_WHEN_HOLDS_ARE_OVER = datetime(9000, 1, 1, tzinfo=UTC)


def free_places(
    connection: Connection,
    schedule: Schedule,
    start: datetime,
    now: datetime,
    holder: str | None = None,
    moving: int | None = None,
    exceptionally: Exceptionally | None = None,
) -> list[Place]:
    """List the places free at `start`, of the interviewer with the fewest open interviews first.

    What `holder` holds is free for `holder`; and whoever moves an interview (`moving`, its id)
    takes no more of a day's limit by it. Chosen `exceptionally`, it is the one place that was
    chosen, by the rules that this leaves: raises NotBookable, LeavesRules.
    """
    if exceptionally is not None:
        chosen = exceptional_place(connection, schedule, start, now, exceptionally, moving)
        places, limits = [chosen], None  # whether the day is full was looked at
    else:
        places, limits = _offered(schedule, start, now), schedule.limits
    if not places:
        return []
    end = max(place.slot.end for place in places)
    busy = store.busy_times(connection, start, end, now, holder, limits, moving)
    load = store.upcoming_load(connection, now)
    free = [place for place in places if not busy.overlap(place)]
    return sorted(free, key=lambda p: (load.get(p.interviewer_id, 0), p.interviewer_id))


def could_be_free(
    connection: Connection, schedule: Schedule, start: datetime, now: datetime
) -> bool:
    """Tell whether a place at `start` is free, or only held by somebody who may give it back."""
    places = _offered(schedule, start, now)
    if not places:
        return False
    end = max(place.slot.end for place in places)
    busy = store.busy_times(connection, start, end, now=_WHEN_HOLDS_ARE_OVER)
    return not all(busy.overlap(place) for place in places)


def check_free(
    connection: Connection,
    schedule: Schedule,
    start: datetime,
    now: datetime,
    holder: str | None = None,
    moving: int | None = None,
    exceptionally: Exceptionally | None = None,
) -> None:
    """Check that an interview can begin at `start`. Raises NotBookable, SlotTaken, LeavesRules."""
    _check_offered(schedule, start, now, exceptionally)
    if not free_places(connection, schedule, start, now, holder, moving, exceptionally):
        raise SlotTaken


def take_place[Taken](
    connection: Connection,
    schedule: Schedule,
    start: datetime,
    now: datetime,
    holder: str | None,
    write: Callable[[Place], Taken],
    moving: int | None = None,
    exceptionally: Exceptionally | None = None,
) -> Taken:
    """Write at the first place at `start` that is still free; what `holder` holds is given up.

    `write` raises IntegrityError where the place is taken. Raises NotBookable, SlotTaken, and
    LeavesRules for one that was chosen `exceptionally`.
    """

    def free() -> list[Place]:
        return free_places(
            connection, schedule, start, now, moving=moving, exceptionally=exceptionally
        )

    _check_offered(schedule, start, now, exceptionally)
    store.drop_holds(connection, now, holder)
    for place in free():
        if place.interviewer_id in schedule.limits:  # two at other hours must not both be the last
            store.lock_interviewer(connection, place.interviewer_id)
            if place not in free():
                continue
        try:
            with connection.begin_nested():
                return write(place)
        except IntegrityError:
            continue  # another visitor was faster, perhaps by a millisecond: try the next place
    raise SlotTaken


def _offered(schedule: Schedule, start: datetime, now: datetime) -> list[Place]:
    day = start.astimezone(PARIS).date()
    return [place for place in schedule.bookable(day, now) if place.slot.start == start]


def _check_offered(
    schedule: Schedule, start: datetime, now: datetime, exceptionally: Exceptionally | None
) -> None:
    """Check that the rules offer a time, unless it is chosen whatever they offer."""
    refusal = schedule.refusal(start, now) if exceptionally is None else None
    if refusal is not None:
        raise NotBookable(refusal)
