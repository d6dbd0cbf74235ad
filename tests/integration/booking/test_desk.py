from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert

from booking import schedule_editing, schema
from booking.desk import BookingDesk
from booking.model import (
    BookingRequest,
    Change,
    MovedMeanwhile,
    NotBookable,
    NotOpen,
    Refusal,
    SlotTaken,
    Status,
    UnknownReference,
    Visitor,
)
from booking.references import normal_reference
from french.paris import PARIS

INES = Visitor("Inès Marchetti", "ines.marchetti@example.com", "+33639981122")
OTHER = Visitor("Inès Roy", "ines.roy@example.com", None)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def request(
    start: str = "2026-11-26T14:30", key: str = "a", visitor: Visitor = INES
) -> BookingRequest:
    return BookingRequest(visitor, at(start), at("2026-11-25T10:04"), key, ("c koi le salaire ?",))


def test_a_booking_is_stored_as_it_was_asked(desk, now, told):
    interview = desk.book(request(), now)

    assert interview.visitor == INES
    assert interview.start == at("2026-11-26T14:30")
    assert interview.end - interview.start == timedelta(minutes=30)
    assert interview.status is Status.CONFIRMED
    assert interview.questions == ("c koi le salaire ?",)
    assert desk.interviews() == [interview]
    assert [event.change for event in told] == [Change.BOOKED]


def test_a_slot_that_is_taken_is_taken_for_everybody_else(desk, free_slots, now):
    desk.book(request(key="a"), now)

    with pytest.raises(SlotTaken):
        desk.book(request(key="b"), now)
    assert free_slots.refusal(at("2026-11-26T14:30"), now) is Refusal.TAKEN
    assert len(desk.interviews()) == 1


def test_confirming_twice_books_once(desk, now, told):
    first = desk.book(request(key="a"), now)
    second = desk.book(request(key="a"), now)

    assert first == second
    assert len(told) == 1


def test_of_many_at_the_same_instant_exactly_one_gets_the_slot(desk, now):
    def try_to_book(number: int) -> bool:
        try:
            desk.book(request(key=str(number)), now)
        except SlotTaken:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(try_to_book, range(32)))

    assert sum(outcomes) == 1
    assert len(desk.interviews()) == 1


def test_slots_of_another_length_cannot_overlap_what_is_booked(desk, engine, now):
    desk.book(request("2026-11-26T14:30", "a"), now)
    schedule_editing.set_rules(engine, slot_minutes=60)

    with pytest.raises(SlotTaken):
        desk.book(request("2026-11-26T14:00", "b"), now)
    assert desk.book(request("2026-11-26T15:00", "c"), now)


def test_a_second_interviewer_makes_a_second_place_and_load_is_shared(desk, engine, now):
    with engine.begin() as connection:
        connection.execute(insert(schema.interviewer).values(name="Zoé", active=True))
    schedule_editing.set_day(
        engine, 3, [(at("2026-11-26T09:00").time(), at("2026-11-26T18:00").time())]
    )

    first = desk.book(request(key="a"), now)
    second = desk.book(request(key="b"), now)

    assert {first.interviewer.name, second.interviewer.name} == {None, "Zoé"}
    with pytest.raises(SlotTaken):
        desk.book(request(key="c"), now)


def test_a_closed_time_cannot_be_booked(desk, now):
    with pytest.raises(NotBookable) as refused:
        desk.book(request("2026-11-28T10:00"), now)

    assert refused.value.reason is Refusal.CLOSED_DAY


def test_nothing_is_booked_when_the_messages_cannot_be_written(free_slots, engine, now):
    def fail(connection, event):
        raise RuntimeError("disk full")

    desk = BookingDesk(engine, announce=fail)

    with pytest.raises(RuntimeError):
        desk.book(request(), now)
    assert desk.interviews() == []
    assert free_slots.refusal(at("2026-11-26T14:30"), now) is None


