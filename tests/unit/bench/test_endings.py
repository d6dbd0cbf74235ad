"""A conversation that was played is judged by its booking, and apart by its answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.endings import Ending, Said, judged_turns, what_is_wrong
from tests.scripted_dialogues import BOOKED, a_turn

EXPECTED = {
    "status": "booked",
    "email": "Lea@Example.org",
    "date_time": "2027-01-13T15:00",
    "name": "Léa Morvan",
    "phone": "06 39 98 12 34",
}


def test_the_booking_that_was_expected_is_right():
    assert what_is_wrong(EXPECTED, [BOOKED]) is None


@pytest.mark.parametrize(
    "booked",
    [
        [],
        [{**BOOKED, "status": "cancelled"}],
        [{**BOOKED, "start": "2027-01-13T15:30:00+01:00"}],
        [{**BOOKED, "name": "Léa"}],
        [{**BOOKED, "email": "zoe@example.org"}],
        [{**BOOKED, "phone": "+33639980000"}],
        [BOOKED, {**BOOKED, "start": "2027-01-15T15:00:00+01:00"}],
    ],
)
def test_another_booking_is_wrong(booked):
    assert what_is_wrong(EXPECTED, booked)


def test_what_the_outcome_leaves_out_may_be_anything():
    vague = {"status": "booked", "date_time": "first_free"}

    assert what_is_wrong(vague, [BOOKED]) is None
    assert what_is_wrong(vague, [{**BOOKED, "phone": "+33639980000"}]) is None
    assert what_is_wrong(vague, [])


def test_what_is_accepted_besides_is_right():
    also_ok = ['name stored as "Léa M."', "a second booking at 2027-01-14T09:00 as well"]
    expected = {**EXPECTED, "also_ok": also_ok}
    other = {**BOOKED, "start": "2027-01-14T09:00:00+01:00"}

    assert what_is_wrong(expected, [{**BOOKED, "name": "Léa M."}]) is None
    assert what_is_wrong(expected, [other]) is None
    assert what_is_wrong(expected, [BOOKED, other]) is None


@pytest.mark.parametrize("email", [{}, {"email": "lea@example.org"}])
def test_a_booking_that_should_not_be_is_wrong(email):
    expected = {"status": "not_booked", **email}

    assert what_is_wrong(expected, []) is None
    assert what_is_wrong(expected, [{**BOOKED, "status": "cancelled"}]) is None
    assert what_is_wrong(expected, [BOOKED])


def test_only_what_was_booked_can_be_cancelled():
    expected = {"status": "cancelled", "email": "lea@example.org"}

    assert what_is_wrong(expected, [{**BOOKED, "status": "cancelled"}]) is None
    assert what_is_wrong(expected, [BOOKED])
    assert what_is_wrong(expected, [])


def test_every_answer_that_is_expected_to_say_something_is_judged():
    pay = a_turn("anything", "et en net ?", expect=r"\bnets?\b", expect_not="pas cette information")
    again = a_turn("confirm", "oui", expect_not="est reserve")
    said = [
        Said((a_turn("anything", "salut"), pay), ("Bonjour !", "C’est un salaire **net**.")),
        Said((again,), ("Votre entretien est réservé.",)),
    ]

    assert [(turn.words, turn.is_right) for turn in judged_turns(said)] == [
        ("et en net ?", True),
        ("oui", False),
    ]


def test_a_conversation_is_right_when_its_booking_and_its_answers_are():
    turns = tuple(judged_turns([Said((a_turn("anything", "ça paye ?", expect="80"),), ("Oui.",))]))
    evasive = Ending("d1", "Asks.", (), None, turns, ())

    assert replace(evasive, turns=()).is_right
    assert not replace(evasive, turns=(), booking_problem="no booking").is_right
    assert not evasive.is_right
    assert evasive.problems == ["« ça paye ? » is not answered with 80"]
