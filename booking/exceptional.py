"""Times that the school's rules do not offer, taken by the explicit choice of staff.

A choice names the person, and every rule that the time leaves: so nothing is left that was not
shown. Never is a time taken that is another interview's, or at which a calendar says busy; beyond
the horizon, calendars have not been read, which whoever chooses is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from booking import store
from booking.busy import Rooms, whole_days
from booking.model import TICK, BookingError, NotBookable, Place, Refusal, Slot, SlotTaken
from booking.rules import Departure, Exceptionally, Rule
from booking.schedule import Schedule
from french.paris import PARIS

type Departures = Mapping[Departure, str | None]
"""The rules that a time leaves; with each absence, its name, if it has one."""


class LeavesRules(BookingError):
    """The time leaves other rules than were chosen: the `departures`."""

    def __init__(self, departures: Departures) -> None:
        super().__init__(sorted(each.rule.value for each in departures))
        self.departures = departures


def exceptional_place(
    connection: Connection,
    schedule: Schedule,
    start: datetime,
    now: datetime,
    chosen: Exceptionally,
    moving: int | None = None,
) -> Place:
    """Give the place that was chosen, free or not. Raises NotBookable, SlotTaken, LeavesRules."""
    place = _place(schedule, start, now, chosen.interviewer_id)
    left = _departures(connection, schedule, place, now, moving)
    if left.keys() != chosen.leaving:
        raise LeavesRules(left)
    return place


def departures(
    connection: Connection,
    schedule: Schedule,
    start: datetime,
    now: datetime,
    interviewer_id: int,
    moving: int | None = None,
) -> Departures:
    """Say which rules a time leaves, be it taken or not. Raises NotBookable, SlotTaken.

    The interview `moving` takes no more of a day's limit.
    """
    place = _place(schedule, start, now, interviewer_id)
    return _departures(connection, schedule, place, now, moving)


def _place(schedule: Schedule, start: datetime, now: datetime, interviewer_id: int) -> Place:
    if start <= now:
        raise NotBookable(Refusal.PAST)
    if start.timestamp() % TICK.total_seconds():
        raise NotBookable(Refusal.OFF_GRID)  # only on the grid does the key of a place hold
    if interviewer_id not in schedule.interviewers:
        raise SlotTaken  # by nobody: but they receive no more
    # In UTC: on Paris' wall clock, an hour would be counted twice when clocks go back.
    begins = start.astimezone(UTC)
    return Place(interviewer_id, Slot(begins, begins + schedule.rules.slot))


def _departures(
    connection: Connection,
    schedule: Schedule,
    place: Place,
    now: datetime,
    moving: int | None,
) -> Departures:
    who, slot = place
    left: dict[Departure, str | None] = {
        Departure(rule): None for rule in _rules_left(schedule, place, now)
    }
    if who in schedule.limits:
        day = whole_days(slot.start, slot.start)
        taken = store.taken_times(connection, *day, now, without=moving)
        if not Rooms(schedule.limits, taken).take(place):
            left[Departure(Rule.DAY_LIMIT)] = None
    closures = store.closures_during(connection, slot.start, slot.end, who)
    return left | {Departure(Rule.ABSENCE, number): name for number, name in closures.items()}


def _rules_left(schedule: Schedule, place: Place, now: datetime) -> Iterator[Rule]:
    who, slot = place
    rules = schedule.rules_of(who)
    if slot.start < now + rules.notice:
        yield Rule.NOTICE
    if slot.start > now + rules.horizon:
        yield Rule.HORIZON
    openings = tuple(period for period in schedule.special_periods if period.is_open)
    hours = replace(schedule, special_periods=openings)  # absences are told apart
    day = slot.start.astimezone(PARIS).date()
    if who in hours.offers(day).get(slot, ()):
        return
    if hours.receives(who, slot.start, slot.end):
        yield Rule.BETWEEN_SLOTS
    else:
        yield Rule.HOLIDAY if hours.is_public_holiday(day) else Rule.HOURS
