"""An absence is taken back: who did not answer yet has their hour again; on both databases."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from booking import schedule_editing
from booking.desk import BookingDesk
from booking.model import BookingError, Change, Status
from booking.planning import ChangedMeanwhile, Decision, Planning
from booking.putting_back import Hindrance
from booking.replies import Replies
from booking.schedule_changes import Closure
from tests.bookings import at, request

NOW = at("2026-11-25T10:05")
WEEK = Closure(at("2026-11-30T00:00"), at("2026-12-05T00:00"))
HOURS = ("2026-12-01T09:00", "2026-12-01T14:00", "2026-12-02T09:00")


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


@pytest.fixture
def closed(engine, desk, planning, told, moved):
    """A week that was closed, with three interviews moved out of it; gives its number."""
    for hour in HOURS:
        desk.book(request(at(hour), hour), NOW)
    effect = planning.effect(WEEK, NOW)
    chosen = {
        p.interview.reference: Decision(p.interview.sequence, p.place) for p in effect.proposals
    }
    planning.publish(WEEK, chosen, NOW)
    told.clear()
    [(number, *_)] = schedule_editing.special_periods(engine, NOW)
    return number


def hindrances(planning, number, moved, now=NOW):
    return [each.hindrance for each in planning.way_back(number, moved, now)]


def test_all_have_their_hours_again_and_are_told_once(desk, planning, closed, moved, told, engine):
    assert hindrances(planning, closed, moved) == [None] * 3

    assert planning.take_back(closed, NOW, moved)

    assert [i.start for i in desk.interviews()] == [at(hour) for hour in HOURS]
    assert not any(i.awaits_answer for i in desk.interviews())
    assert [event.change for event in told] == [Change.MOVED] * 3
    assert schedule_editing.special_periods(engine, NOW) == []


def test_those_that_are_not_wanted_back_stay(desk, planning, closed, moved, told):
    planning.take_back(closed, NOW, moved[:1])

    first, *others = [desk.get(each.reference) for each in moved]
    assert (first.start, first.awaits_answer) == (at(HOURS[0]), False)
    assert [event.interview.reference for event in told] == [first.reference]
    assert all(i.awaits_answer for i in others)


def test_who_answered_changed_or_lost_the_hour_stays(
    engine, desk, planning, replies, closed, moved
):
    accepted, elsewhere, _ = moved
    replies.accept(accepted.reference, accepted.version, NOW)
    desk.move(elsewhere.reference, at("2026-12-15T11:00"), NOW)

    assert hindrances(planning, closed, moved) == [Hindrance.ANSWERED, Hindrance.CHANGED, None]
    schedule_editing.set_rules(engine, notice_minutes=30 * 24 * 60)
    assert hindrances(planning, closed, moved)[2] is Hindrance.TAKEN
    assert planning.way_back(closed, moved, WEEK.end) is None
    for each in moved[:2]:
        with pytest.raises(ChangedMeanwhile):
            planning.take_back(closed, NOW, [each])
    assert len(schedule_editing.special_periods(engine, NOW)) == 1


def test_an_hour_that_is_taken_again_is_not_given_twice(engine, desk, planning, closed, moved):
    planning.take_back(closed, NOW)
    schedule_editing.set_rules(engine, open_per_email=99)
    desk.book(request(at(HOURS[0]), "another"), NOW)
    planning.publish(WEEK, _kept(planning), NOW)
    [(number, *_)] = schedule_editing.special_periods(engine, NOW)

    assert hindrances(planning, number, moved)[0] is Hindrance.TAKEN
    with pytest.raises(ChangedMeanwhile):
        planning.take_back(number, NOW, moved)
    assert len([i for i in desk.interviews() if i.start == at(HOURS[0])]) == 1


def _kept(planning):
    hit = planning.effect(WEEK, NOW).proposals
    return {p.interview.reference: Decision(p.interview.sequence) for p in hit}


@pytest.mark.parametrize("answer", ["accept", "move", "cancel"])
@pytest.mark.parametrize("round_", range(4))
def test_an_answer_and_the_way_back_at_once_one_of_them_counts(
    engine, planning, replies, closed, moved, told, round_, answer
):
    first = moved[0]
    desk = BookingDesk(engine, announce=lambda connection, event: told.append(event))
    start = threading.Barrier(2)

    def undo():
        start.wait()
        try:
            return planning.take_back(closed, NOW, moved)
        except ChangedMeanwhile:
            return False

    def reply():
        start.wait()
        elsewhere, version = at("2026-12-15T11:00"), first.version
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
        undone, replied = pool.submit(undo), pool.submit(reply)

    assert undone.result() != (replied.result() is not None)
    interview = desk.get(first.reference)
    about = [event.change for event in told if event.interview.reference == first.reference]
    if undone.result():
        assert (interview.start, interview.status) == (at(HOURS[0]), Status.CONFIRMED)
        assert about == [Change.MOVED]
        assert len(told) == 3
    else:
        assert interview.start != at(HOURS[0])
        assert len(schedule_editing.special_periods(engine, NOW)) == 1
        assert len(told) == len(about) == (0 if answer == "accept" else 1)
