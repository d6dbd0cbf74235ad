"""A change is taken back: who did not answer yet has their hour again; on both databases."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import time

import pytest

from booking import schedule_editing
from booking.desk import BookingDesk
from booking.hours_changes import HoursAsBefore, WeeklyHours
from booking.model import BookingError, Change, Status
from booking.planning import ChangedMeanwhile, Decision, Planning
from booking.putting_back import Hindrance
from booking.replies import Replies
from booking.schedule_changes import Closure, ExtraOpening, PeriodGone, PeriodTakenBack
from tests.bookings import at, request

NOW = at("2026-11-25T10:05")
WEEK = Closure(at("2026-11-30T00:00"), at("2026-12-05T00:00"))
MONDAYS_AND_FRIDAYS = WeeklyHours({day: ((time(9), time(18)),) for day in (0, 4)})
EVENINGS = WeeklyHours({day: ((time(18), time(21)),) for day in range(5)})
HOURS = ("2026-12-01T09:00", "2026-12-01T17:30", "2026-12-02T09:00")


@pytest.fixture
def moved():
    return []


@pytest.fixture
def planning(engine, told, moved):
    def note(connection, change, interviews, now):
        moved.extend(interviews)

    return Planning(engine, lambda connection, event: told.append(event), note)


@pytest.fixture
def replies(engine):
    return Replies(engine, lambda *_: None)


@pytest.fixture(params=[WEEK, MONDAYS_AND_FRIDAYS, EVENINGS], ids=["absence", "hours", "evenings"])
def change(request):
    return request.param


@pytest.fixture
def undone(engine, desk, planning, told, change, free_slots):
    """What takes back a change that moved three interviews."""
    for hour in HOURS:
        desk.book(request(at(hour), hour), NOW)
    openings = free_slots.schedule().openings
    effect = planning.effect(change, NOW)
    chosen = {
        p.interview.reference: Decision(p.interview.sequence, p.place) for p in effect.proposals
    }
    planning.publish(change, chosen, NOW)
    told.clear()
    return taking_back(engine, change, openings)


def taking_back(engine, change, openings):
    if not isinstance(change, Closure):
        return HoursAsBefore(openings)
    [(number, period, _)] = schedule_editing.special_periods(engine, NOW)
    return PeriodTakenBack(number, period)


def kept_as_shown(effect):
    """What the page sends of whom it hits, where nothing else is chosen."""
    hit = [p.interview for p in effect.proposals]
    hit += [each.interview for each in effect.possible if each.is_hit]
    return {i.reference: Decision(i.sequence) for i in hit}


def take_back(planning, undone, moved, put_back=None):
    decisions = kept_as_shown(planning.effect(undone, NOW, moved))
    planning.publish(undone, decisions, NOW, moved if put_back is None else put_back)


def another_hour(free_slots):
    """An hour of the schedule as it is now."""
    return list(free_slots.upcoming(NOW, at("2026-12-14T00:00"), at("2026-12-15T00:00")))[2].start


def hindrances(planning, undone, moved):
    return [each.hindrance for each in planning.effect(undone, NOW, moved).back]


def receives_that_week(free_slots):
    return {slot.start.day for slot in free_slots.upcoming(NOW, at(HOURS[0]), WEEK.end)} >= {1, 2}


def test_all_have_their_hours_again_and_are_told_once(
    desk, planning, undone, moved, told, free_slots
):
    assert hindrances(planning, undone, moved) == [None] * 3

    take_back(planning, undone, list(moved))

    assert [i.start for i in desk.interviews()] == [at(hour) for hour in HOURS]
    assert not any(i.awaits_answer for i in desk.interviews())
    assert [event.change for event in told] == [Change.MOVED] * 3
    assert receives_that_week(free_slots)


def test_those_that_are_not_wanted_back_stay(desk, planning, undone, moved, told):
    stay = {each.reference: desk.get(each.reference).start for each in moved[1:]}

    take_back(planning, undone, list(moved), moved[:1])

    first, *others = [desk.get(each.reference) for each in moved]
    assert (first.start, first.awaits_answer) == (at(HOURS[0]), False)
    assert [event.interview.reference for event in told] == [first.reference]
    assert all(i.awaits_answer for i in others)
    assert {i.reference: i.start for i in others} == stay


def test_who_answered_changed_or_lost_the_hour_stays(
    engine, desk, planning, replies, undone, moved, free_slots
):
    accepted, elsewhere, _ = moved
    replies.accept(accepted.reference, accepted.version, NOW)
    desk.move(elsewhere.reference, another_hour(free_slots), NOW)

    assert hindrances(planning, undone, moved) == [Hindrance.ANSWERED, Hindrance.CHANGED, None]
    for each in moved[:2]:
        with pytest.raises(ChangedMeanwhile):
            take_back(planning, undone, moved, [each])
    schedule_editing.set_rules(engine, notice_minutes=30 * 24 * 60)
    assert hindrances(planning, undone, moved)[2] is Hindrance.TAKEN


def test_an_hour_that_is_taken_again_is_not_given_twice(
    engine, desk, planning, change, undone, moved, free_slots
):
    take_back(planning, undone, list(moved), [])
    schedule_editing.set_rules(engine, open_per_email=99)
    desk.book(request(at(HOURS[0]), "another"), NOW)
    before, openings = list(moved), free_slots.schedule().openings
    planning.publish(change, kept_as_shown(planning.effect(change, NOW)), NOW)
    again = taking_back(engine, change, openings)

    assert hindrances(planning, again, before)[0] is Hindrance.TAKEN
    with pytest.raises(ChangedMeanwhile):
        take_back(planning, again, before)
    assert len([i for i in desk.interviews() if i.start == at(HOURS[0])]) == 1


@pytest.mark.parametrize("change", [EVENINGS], indirect=True)
def test_what_going_back_hits_is_offered_no_place_that_another_has_again(
    engine, desk, planning, undone, moved
):
    schedule_editing.set_rules(engine, open_per_email=9)
    evening = desk.book(request(at("2026-12-01T19:30"), "evening"), NOW)

    effect = planning.effect(undone, NOW, moved)

    assert [p.interview.reference for p in effect.proposals] == [evening.reference]
    given_back = {each.place.slot.start for each in moved}
    assert effect.proposals[0].place.slot.start == at("2026-12-01T17:00")
    decided = kept_as_shown(effect) | {evening.reference: Decision(0, effect.proposals[0].place)}
    planning.publish(undone, decided, NOW, list(moved))
    starts = sorted(i.start for i in desk.interviews())
    assert starts == sorted([*given_back, at("2026-12-01T17:00")])


def test_a_period_is_taken_back_once(engine, planning, free_slots):
    planning.publish(WEEK, {}, NOW)
    undone = taking_back(engine, WEEK, ())

    planning.publish(undone, {}, NOW)

    assert receives_that_week(free_slots)
    with pytest.raises(PeriodGone):
        planning.publish(undone, {}, NOW)


def test_an_opening_that_is_taken_back_shows_who_is_in_it(engine, desk, planning):
    planning.publish(ExtraOpening(at("2026-11-28T10:00"), at("2026-11-28T12:00")), {}, NOW)
    saturday = desk.book(request(at("2026-11-28T10:00"), "saturday"), NOW)
    [(number, period, _)] = schedule_editing.special_periods(engine, NOW)

    effect = planning.effect(PeriodTakenBack(number, period), NOW)

    assert [p.interview.reference for p in effect.proposals] == [saturday.reference]
    assert effect.lost == 3


@pytest.mark.parametrize("change", [WEEK, EVENINGS], ids=["absence", "hours"], indirect=True)
@pytest.mark.parametrize("answer", ["accept", "move", "cancel"])
@pytest.mark.parametrize("round_", range(3))
def test_an_answer_and_the_way_back_at_once_one_of_them_counts(
    engine, planning, replies, undone, moved, told, round_, answer, free_slots
):
    first, put_back = moved[0], list(moved)
    desk = BookingDesk(engine, announce=lambda connection, event: told.append(event))
    decisions = kept_as_shown(planning.effect(undone, NOW, moved))
    elsewhere = another_hour(free_slots)
    start = threading.Barrier(2)

    def undo():
        start.wait()
        try:
            planning.publish(undone, decisions, NOW, put_back)
        except ChangedMeanwhile:
            return False
        return True

    def reply():
        start.wait()
        version = first.version
        try:
            match answer:
                case "accept":
                    return replies.accept(first.reference, version, NOW)
                case "move":
                    return desk.move(first.reference, elsewhere, NOW, version=version)
                case _:
                    return desk.cancel(first.reference, NOW, version)
        except BookingError:
            return None

    with ThreadPoolExecutor(2) as pool:
        was_undone, replied = pool.submit(undo), pool.submit(reply)

    assert was_undone.result() != (replied.result() is not None)
    interview = desk.get(first.reference)
    about = [event.change for event in told if event.interview.reference == first.reference]
    if was_undone.result():
        assert (interview.start, interview.status) == (at(HOURS[0]), Status.CONFIRMED)
        assert about == [Change.MOVED]
        assert len(told) == 3
    else:
        assert interview.start != at(HOURS[0])
        assert len(told) == len(about) == (0 if answer == "accept" else 1)
