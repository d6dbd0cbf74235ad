"""What a change of the schedule makes of it, and which interviews it hits."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from booking.hours_changes import WeeklyHours
from booking.model import Booked
from booking.openings import Opening
from booking.rules import Rules
from booking.rules_changes import NewRules
from booking.schedule import Schedule
from booking.schedule_changes import Closure, ExtraOpening
from tests.builders import paris

MONDAY = paris(2026, 11, 30, 10)
SCHEDULE = Schedule(
    Rules(),
    tuple(Opening(who, day, time(9), time(18)) for day in range(5) for who in (1, 2)),
    interviewers=frozenset({1, 2}),
)
MORNINGS = {day: ((time(9), time(12)),) for day in range(5)}


def hit(start=MONDAY, interviewer=1):
    return Booked(1, interviewer, start, start + timedelta(minutes=30))


def is_hit(change, interview, schedule=SCHEDULE):
    return change.hits(interview, schedule, change.applied(schedule))


def test_a_closure_hits_what_lies_in_it_of_whom_it_concerns():
    closure = Closure(MONDAY - timedelta(hours=1), MONDAY + timedelta(minutes=10), 1)

    assert is_hit(closure, hit())
    assert not is_hit(closure, hit(interviewer=2))
    assert not is_hit(closure, hit(MONDAY + timedelta(minutes=10)))


def test_shorter_hours_hit_what_they_no_longer_hold():
    mornings = WeeklyHours(MORNINGS, 1)

    assert not is_hit(mornings, hit(paris(2026, 11, 30, 11, 30)))
    assert is_hit(mornings, hit(paris(2026, 11, 30, 11, 45)))
    assert is_hit(mornings, hit(paris(2026, 11, 30, 16)))
    assert not is_hit(mornings, hit(paris(2026, 11, 30, 16), interviewer=2))


def test_what_was_booked_outside_the_hours_stays_where_it_was_wanted():
    assert not is_hit(WeeklyHours(MORNINGS), hit(paris(2026, 11, 30, 19)))


def test_an_interview_in_an_extra_opening_does_not_need_weekly_hours():
    evening = ExtraOpening(paris(2026, 11, 30, 18), paris(2026, 11, 30, 20), 1)

    assert not is_hit(WeeklyHours({}), hit(paris(2026, 11, 30, 19)), evening.applied(SCHEDULE))


def test_hours_are_replaced_for_whom_they_concern():
    after = WeeklyHours(MORNINGS, 1).applied(SCHEDULE)
    starts = {
        who: max(p.slot.start for p in after.places(MONDAY.date()) if p.interviewer_id == who)
        for who in (1, 2)
    }

    assert starts == {1: paris(2026, 11, 30, 11, 30), 2: paris(2026, 11, 30, 17, 30)}


def test_a_longer_interview_hits_nobody_and_gives_fewer_places():
    longer = NewRules(Rules(slot=timedelta(minutes=60)))

    assert not is_hit(longer, hit())
    assert len(list(longer.applied(SCHEDULE).places(MONDAY.date()))) == 2 * 9


@pytest.mark.parametrize(
    "hours",
    [
        ((time(9), time(12)), (time(11), time(13))),
        ((time(12), time(9)),),
        ((time(9, 2), time(12)),),
    ],
)
def test_hours_that_make_no_sense_are_refused(hours):
    with pytest.raises(ValueError, match="hours"):
        WeeklyHours({0: hours})


@pytest.mark.parametrize(
    "rules",
    [
        Rules(slot=timedelta(0)),
        Rules(pause=timedelta(minutes=7)),
        Rules(notice=timedelta(hours=-1)),
        Rules(open_per_email=0),
    ],
)
def test_rules_that_make_no_sense_are_refused(rules):
    with pytest.raises(ValueError, match=r"must be|takes some|at least"):
        NewRules(rules)
