"""Limits, busy times and corrections, on SQLite and PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from booking import schedule_editing
from booking.model import (
    Change,
    NotBookable,
    Refusal,
    SlotTaken,
    TooManyOpen,
    TooManyToday,
)
from booking.rules_in_words import rule_variables
from booking.store import current_schedule
from tests.bookings import INES, SLOT, at, request


def test_an_address_may_have_three_interviews_to_come_and_no_more(desk, engine, now):
    for hour in (9, 10, 11):
        desk.book(request(at(f"2026-11-26T{hour:02}:00"), str(hour)), now)

    with pytest.raises(TooManyOpen) as refused:
        desk.book(request(), now)
    assert refused.value.limit == 3
    schedule_editing.set_rules(engine, open_per_email=4)
    assert desk.book(request(), now)


def test_who_books_and_cancels_without_end_is_stopped_until_the_next_day(desk, now):
    def book_and_cancel(key: str, when: datetime, email: str = "ines@example.com") -> None:
        visitor = replace(INES, email=email)
        booked = desk.book(replace(request(key=key), visitor=visitor), when)
        desk.cancel(booked.reference, when)

    for turn in range(6):
        book_and_cancel(str(turn), now)

    with pytest.raises(TooManyToday):
        book_and_cancel("more", now)
    with pytest.raises(TooManyToday):
        book_and_cancel("tagged", now, "ines+victime@example.com")
    book_and_cancel("another", now, "zoe@example.com")
    book_and_cancel("tomorrow", now + timedelta(hours=24, seconds=1))


def test_tags_of_an_address_count_as_one(desk, now):
    for number in range(3):
        visitor = replace(INES, email=f"ines+{number}@example.com")
        start = at(f"2026-11-26T{9 + number:02}:00")
        desk.book(replace(request(start, str(number)), visitor=visitor), now)

    with pytest.raises(TooManyOpen):
        desk.book(request(), now)


def test_the_limit_holds_for_confirmations_at_the_same_instant(desk, now):
    def try_to_book(half_hour: int) -> bool:
        start = at("2026-11-26T09:00") + timedelta(minutes=30 * half_hour)
        try:
            desk.book(request(start, str(half_hour)), now)
        except TooManyOpen:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(try_to_book, range(10))) == 3


def test_two_who_exchange_their_places_do_not_block_each_other(desk, now):
    first = desk.book(request(at("2026-11-26T09:00"), "a"), now)
    second = desk.book(request(at("2026-11-26T10:00"), "b"), now)

    def try_to_move(reference: str, start: datetime) -> None:
        with suppress(SlotTaken):
            desk.move(reference, start, now)

    for _ in range(5):
        with ThreadPoolExecutor(2) as pool:
            pool.submit(try_to_move, first.reference, second.start)
            pool.submit(try_to_move, second.reference, first.start)
        first, second = desk.get(first.reference), desk.get(second.reference)

    assert first.start != second.start


def test_busy_times_of_a_calendar_close_what_they_touch_and_are_replaced(desk, free_slots, now):
    desk.replace_busy_times(1, "caldav", [(at("2026-11-26T14:45"), at("2026-11-26T15:10"))], now)

    assert free_slots.refusal(SLOT, now) is Refusal.TAKEN
    assert free_slots.refusal(at("2026-11-26T15:00"), now) is Refusal.TAKEN
    assert free_slots.refusal(at("2026-11-26T15:30"), now) is None
    assert SLOT not in {slot.start for slot in free_slots.upcoming(now)}
    with pytest.raises(SlotTaken):
        desk.book(request(), now)

    desk.replace_busy_times(1, "caldav", [], now)

    assert desk.book(request(), now)


def test_a_busy_interviewer_leaves_the_place_to_a_colleague(desk, engine, now):
    schedule_editing.add_interviewer(engine, "Zoé", None)
    paul = schedule_editing.add_interviewer(engine, "Paul", None)
    desk.replace_busy_times(1, "caldav", [(SLOT, SLOT + timedelta(hours=1))], now)

    assert desk.book(request(), now).interviewer.id == paul


def test_interviews_are_shared_fairly(desk, engine, now):
    schedule_editing.add_interviewer(engine, "Zoé", None)
    schedule_editing.add_interviewer(engine, "Paul", None)
    schedule_editing.set_rules(engine, open_per_email=20)

    booked = [
        desk.book(request(at(f"2026-11-26T{hour:02}:00"), str(hour)), now).interviewer.name
        for hour in range(9, 17)
    ]

    assert booked.count("Zoé") == booked.count("Paul") == 4


def test_each_interviewer_has_hours_of_their_own(desk, engine, now):
    schedule_editing.add_interviewer(engine, "Zoé", None)
    paul = schedule_editing.add_interviewer(engine, "Paul", None)
    schedule_editing.set_day(engine, 3, [(time(18), time(19))], paul)

    assert desk.book(request(at("2026-11-26T18:00"), "evening"), now).interviewer.name == "Paul"
    assert desk.book(request(SLOT, "afternoon"), now).interviewer.name == "Zoé"
    with pytest.raises(SlotTaken):
        desk.book(request(SLOT, "another"), now)


def test_an_exceptional_opening_for_all_opens_and_can_be_taken_back(free_slots, engine, now):
    saturday = at("2026-11-28T10:00")
    number = schedule_editing.add_period(engine, saturday, at("2026-11-28T12:00"), is_open=True)

    assert free_slots.refusal(saturday, now) is None
    assert schedule_editing.remove_period(engine, number)
    assert free_slots.refusal(saturday, now) is Refusal.CLOSED_DAY


def test_a_region_keeps_its_own_holidays(free_slots, engine, now):
    boxing_day = at("2026-12-26T10:00")
    schedule_editing.set_day(engine, 5, [(time(9), time(12))])
    assert free_slots.refusal(boxing_day, now) is None

    schedule_editing.set_holiday_region(engine, "Alsace")

    assert free_slots.refusal(boxing_day, now) is Refusal.HOLIDAY
    with pytest.raises(ValueError, match="Alsace"):
        schedule_editing.set_holiday_region(engine, "Atlantide")


def test_a_corrected_address_is_stored_told_and_counted(desk, now, told):
    interview = desk.book(request(), now)
    corrected = desk.correct(
        interview.reference, replace(INES, email="ines.marchetti@example.com"), now
    )

    assert corrected.visitor.email == "ines.marchetti@example.com"
    assert (corrected.uid, corrected.sequence) == (interview.uid, 1)
    assert [event.change for event in told] == [Change.BOOKED, Change.CORRECTED]


def test_moving_twice_to_the_same_time_tells_once(desk, now, told):
    interview = desk.book(request(), now)
    for _ in range(2):
        desk.move(interview.reference, at("2026-11-27T09:00"), now)

    assert [event.change for event in told] == [Change.BOOKED, Change.MOVED]


def test_the_rules_are_told_as_they_are_in_force(desk, engine, now):
    schedule_editing.set_rules(engine, slot_minutes=45, notice_minutes=24 * 60, horizon_days=1)
    schedule_editing.set_day(engine, 0, [])
    schedule_editing.set_day(engine, 1, [])
    schedule_editing.set_day(engine, 2, [])

    terms = {
        key: value.replace("\u00a0", " ")
        for key, value in rule_variables(current_schedule(engine)).items()
    }

    assert {key: value.replace("\u00a0", " ") for key, value in terms.items()} == {
        "length": "45 minutes",
        "notice": "1 jour",
        "horizon": "1 jour",
        "opens": "9 h",
        "closes": "18 h",
        "open_days": "le jeudi et le vendredi",
    }


def test_a_closed_period_of_one_leaves_the_other(desk, engine, now):
    schedule_editing.add_interviewer(engine, "Zoé", None)
    schedule_editing.add_interviewer(engine, "Paul", None)
    schedule_editing.add_period(
        engine, at("2026-11-26T00:00"), at("2026-11-27T00:00"), is_open=False, interviewer_id=1
    )

    assert desk.book(request(), now).interviewer.name == "Paul"
    with pytest.raises(NotBookable):
        desk.book(request(key="b"), now)
