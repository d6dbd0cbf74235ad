"""Every other week, a pause and a limit of one's own, and back to what was before."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from booking.busy import BusyTime, BusyTimes, Rooms
from booking.hours_changes import HoursAsBefore, WeeklyHours
from booking.model import Booked, Place, Refusal, Slot
from booking.openings import EVEN, ODD, Opening
from booking.rules import PersonalRules, Rules
from booking.rules_changes import NewPersonalRules, NewRules
from booking.schedule import Schedule
from tests.builders import NOON, paris

EVEN_MONDAY = paris(2026, 11, 23, 9).date()  # of week 48
ODD_MONDAY = EVEN_MONDAY + timedelta(days=7)
SCHEDULE = Schedule(
    Rules(),
    tuple(Opening(who, day, time(9), time(18)) for day in range(5) for who in (1, 2)),
    interviewers=frozenset({1, 2}),
)
MORNING = {0: ((time(9), time(12)),)}


def last_hour(schedule, day, who=1):
    return max(
        (slot.end.time() for slot, people in schedule.offers(day).items() if who in people),
        default=None,
    )


def test_even_weeks_have_hours_of_their_own_and_odd_ones_stay():
    after = WeeklyHours(MORNING, 1, EVEN).applied(SCHEDULE)

    assert (last_hour(after, EVEN_MONDAY), last_hour(after, ODD_MONDAY)) == (time(12), time(18))
    assert last_hour(after, EVEN_MONDAY + timedelta(days=1)) is None
    assert last_hour(after, EVEN_MONDAY, who=2) == time(18)


def test_weeks_that_are_alike_again_are_every_week():
    whole = {day: ((time(9), time(18)),) for day in range(5)}
    there = WeeklyHours(MORNING, 1, ODD).applied(SCHEDULE)
    back = WeeklyHours(whole, 1, ODD).applied(there)

    assert {o.weeks for o in there.openings if o.interviewer_id == 1} == {EVEN, ODD}
    assert set(back.openings) == set(SCHEDULE.openings)


def test_hours_of_every_week_replace_those_of_every_other():
    after = WeeklyHours(MORNING, None).applied(WeeklyHours(MORNING, 1, ODD).applied(SCHEDULE))

    assert {o.weeks for o in after.openings} == {None}


def test_going_back_gives_what_was_before_to_whom_it_concerned():
    there = WeeklyHours({}, 1).applied(WeeklyHours(MORNING, 2, EVEN).applied(SCHEDULE))
    back = HoursAsBefore(SCHEDULE.openings, 1).applied(there)

    assert last_hour(back, EVEN_MONDAY) == time(18)
    assert last_hour(back, EVEN_MONDAY, who=2) == time(12)


def test_a_change_of_even_weeks_hits_only_what_is_booked_in_them():
    change = WeeklyHours(MORNING, None, EVEN)
    after = change.applied(SCHEDULE)

    def is_hit(day):
        start = paris(day.year, day.month, day.day, 15)
        booked = Booked(1, 1, start, start + timedelta(minutes=30))
        assert change.touches(booked.start, booked.end, SCHEDULE, after) is change.hits(
            booked, SCHEDULE, after
        )
        return change.hits(booked, SCHEDULE, after)

    assert is_hit(EVEN_MONDAY)
    assert not is_hit(ODD_MONDAY)


def test_the_last_week_of_a_long_year_is_odd_and_the_first_of_the_next_too():
    after = WeeklyHours(MORNING, 1, ODD).applied(SCHEDULE)  # 2026 has 53 weeks

    assert last_hour(after, paris(2026, 12, 28, 9).date()) == time(12)
    assert last_hour(after, paris(2027, 1, 4, 9).date()) == time(12)
    assert last_hour(after, paris(2027, 1, 11, 9).date()) == time(18)


def test_a_pause_of_ones_own_moves_only_ones_own_slots():
    after = NewPersonalRules(1, PersonalRules(pause=timedelta(minutes=30))).applied(SCHEDULE)

    offers = after.offers(EVEN_MONDAY)
    assert sum(1 in people for people in offers.values()) == 9
    assert sum(2 in people for people in offers.values()) == 18


def test_rules_of_ones_own_lie_over_those_of_all():
    rules = Rules(per_day=5, change_notice=timedelta(hours=3))
    schedule = Schedule(
        rules, (), interviewers=frozenset({1, 2}), personal={1: PersonalRules(per_day=2)}
    )

    assert schedule.limits == {1: 2, 2: 5}
    assert schedule.rules_of(1).change_notice == timedelta(hours=3)


NOW = paris(2026, 11, 23, 8)  # a Monday
HOUR, DAYS = timedelta(hours=1), timedelta(days=1)


def reaching(notice=None, horizon=None):
    """The first person has a notice or a horizon of their own; for all: 2 hours, 60 days."""
    own = PersonalRules(notice=notice, horizon=horizon)
    return NewPersonalRules(1, own).applied(SCHEDULE)


def bookable_by(schedule, who, day=NOW):
    return [
        s.start for s, people in schedule.bookable_offers(day.date(), NOW).items() if who in people
    ]


def test_a_notice_of_ones_own_takes_only_ones_own_hours():
    long, short = reaching(notice=5 * HOUR), reaching(notice=0 * HOUR)

    assert min(bookable_by(long, 1)) == paris(2026, 11, 23, 13)
    assert min(bookable_by(long, 2)) == paris(2026, 11, 23, 10)
    assert min(bookable_by(short, 1)) == paris(2026, 11, 23, 9)
    assert min(bookable_by(short, 2)) == paris(2026, 11, 23, 10)


def test_a_horizon_of_ones_own_takes_only_ones_own_days():
    short, far = reaching(horizon=7 * DAYS), reaching(horizon=90 * DAYS)
    in_two_weeks, in_ten = NOW + 14 * DAYS, NOW + 70 * DAYS

    assert [len(bookable_by(short, who, in_two_weeks)) for who in (1, 2)] == [0, 18]
    assert [len(bookable_by(far, who, in_ten)) for who in (1, 2)] == [18, 0]
    assert short.last_day(NOW) == (NOW + 60 * DAYS).date()
    assert far.last_day(NOW) == (NOW + 90 * DAYS).date()


@pytest.mark.parametrize(
    ("schedule", "start", "refused"),
    [
        (reaching(notice=5 * HOUR), NOW + 3 * HOUR, None),
        (reaching(notice=5 * HOUR).of(1), NOW + 3 * HOUR, Refusal.TOO_SOON),
        (reaching(notice=0 * HOUR), NOW + HOUR, None),
        (reaching(notice=0 * HOUR).of(2), NOW + HOUR, Refusal.TOO_SOON),
        (reaching(horizon=7 * DAYS), NOW + 14 * DAYS + HOUR, None),
        (reaching(horizon=7 * DAYS).of(1), NOW + 14 * DAYS + HOUR, Refusal.TOO_FAR),
        (reaching(horizon=90 * DAYS), NOW + 70 * DAYS + HOUR, None),
        (reaching(horizon=90 * DAYS), NOW + 98 * DAYS + HOUR, Refusal.TOO_FAR),
        (reaching(notice=5 * HOUR), NOW - HOUR, Refusal.PAST),
    ],
)
def test_a_time_is_refused_where_nobody_can_be_booked_then(schedule, start, refused):
    assert schedule.refusal(start, NOW) is refused


def test_days_that_nobody_reaches_are_refused_for_what_they_are():
    mornings = replace(
        SCHEDULE, openings=tuple(o for o in SCHEDULE.openings if o.interviewer_id == 1)
    )
    near = NewPersonalRules(1, PersonalRules(horizon=7 * DAYS)).applied(mornings)
    late = NewPersonalRules(1, PersonalRules(notice=36 * HOUR)).applied(mornings)
    day = (NOW + 14 * DAYS).date()

    assert near.refusal_of_days(day, day, NOW) is Refusal.TOO_FAR
    assert late.refusal_of_days(NOW.date(), NOW.date(), NOW) is Refusal.TOO_SOON


def taken(who, hour, day=30):
    start = paris(2026, 11, day, hour)
    return BusyTime(who, start, start + timedelta(minutes=30))


def test_a_day_is_full_with_as_many_as_one_may_have():
    rooms = Rooms({1: 2}, [taken(1, 9), taken(1, 10), taken(1, 9, 27), *[taken(2, 9)] * 9])

    [full] = rooms.full_days()
    assert (full.interviewer_id, full.start) == (1, paris(2026, 11, 30, 0))


def test_no_more_is_offered_than_a_day_has_room_for():
    rooms = Rooms({1: 2}, [taken(1, 9)])
    place = Place(1, Slot(paris(2026, 11, 30, 14), paris(2026, 11, 30, 14, 30)))

    assert [rooms.take(place) for _ in range(3)] == [True, False, False]


@pytest.mark.parametrize("start", [8, 9, 10])
def test_who_is_free_is_who_receives_and_is_not_taken(start):
    offers = SCHEDULE.offers(EVEN_MONDAY)
    spans = [BusyTime(1, *(paris(2026, 11, 23, start, m) for m in (10, 50))), taken(2, 16, 23)]
    busy = BusyTimes(spans)

    free = busy.free(offers)

    assert free == {
        slot: {who for who in people if not busy.overlap(Place(who, slot))}
        for slot, people in offers.items()
    }


@pytest.mark.parametrize(
    "make",
    [
        lambda: NewRules(Rules(per_day=0)),
        lambda: NewRules(Rules(change_notice=timedelta(hours=-1))),
        lambda: NewPersonalRules(1, PersonalRules(per_day=0)),
        lambda: NewPersonalRules(1, PersonalRules(pause=timedelta(minutes=7))),
        lambda: NewPersonalRules(1, PersonalRules(change_notice=timedelta(hours=-1))),
        lambda: NewPersonalRules(1, PersonalRules(notice=timedelta(hours=-1))),
        lambda: NewPersonalRules(1, PersonalRules(horizon=timedelta(days=-1))),
    ],
)
def test_what_makes_no_sense_is_refused(make):
    with pytest.raises(ValueError):
        make()


def test_a_day_of_an_even_week_that_is_closed_says_so():
    after = WeeklyHours({1: ((time(9), time(12)),)}, None, EVEN).applied(SCHEDULE)

    assert after.refusal(paris(2026, 12, 7, 10), NOON).value == "closed_day"
    assert after.refusal(paris(2026, 11, 30, 10), NOON) is None
