"""What a change of the schedule changes: free places lost and won, interviews that it hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import Connection

from booking import store
from booking.busy import BusyTimes, Rooms, whole_days
from booking.model import Booked, Slot
from booking.proposals import Proposal, propose
from booking.putting_back import Hindrance, Moved, PutBack, look_back
from booking.schedule import Schedule
from booking.schedule_changes import ScheduleChange
from french.paris import PARIS

MOST = 400
"""How many interviews can be decided at once: more fit neither a page nor a form."""

type Offers = Mapping[Slot, AbstractSet[int]]
"""Slots, with who receives or is free then."""

_AROUND = timedelta(days=14)  # how far from an interview another place for it is looked for
_WARNING = timedelta(days=1)  # nobody is moved to an earlier hour that is nearer than this


@dataclass(frozen=True)
class Effect:
    """What a change changes: free places that are lost or won, interviews that are hit.

    Those that can have their places again are in `back`, and in no proposal.
    """

    lost: int
    won: int
    proposals: tuple[Proposal, ...]
    too_many: int = 0
    """How many interviews are hit, where these are more than can be decided at once."""
    back: tuple[PutBack, ...] = ()

    @property
    def possible(self) -> Sequence[PutBack]:
        """Those that can have their places again."""
        return [each for each in self.back if each.hindrance is None]

    @property
    def staying(self) -> Sequence[PutBack]:
        """Those that stay where they were moved to, and may."""
        return [each for each in self.back if each.hindrance is not None and not each.is_hit]

    @property
    def reasons(self) -> Mapping[str, Hindrance]:
        """Why some cannot have their places again, by reference."""
        return {b.interview.reference: b.hindrance for b in self.back if b.hindrance is not None}


def effect_of(
    connection: Connection, change: ScheduleChange, moved: Sequence[Moved], now: datetime
) -> Effect:
    """Look what a change would change; `moved`: what the change that it takes back had moved."""
    before = store.read_schedule(connection)
    after = change.applied(before)
    booked = booked_hit(connection, change, before, now)
    numbers = {each.id for each in booked}
    back = tuple(
        replace(each, is_hit=each.interview.id in numbers)
        for each in look_back(connection, after, moved, now)
    )
    free = _Free(connection, *_looked_at(change, before, booked, now), now)
    lost, won = _lost_and_won(free, change, before, after, now)
    if not 0 < len(booked) <= MOST:
        return Effect(lost, won, (), len(booked), back)
    hit = store.interviews_by_id(connection, [each.id for each in booked])
    around = hit[0].start - _AROUND, hit[-1].start + _AROUND
    offers = free.among(free.offers(after, *around), after.limits)
    returning = {each.interview.id: each.moved.place for each in back if not each.hindrance}
    staying = [each for each in hit if each.id not in returning]
    has_room = free.rooms(after.limits).take
    proposals = propose(staying, offers, now + _WARNING, has_room, returning.values())
    return Effect(lost, won, proposals, back=back)


def booked_hit(
    connection: Connection, change: ScheduleChange, before: Schedule, now: datetime
) -> list[Booked]:
    """List the interviews to come that a change hits, in order of time."""
    after, who = change.applied(before), change.interviewer_id
    times = store.booked_times(connection, now, change.until, who)
    touched = {start for start, end in times if change.touches(start, end, before, after)}
    if not touched:
        return []
    booked = store.booked_at(connection, now, touched, who)
    return [each for each in booked if change.hits(each, before, after)]


def _looked_at(
    change: ScheduleChange, before: Schedule, booked: Sequence[Booked], now: datetime
) -> tuple[datetime, datetime]:
    """Say from when to when free places matter: to be counted, and to be offered."""
    start, end = change.compared(before, now)
    if 0 < len(booked) <= MOST:
        start = min(start, booked[0].start - _AROUND)
        end = max(end, booked[-1].start + _AROUND)
    return max(start, now), end


def _lost_and_won(
    free: _Free, change: ScheduleChange, before: Schedule, after: Schedule, now: datetime
) -> tuple[int, int]:
    """Count the free places that there are only before, and only after."""
    who, span = change.interviewer_id, change.compared(before, now)
    had, has = (free.offers(each.of(who), *span) for each in (before, after))
    if before.limits == after.limits:  # what both offer is free in both, or in neither
        had, has = _missing(had, has), _missing(has, had)
    had, has = free.among(had, before.limits), free.among(has, after.limits)
    return _count(_missing(had, has)), _count(_missing(has, had))


def _missing(some: Offers, others: Offers) -> Offers:
    """Give the places of some that are not among the others."""
    nobody = frozenset[int]()
    left = ((slot, people - others.get(slot, nobody)) for slot, people in some.items())
    return {slot: people for slot, people in left if people}


def _count(places: Offers) -> int:
    return sum(map(len, places.values()))


class _Free:
    """What is taken in a time, read once; tells who is free in it by one schedule or another."""

    def __init__(
        self, connection: Connection, start: datetime, end: datetime, now: datetime
    ) -> None:
        days = whole_days(start, end)
        self._now = now
        self._taken = store.taken_times(connection, *days, now)
        self._elsewhere = store.busy_elsewhere(connection, *days)

    def rooms(self, limits: Mapping[int, int]) -> Rooms:
        """Give how many more interviews each may have on a day."""
        return Rooms(limits, self._taken if limits else ())

    def among(self, offers: Offers, limits: Mapping[int, int]) -> Offers:
        """Leave of those who receive at some slots who is free then."""
        return self._busy(limits).free(offers)

    def offers(self, schedule: Schedule, start: datetime, end: datetime) -> Offers:
        """Give who receives at each slot that has some part within [start, end)."""
        first = max(start, self._now).astimezone(PARIS).date()
        last = min(end.astimezone(PARIS).date(), schedule.last_day(self._now))
        since, until = start.timestamp(), end.timestamp()
        return {
            slot: people
            for step in range((last - first).days + 1)
            for slot, people in schedule.bookable_offers(
                first + timedelta(days=step), self._now
            ).items()
            if slot.span[0] < until and since < slot.span[1]
        }

    def _busy(self, limits: Mapping[int, int]) -> BusyTimes:
        if not limits:
            return self._busy_without_limits
        return BusyTimes([*self._taken, *self._elsewhere, *self.rooms(limits).full_days()])

    @cached_property
    def _busy_without_limits(self) -> BusyTimes:
        return BusyTimes([*self._taken, *self._elsewhere])
