"""What visitors reply when the school moves their interview, on SQLite and PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from booking.desk import BookingDesk
from booking.model import MovedMeanwhile, NotOpen, UnknownReference
from booking.planning import Planning
from booking.register import Register
from booking.replies import Replies
from booking.rules import Rules
from booking.rules_changes import NewRules
from tests.bookings import SLOT, at, request

ELSEWHEN = at("2026-11-27T09:00")


@pytest.fixture
def noted():
    return []


@pytest.fixture
def replies(engine, noted):
    return Replies(engine, lambda connection, interview, now: noted.append(interview.start))


@pytest.fixture
def school(engine):
    return BookingDesk(engine, lambda *_: None, keeps_notice=False, asks_visitors=True)


@pytest.fixture
def moved(desk, school, now):
    return school.move(desk.book(request(), now).reference, ELSEWHEN, now)


@pytest.fixture
def waiting(engine, now):
    return lambda **more: [i.reference for i in Register(engine).unanswered(now, **more)]


def test_whom_the_school_moves_is_waited_for_until_they_accept(moved, replies, noted, waiting, now):
    assert moved.awaits_answer
    assert waiting() == [moved.reference]
    assert waiting(interviewer_id=99) == []

    accepted = replies.accept(moved.reference, moved.sequence, now)

    assert (accepted.accepted_at, accepted.sequence) == (now, moved.sequence)
    assert waiting() == []
    assert noted == [ELSEWHEN]


def test_accepted_many_times_at_once_it_is_noted_once(moved, replies, noted, now):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: replies.accept(moved.reference, moved.sequence, now), range(4)))

    assert noted == [ELSEWHEN]


def test_whoever_says_to_be_coming_has_answered(moved, replies, noted, waiting, now):
    replies.note_coming(moved.reference, moved.sequence, now)

    assert waiting() == []
    assert noted == []


@pytest.mark.parametrize("reply", ["accept", "note_coming"])
def test_a_reply_to_an_hour_that_is_not_the_one_any_more_counts_for_nothing(
    moved, school, replies, noted, waiting, reply, now
):
    school.move(moved.reference, at("2026-11-30T09:00"), now)

    with pytest.raises(MovedMeanwhile):
        getattr(replies, reply)(moved.reference, moved.sequence, now)
    assert noted == []
    assert waiting() == [moved.reference]


def test_moved_again_it_is_asked_again(moved, school, replies, waiting, now):
    replies.accept(moved.reference, moved.sequence, now)

    again = school.move(moved.reference, SLOT, now)

    assert (again.awaits_answer, again.accepted_at) == (True, None)
    assert waiting() == [moved.reference]


def test_who_moves_it_themselves_has_nothing_to_accept(moved, desk, replies, noted, waiting, now):
    own = desk.move(moved.reference, at("2026-11-30T09:00"), now)

    assert not own.awaits_answer
    assert waiting() == []
    assert replies.accept(own.reference, own.sequence, now) == own
    assert noted == []


def test_whoever_was_moved_to_an_hour_that_is_soon_can_still_say_no(
    engine, moved, desk, replies, now
):
    change = NewRules(Rules(change_notice=timedelta(days=7)))
    Planning(engine, lambda *_: None, lambda *_: None).publish(change, {}, now)

    assert desk.can_change(moved, now)
    replies.accept(moved.reference, moved.sequence, now)
    assert not desk.can_change(desk.get(moved.reference), now)


def test_what_is_cancelled_has_begun_or_is_unknown_is_not_accepted(moved, desk, replies, now):
    with pytest.raises(NotOpen):
        replies.accept(moved.reference, moved.sequence, ELSEWHEN + timedelta(minutes=1))
    cancelled = desk.cancel(moved.reference, now)
    with pytest.raises(NotOpen):
        replies.accept(moved.reference, cancelled.sequence, now)
    with pytest.raises(UnknownReference):
        replies.accept("AAAA-AAAA", 0, now)


def test_nobody_is_waited_for_once_it_is_cancelled_or_has_begun(engine, moved, desk, waiting, now):
    assert Register(engine).unanswered(ELSEWHEN) == []

    desk.cancel(moved.reference, now)

    assert waiting() == []
