"""Closing while visitors book: all of it or nothing, and no interview stays in a closed week."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from booking import schedule_editing
from booking.desk import BookingDesk
from booking.model import BookingError, Change, Status
from booking.planning import ChangedMeanwhile, Decision, Planning
from booking.schedule_changes import Closure
from tests.bookings import at, request

NOW = at("2026-11-25T10:05")
WEEK = Closure(at("2026-11-30T00:00"), at("2026-12-05T00:00"))


@pytest.fixture
def closing(engine, told):
    return Planning(engine, lambda connection, event: told.append(event), lambda *_: None)


def decided(effect):
    return {
        p.interview.reference: Decision(p.interview.sequence, p.place) for p in effect.proposals
    }


def book_three(desk):
    hours = ("2026-12-01T09:00", "2026-12-01T14:00", "2026-12-02T09:00")
    return [desk.book(request(at(hour), hour), NOW) for hour in hours]


def test_the_effect_is_shown_and_nothing_is_written(engine, desk, closing, free_slots):
    booked = book_three(desk)
    effect = closing.effect(WEEK, NOW)

    assert [p.interview for p in effect.proposals] == booked
    assert effect.lost == 5 * 18 - 3
    assert len({p.place for p in effect.proposals}) == 3
    assert not any(WEEK.start <= p.place.slot.start < WEEK.end for p in effect.proposals)
    assert schedule_editing.special_periods(engine, NOW) == []


def test_all_are_moved_told_and_the_week_is_closed(engine, desk, closing, told, free_slots):
    book_three(desk)
    told.clear()

    closing.publish(WEEK, decided(closing.effect(WEEK, NOW)), NOW)

    assert [event.change for event in told] == [Change.MOVED] * 3
    assert not any(WEEK.start <= i.start < WEEK.end for i in desk.interviews())
    assert list(free_slots.upcoming(NOW, WEEK.start, WEEK.end)) == []


def test_colleagues_keep_the_hour_when_one_is_ill(engine, desk, closing):
    booked = desk.book(request(at("2026-11-30T10:00")), NOW)
    first = schedule_editing.add_interviewer(engine, "Zoé", None)
    karim = schedule_editing.add_interviewer(engine, "Karim", None)
    ill = Closure(WEEK.start, WEEK.end, first)

    closing.publish(ill, decided(closing.effect(ill, NOW)), NOW)

    moved = desk.get(booked.reference)
    assert (moved.start, moved.interviewer.id) == (booked.start, karim)


def test_what_is_kept_stays_and_what_is_cancelled_goes(desk, closing):
    kept, gone, moved = book_three(desk)
    decisions = decided(closing.effect(WEEK, NOW))
    decisions[kept.reference] = Decision(kept.sequence)
    decisions[gone.reference] = Decision(gone.sequence, cancel=True)

    closing.publish(WEEK, decisions, NOW)

    assert desk.get(kept.reference).start == kept.start
    assert desk.get(gone.reference).status is Status.CANCELLED
    assert desk.get(moved.reference).start != moved.start


@pytest.mark.parametrize("change", ["booked", "moved", "taken"])
def test_nothing_is_published_where_something_changed_since(engine, desk, closing, told, change):
    schedule_editing.set_rules(engine, open_per_email=9)
    first, *_ = book_three(desk)
    effect = closing.effect(WEEK, NOW)
    match change:
        case "booked":
            desk.book(request(at("2026-12-03T09:00"), "new"), NOW)
        case "moved":
            desk.move(first.reference, at("2026-12-03T09:00"), NOW)
        case "taken":
            place = effect.proposals[0].place
            desk.book(request(place.slot.start, "y"), NOW)
    told.clear()

    with pytest.raises(ChangedMeanwhile):
        closing.publish(WEEK, decided(effect), NOW)
    assert told == []
    assert schedule_editing.special_periods(engine, NOW) == []
    assert desk.get(first.reference).sequence == (1 if change == "moved" else 0)


@pytest.mark.parametrize("round_", range(5))
def test_a_visitor_who_books_while_the_week_closes_is_seen_or_refused(engine, closing, round_):
    schedule_editing.set_rules(engine, open_per_email=99)
    desk = BookingDesk(engine, announce=lambda connection, event: None)
    start = threading.Barrier(5)

    def close():
        start.wait()
        try:
            closing.publish(WEEK, {}, NOW)
        except ChangedMeanwhile:
            return False
        return True

    def book(number):
        start.wait()
        slot = at("2026-11-30T09:00") + timedelta(days=number, minutes=30 * round_)
        try:
            return desk.book(request(slot, f"v{number}"), NOW)
        except BookingError:
            return None

    with ThreadPoolExecutor(5) as pool:
        closed = pool.submit(close)
        booked = [b for b in pool.map(book, range(4)) if b]

    inside = [i for i in desk.interviews() if WEEK.start <= i.start < WEEK.end]
    assert len(inside) == len(booked)
    assert not (closed.result() and inside)
