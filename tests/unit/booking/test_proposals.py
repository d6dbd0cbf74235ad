"""Which place is offered to an interview that cannot take place."""

from __future__ import annotations

from datetime import timedelta

from booking.model import Interviewer, Place, Slot
from booking.proposals import propose
from tests.builders import NOON, an_interview, paris

MONDAY = paris(2026, 11, 30, 10)


def hit(start=MONDAY, number=1, interviewer=1):
    return an_interview(start, id=number, interviewer=Interviewer(interviewer, None, None))


def place(start, interviewer=1):
    return Place(interviewer, Slot(start, start + timedelta(minutes=30)))


def free(places):
    slots = {}
    for each in places:
        slots.setdefault(each.slot, set()).add(each.interviewer_id)
    return slots


def offered(interviews, places):
    return [proposal.place for proposal in propose(interviews, free(places), NOON)]


def test_the_same_hour_with_a_colleague_comes_first():
    near, colleague = place(MONDAY + timedelta(minutes=30)), place(MONDAY, 2)

    [proposal] = propose([hit()], free([near, colleague]), NOON)

    assert proposal.place == colleague
    assert proposal.is_same_hour


def test_otherwise_the_nearest_and_with_the_same_person_if_both_are_as_near():
    late, early = place(MONDAY + timedelta(days=1)), place(MONDAY - timedelta(hours=1), 2)
    same = place(MONDAY - timedelta(hours=1))

    assert offered([hit()], [late, early, same]) == [same]


def test_nobody_takes_the_hour_of_another_who_could_keep_it():
    ten, half_past = MONDAY, MONDAY + timedelta(minutes=30)
    places = [place(half_past, 2), place(half_past + timedelta(hours=1), 2)]

    assert offered([hit(ten, 1), hit(half_past, 2)], places) == [places[1], places[0]]


def test_no_place_is_offered_twice_nor_two_that_overlap():
    overlapping = place(MONDAY + timedelta(minutes=15), 2)
    [first, second] = offered([hit(number=1), hit(number=2)], [place(MONDAY, 2), overlapping])

    assert first is not None
    assert second is None


def test_nobody_is_moved_to_an_earlier_hour_that_is_too_near():
    earlier, later = place(MONDAY - timedelta(hours=1)), place(MONDAY + timedelta(days=3))

    [proposal] = propose([hit()], free([earlier, later]), MONDAY)

    assert proposal.place == later
