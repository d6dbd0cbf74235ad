"""No day holds more than its limit, whoever is at it at once; and what begins soon stays."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from booking import schedule_editing
from booking.desk import BookingDesk
from booking.free_slots import FreeSlots
from booking.model import NotBookable, SlotTaken, TooLateToChange, Visitor
from booking.planning import Planning
from booking.rules import PersonalRules, Rules
from booking.rules_changes import NewPersonalRules, NewRules
from tests.bookings import at, request

DAY = "2026-11-30"
HOURS = [f"{DAY}T{hour:02}:{minute}" for hour in range(9, 13) for minute in ("00", "30")]


@pytest.fixture
def planning(engine):
    return Planning(engine, announce=lambda *_: None, note=lambda *_: None)


def of(number, when):
    visitor = Visitor("Inès Marchetti", f"ines{number}@example.com")
    return replace(request(at(when), f"key {number} {when}"), visitor=visitor)


def limit(planning, now, per_day=2):
    planning.publish(NewRules(Rules(per_day=per_day)), {}, now)


def free_on(engine, now):
    start = at(f"{DAY}T00:00")
    return list(FreeSlots(engine).upcoming(now, start, start + timedelta(days=1)))


def test_a_full_day_offers_nothing_more_and_the_next_day_does(engine, desk, planning, now):
    limit(planning, now)
    first, _ = (desk.book(of(n, when), now) for n, when in enumerate(HOURS[:2]))

    assert free_on(engine, now) == []
    with pytest.raises(SlotTaken):
        desk.book(of(3, HOURS[5]), now)
    assert desk.book(of(3, "2026-12-01T09:00"), now)

    desk.cancel(first.reference, now)
    assert free_on(engine, now)


def test_one_of_a_full_day_can_move_within_it(desk, planning, now):
    limit(planning, now)
    first, _ = (desk.book(of(n, when), now) for n, when in enumerate(HOURS[:2]))

    assert desk.move(first.reference, at(HOURS[6]), now).start == at(HOURS[6])


def test_one_of_a_full_day_is_offered_another_hour_of_it_and_has_it_held(
    engine, desk, planning, now
):
    limit(planning, now, per_day=1)
    booked = desk.book(of(1, HOURS[0]), now)
    free, other = FreeSlots(engine), at(HOURS[4])
    day = at(f"{DAY}T00:00"), at("2026-12-01T00:00")

    assert free_on(engine, now) == []
    offered = [slot.start for slot in free.upcoming(now, *day, moving=booked.id)]
    assert other in offered
    assert booked.start not in offered
    assert free.nearest(other, now, 1, booked.id)[0].start == other
    assert free.refusal(other, now, moving=booked.id) is None
    desk.hold(other, "ines", now, moving=booked.id)
    assert desk.move(booked.reference, other, now, holder="ines").start == other


def test_moving_an_interview_makes_no_room_for_a_second_one(desk, planning, now):
    limit(planning, now, per_day=1)
    booked = desk.book(of(1, HOURS[0]), now)
    desk.hold(at(HOURS[4]), "ines", now, moving=booked.id)

    with pytest.raises(SlotTaken):
        desk.book(replace(of(2, HOURS[4]), holder="ines"), now)
    with pytest.raises(SlotTaken):
        desk.book(of(3, HOURS[6]), now)


def test_a_day_that_is_full_with_others_stays_full_for_who_moves(engine, desk, planning, now):
    limit(planning, now, per_day=1)
    desk.book(of(1, HOURS[0]), now)
    elsewhere = desk.book(of(2, "2026-12-01T09:00"), now)

    with pytest.raises(SlotTaken):
        desk.hold(at(HOURS[4]), "ines", now, moving=elsewhere.id)


def test_of_many_who_take_different_hours_at_once_no_more_get_in_than_the_limit(
    engine, desk, planning, now
):
    limit(planning, now, per_day=3)

    def try_to_book(number):
        try:
            desk.book(of(number, HOURS[number]), now)
        except NotBookable:
            return False
        return True

    with ThreadPoolExecutor(len(HOURS)) as pool:
        booked = list(pool.map(try_to_book, range(len(HOURS))))

    assert sum(booked) == 3


def test_a_place_that_is_held_counts_but_not_against_its_holder(desk, planning, now):
    limit(planning, now, per_day=1)
    desk.hold(at(HOURS[0]), "ines", now)

    with pytest.raises(SlotTaken):
        desk.book(of(1, HOURS[3]), now)
    assert desk.book(replace(of(2, HOURS[4]), holder="ines"), now)


def test_one_persons_limit_leaves_the_others_theirs(engine, desk, planning, now):
    schedule_editing.add_interviewer(engine, "Ada", None)
    paul = schedule_editing.add_interviewer(engine, "Paul", None)
    planning.publish(NewPersonalRules(paul, PersonalRules(per_day=1)), {}, now)

    booked = [desk.book(of(n, when), now) for n, when in enumerate(HOURS[:4])]

    assert sum(each.interviewer.id == paul for each in booked) == 1


def test_what_a_limit_changes_is_counted_before_and_nobody_is_hit(engine, desk, planning, now):
    for number, when in enumerate(HOURS[:2]):
        desk.book(of(number, when), now)
    free = len(free_on(engine, now))

    effect = planning.effect(NewRules(Rules(per_day=2)), now)

    assert (effect.lost, effect.won, effect.proposals) == (free, 0, ())


def test_what_begins_soon_is_changed_by_the_school_and_not_by_its_visitor(
    engine, desk, planning, now
):
    planning.publish(NewRules(Rules(change_notice=timedelta(hours=24))), {}, now)
    school = BookingDesk(engine, announce=lambda *_: None, keeps_notice=False)
    soon = desk.book(of(1, "2026-11-25T16:00"), now)
    late = desk.book(of(2, HOURS[0]), now)

    assert not desk.can_change(soon, now)
    assert desk.can_change(late, now)
    for change in (
        lambda: desk.cancel(soon.reference, now),
        lambda: desk.move(soon.reference, at(HOURS[1]), now),
    ):
        with pytest.raises(TooLateToChange):
            change()
    assert school.can_change(soon, now)
    assert school.cancel(soon.reference, now)


def test_one_persons_notice_holds_for_their_interviews(engine, desk, planning, now):
    own = PersonalRules(change_notice=timedelta(days=30))
    planning.publish(NewPersonalRules(1, own), {}, now)
    booked = desk.book(of(1, HOURS[0]), now)

    with pytest.raises(TooLateToChange):
        desk.cancel(booked.reference, now)


def test_who_wants_more_notice_is_not_booked_sooner_whoever_else_is(engine, desk, planning, now):
    _, colleague = (schedule_editing.add_interviewer(engine, n, None) for n in ("Max", "Ada"))
    own = PersonalRules(notice=timedelta(days=30))
    planning.publish(NewPersonalRules(colleague, own), {}, now)

    first = desk.book(of(1, HOURS[0]), now)

    assert first.interviewer.id != colleague
    with pytest.raises(SlotTaken):
        desk.book(of(2, HOURS[0]), now)
    assert desk.book(of(2, HOURS[1]), now).interviewer.id == first.interviewer.id


def test_who_is_booked_further_ahead_is_the_only_one_then(engine, desk, planning, now):
    _, colleague = (schedule_editing.add_interviewer(engine, n, None) for n in ("Max", "Ada"))
    far = (now + timedelta(days=70)).strftime("%Y-%m-%dT10:00")
    with pytest.raises(NotBookable):
        desk.book(of(1, far), now)

    planning.publish(
        NewPersonalRules(colleague, PersonalRules(horizon=timedelta(days=90))), {}, now
    )

    assert desk.book(of(1, far), now).interviewer.id == colleague
    with pytest.raises(SlotTaken):
        desk.book(of(2, far), now)
