"""Putting interviews back: a change is taken back, and those that it moved wait for an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from booking import store
from booking.busy import BusyTimes, whole_days
from booking.model import Interview, Place, Slot
from booking.schedule import Schedule
from french.paris import PARIS


@dataclass(frozen=True)
class Moved:
    """An interview that a change moved: its sequence since then, and the place that it had."""

    reference: str
    version: int
    place: Place

    @classmethod
    def from_its_place(cls, interview: Interview) -> Moved:
        """Say what will be known of an interview that is about to be moved."""
        place = Place(interview.interviewer.id, Slot(interview.start, interview.end))
        return cls(interview.reference, interview.sequence + 1, place)


class Hindrance(StrEnum):
    """Why an interview stays where it was moved to."""

    ANSWERED = "answered"
    """Its visitor accepted the new hour."""
    CHANGED = "changed"
    """It was moved again, cancelled, or has begun."""
    TAKEN = "taken"
    """Its place is not free any more, or nearer than may be booked."""


@dataclass(frozen=True)
class PutBack:
    """An interview as it is now, and what stands in the way of having its place again, if any."""

    interview: Interview
    moved: Moved
    hindrance: Hindrance | None
    is_hit: bool = False
    """It cannot stay where it is, either: kept there, it is outside the hours."""


def look_back(
    connection: Connection, schedule: Schedule, moved: Sequence[Moved], now: datetime
) -> Iterator[PutBack]:
    """Tell of each interview that was moved whether it could have its place again by a schedule."""
    interviews = store.interviews_by_reference(connection, [each.reference for each in moved])
    busy = _busy(connection, [each.place.slot for each in moved], schedule.limits, now)
    for each in moved:
        interview = interviews.get(each.reference)
        if interview is not None:  # and not erased since
            is_free = _is_free(schedule, busy, each.place, now)
            yield PutBack(interview, each, _hindrance(interview, each, is_free, now))


def can_be_had(connection: Connection, schedule: Schedule, place: Place, now: datetime) -> bool:
    """Tell whether a place is one of a schedule, and free."""
    return _is_free(schedule, _busy(connection, [place.slot], schedule.limits, now), place, now)


def _is_free(schedule: Schedule, busy: BusyTimes, place: Place, now: datetime) -> bool:
    day = place.slot.start.astimezone(PARIS).date()
    return place in schedule.bookable(day, now) and not busy.overlap(place)


def _busy(
    connection: Connection, slots: Sequence[Slot], limits: Mapping[int, int], now: datetime
) -> BusyTimes:
    """Read at once what is taken around some slots."""
    if not slots:
        return BusyTimes(())
    start, end = min(slot.start for slot in slots), max(slot.end for slot in slots)
    return store.busy_times(connection, *whole_days(start, end), now, limits=limits)


def _hindrance(
    interview: Interview, moved: Moved, is_free: bool, now: datetime
) -> Hindrance | None:
    if interview.sequence != moved.version or not interview.is_open(now):
        return Hindrance.CHANGED
    if not interview.awaits_answer:
        return Hindrance.ANSWERED
    return None if is_free else Hindrance.TAKEN