def test_a_cancelled_slot_is_free_again_at_once(desk, now, told):
    interview = desk.book(request(key="a"), now)
    cancelled = desk.cancel(interview.reference, now)

    assert cancelled.status is Status.CANCELLED
    assert cancelled.sequence == interview.sequence + 1
    assert cancelled.uid == interview.uid
    assert desk.book(request(key="a"), now).reference != interview.reference
    assert told[1].change is Change.CANCELLED


def test_an_interview_moves_and_leaves_its_place(desk, free_slots, now, told):
    interview = desk.book(request(key="a"), now)
    moved = desk.move(interview.reference, at("2026-11-27T09:00"), now)

    assert moved.start == at("2026-11-27T09:00")
    assert moved.sequence == 1
    assert moved.reference == interview.reference
    assert free_slots.refusal(at("2026-11-26T14:30"), now) is None
    assert told[1].change is Change.MOVED


@pytest.mark.parametrize(
    "change",
    [
        lambda desk, seen, now: desk.move(seen.reference, at("2026-11-27T10:00"), now, version=0),
        lambda desk, seen, now: desk.cancel(seen.reference, now, 0),
        lambda desk, seen, now: desk.correct(seen.reference, OTHER, now, 0),
    ],
    ids=["move", "cancel", "correct"],
)
def test_whoever_saw_an_interview_as_it_was_before_changes_nothing(desk, change, now, told):
    seen = desk.book(request(), now)
    moved = desk.move(seen.reference, at("2026-11-26T16:00"), now, version=seen.sequence)
    count = len(told)

    with pytest.raises(MovedMeanwhile):
        change(desk, seen, now)

    kept = desk.get(seen.reference)
    assert (kept.start, kept.sequence, kept.visitor) == (moved.start, moved.sequence, INES)
    assert len(told) == count


def test_an_interview_that_cannot_move_stays_where_it_is(desk, now):
    interview = desk.book(request(key="a"), now)
    desk.book(request("2026-11-27T09:00", "b"), now)

    with pytest.raises(SlotTaken):
        desk.move(interview.reference, at("2026-11-27T09:00"), now)
    assert desk.get(interview.reference) == interview


def test_what_is_cancelled_or_over_cannot_change(desk, now):
    interview = desk.book(request(), now)
    with pytest.raises(NotOpen):
        desk.move(interview.reference, at("2026-11-30T09:00"), at("2026-11-27T10:00"))
    desk.cancel(interview.reference, now)
    with pytest.raises(NotOpen):
        desk.cancel(interview.reference, now)


def test_a_reference_is_found_however_it_is_typed_but_only_with_its_address(desk, now):
    interview = desk.book(request(), now)
    typed = interview.reference.lower().replace("-", " ")

    assert normal_reference(typed) == interview.reference
    assert desk.find(typed, "INES.Marchetti@example.com") == interview
    with pytest.raises(UnknownReference):
        desk.find(interview.reference, "other@example.com")


def test_free_slots_leave_out_what_is_taken_and_what_is_too_soon(desk, free_slots, now):
    desk.book(request("2026-11-25T14:00"), now)
    today = free_slots.upcoming(now, end=at("2026-11-26T00:00"))

    assert [f"{slot.start:%H:%M}" for slot in today][:4] == ["12:30", "13:00", "13:30", "14:30"]


def test_the_nearest_slots_surround_the_wanted_one(desk, free_slots, now):
    desk.book(request("2026-11-26T14:30"), now)
    nearest = free_slots.nearest(at("2026-11-26T14:30"), now, 2)

    assert [f"{slot.start:%H:%M}" for slot in nearest] == ["14:00", "15:00"]


def test_new_hours_hold_at_once(free_slots, engine, now):
    schedule_editing.set_day(engine, 3, [])

    assert free_slots.refusal(at("2026-11-26T14:30"), now) is Refusal.CLOSED_DAY


def test_a_visitor_keeps_a_place_when_the_hours_change_afterwards(desk, engine, now):
    interview = desk.book(request(), now)
    schedule_editing.set_day(engine, 3, [])

    assert desk.get(interview.reference).status is Status.CONFIRMED
