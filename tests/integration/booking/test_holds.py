"""Places held for visitors who are still busy with the form, on SQLite and PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from booking.holding import HOLD, LONGEST, MOST_OF_A_SOURCE
from booking.model import (
    NotHeld,
    Refusal,
    SlotTaken,
)
from tests.bookings import SLOT, at, request


def test_a_held_place_is_taken_for_others_and_free_for_its_holder(desk, free_slots, now):
    desk.hold(SLOT, "ines", now)

    assert free_slots.refusal(SLOT, now) is Refusal.TAKEN
    assert SLOT not in {slot.start for slot in free_slots.upcoming(now)}
    assert free_slots.refusal(SLOT, now, holder="ines") is None
    with pytest.raises(SlotTaken):
        desk.book(request(key="other"), now)
    with pytest.raises(SlotTaken):
        desk.hold(SLOT, "other", now)
    assert desk.book(request(holder="ines"), now).start == SLOT


def test_a_hold_lapses_by_itself_and_is_prolonged_by_going_on(desk, free_slots, now):
    desk.hold(SLOT, "ines", now)
    desk.hold(SLOT, "ines", now + timedelta(minutes=8))

    assert free_slots.refusal(SLOT, now + timedelta(minutes=12)) is Refusal.TAKEN
    later = now + timedelta(minutes=8) + HOLD
    assert free_slots.refusal(SLOT, later) is None
    assert desk.book(request(key="other"), later)


def test_a_visitor_who_answers_quickly_has_the_place_for_nine_minutes_more(desk, free_slots, now):
    desk.hold(SLOT, "ines", now)
    soon = now + timedelta(seconds=50)

    assert desk.hold(SLOT, "ines", soon) >= soon + timedelta(minutes=9)
    assert free_slots.refusal(SLOT, soon + timedelta(minutes=9)) is Refusal.TAKEN


def test_choosing_another_time_gives_the_first_back(desk, free_slots, now):
    desk.hold(SLOT, "ines", now)
    desk.hold(at("2026-11-26T15:00"), "ines", now)

    assert free_slots.refusal(SLOT, now) is None
    desk.release("ines", now)
    assert free_slots.refusal(at("2026-11-26T15:00"), now) is None


def test_of_many_who_hold_at_the_same_instant_one_does(desk, now):
    def try_to_hold(number: int) -> bool:
        try:
            desk.hold(SLOT, str(number), now)
        except SlotTaken:
            return False
        return True

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(try_to_hold, range(24))) == 1


def test_a_place_is_not_held_for_ever_by_going_on(desk, free_slots, now):
    later = now
    while later < now + LONGEST:
        desk.hold(SLOT, "ines", later)
        later += timedelta(minutes=5)

    assert free_slots.refusal(SLOT, now + LONGEST) is None
    with pytest.raises(NotHeld):
        desk.hold(SLOT, "ines", now + LONGEST)
    with pytest.raises(NotHeld):
        desk.hold(at("2026-11-26T15:00"), "ines", now + LONGEST + timedelta(minutes=5))
    assert desk.book(request(holder="ines"), now + LONGEST)


def test_a_class_holds_a_place_each_and_one_network_no_more_than_that(desk, free_slots, now):
    slots = [slot.start for slot in free_slots.upcoming(now)]
    for pupil, start in enumerate(slots[:MOST_OF_A_SOURCE]):
        desk.hold(start, f"pupil {pupil}", now, source="the school's network")

    with pytest.raises(NotHeld):
        desk.hold(slots[MOST_OF_A_SOURCE], "one more", now, source="the school's network")
    desk.hold(slots[MOST_OF_A_SOURCE + 1], "pupil 3", now, source="the school's network")
    desk.hold(slots[MOST_OF_A_SOURCE], "somebody", now, source="another network")
    assert MOST_OF_A_SOURCE > 30


def test_a_place_that_is_taken_is_said_to_be_so_rather_than_not_held(desk, free_slots, now):
    slots = [slot.start for slot in free_slots.upcoming(now)]
    for number, start in enumerate(slots[:MOST_OF_A_SOURCE]):
        desk.hold(start, str(number), now, source="a network")

    with pytest.raises(SlotTaken):
        desk.hold(slots[0], "one more", now, source="a network")
