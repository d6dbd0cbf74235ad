import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from booking.busy import BusyTime, BusyTimes
from booking.model import Refusal
from booking.openings import Opening, SpecialPeriod
from booking.rules import Rules
from booking.schedule import Schedule
from french.paris import PARIS

OFFICE = Schedule(Rules(), tuple(Opening(1, weekday, time(9), time(18)) for weekday in range(5)))
NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def hours(schedule: Schedule, day: date) -> list[str]:
    return [f"{place.slot.start:%H:%M}" for place in schedule.places(day)]


def test_a_weekday_is_cut_into_half_hours():
    places = hours(OFFICE, date(2026, 11, 26))

    assert places[0] == "09:00"
    assert places[-1] == "17:30"
    assert len(places) == 18


def test_a_pause_is_left_between_two_interviews():
    schedule = replace(OFFICE, rules=Rules(pause=timedelta(minutes=15)))

    assert hours(schedule, date(2026, 11, 26))[:3] == ["09:00", "09:45", "10:30"]


@pytest.mark.parametrize("day", [date(2026, 12, 25), date(2027, 5, 1), date(2027, 5, 6)])
def test_nobody_receives_on_a_public_holiday(day):
    assert hours(OFFICE, day) == []


@pytest.mark.parametrize("day", [date(2027, 3, 26), date(2027, 3, 29), date(2027, 10, 29)])
def test_nine_in_the_morning_stays_nine_across_daylight_saving(day):
    schedule = replace(OFFICE, rules=Rules(horizon=timedelta(days=400)))
    first = next(schedule.places(day)).slot.start if hours(schedule, day) else None

    assert first is None or f"{first:%H:%M}" == "09:00"


def test_summer_nine_is_seven_in_utc_and_winter_nine_is_eight():
    summer = next(OFFICE.places(date(2027, 7, 6))).slot.start
    winter = next(OFFICE.places(date(2027, 1, 5))).slot.start

    assert summer.utcoffset() == timedelta(hours=2)
    assert winter.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        ("2026-11-25T09:00", Refusal.PAST),
        ("2026-11-25T11:30", Refusal.TOO_SOON),
        ("2027-03-01T10:00", Refusal.TOO_FAR),
        ("2026-12-25T10:00", Refusal.HOLIDAY),
        ("2026-11-28T10:00", Refusal.CLOSED_DAY),
        ("2026-11-26T08:00", Refusal.OUTSIDE_HOURS),
        ("2026-11-26T18:00", Refusal.OUTSIDE_HOURS),
        ("2026-11-26T10:10", Refusal.OFF_GRID),
        ("2026-11-26T10:30", None),
    ],
)
def test_a_time_that_cannot_be_had_is_refused_for_its_reason(start, reason):
    assert OFFICE.refusal(at(start), NOW) == reason


def test_a_closed_period_takes_its_slots_away_and_says_so():
    closed = SpecialPeriod(None, False, at("2026-11-26T00:00"), at("2026-11-27T00:00"))
    schedule = replace(OFFICE, special_periods=(closed,))

    assert hours(schedule, date(2026, 11, 26)) == []
    assert schedule.refusal(at("2026-11-26T10:00"), NOW) == Refusal.CLOSED_PERIOD


def test_an_exceptional_opening_adds_slots_on_a_saturday():
    opened = SpecialPeriod(1, True, at("2026-11-28T10:00"), at("2026-11-28T11:00"))
    schedule = replace(OFFICE, special_periods=(opened,))

    assert hours(schedule, date(2026, 11, 28)) == ["10:00", "10:30"]
    assert schedule.refusal(at("2026-11-28T10:30"), NOW) is None


def test_what_merely_touches_an_interview_does_not_prevent_it():
    around = [
        BusyTime(1, at("2026-11-26T09:00"), at("2026-11-26T10:00")),
        BusyTime(1, at("2026-11-26T10:30"), at("2026-11-26T12:00")),
        BusyTime(2, at("2026-11-26T10:00"), at("2026-11-26T10:30")),
    ]
    busy = BusyTimes(around)

    free = [p for p in OFFICE.places(date(2026, 11, 26)) if not busy.overlap(p)]

    assert [f"{p.slot.start:%H:%M}" for p in free[:2]] == ["10:00", "12:00"]


@pytest.mark.parametrize("seed", range(20))
def test_however_busy_times_overlap_a_place_is_free_of_all_or_taken(seed):
    chance = random.Random(seed)
    morning = at("2026-11-26T09:00")

    def any_time() -> datetime:
        return morning + timedelta(minutes=5 * chance.randrange(108))

    spans = [sorted((any_time(), any_time())) for _ in range(chance.randrange(12))]
    times = [BusyTime(chance.choice((1, 2)), *span) for span in spans if span[0] < span[1]]
    busy = BusyTimes(times)

    for place in OFFICE.places(date(2026, 11, 26)):
        overlapping = [t for t in times if t.start < place.slot.end and place.slot.start < t.end]
        expected = any(t.interviewer_id == place.interviewer_id for t in overlapping)
        assert busy.overlap(place) == expected


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2026-11-24", "2026-11-24", Refusal.PAST),
        ("2026-11-28", "2026-11-29", Refusal.CLOSED_DAY),
        ("2026-12-25", "2026-12-25", Refusal.HOLIDAY),
        ("2027-03-01", "2029-03-31", Refusal.TOO_FAR),
        ("2026-11-27", "2026-11-28", None),
        ("2026-12-25", "2026-12-26", None),
    ],
)
def test_days_of_which_none_can_be_had_have_one_reason(first, last, why):
    days = (date.fromisoformat(first), date.fromisoformat(last))

    assert OFFICE.refusal_of_days(*days, NOW) is why


def test_a_day_of_which_nothing_is_left_is_too_near():
    evening = NOW.replace(hour=17)

    assert OFFICE.refusal_of_days(evening.date(), evening.date(), evening) is Refusal.TOO_SOON
