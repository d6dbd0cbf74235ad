"""Each check of a simulated conversation finds what it is for, and nothing in a good one."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from ruamel.yaml import YAML

from bench.visitors import checks
from bench.visitors.checks import Intended, Played, faults
from bench.visitors.people import Person
from bench.visitors.plans import plan
from bench.visitors.points import Points
from bench.visitors.report import Judged, keep, write_report
from bench.visitors.seen import Bubble, Seen, Turn
from bench.visitors.voices import voices
from testing.running import ROOT
from tests.builders import paris

POINTS = Points.load()
LEA = Person("Léa", "Morvan", "lea@example.org", "+33612345678")
START = paris(2027, 1, 13, 15)
BOOKING = {
    "reference": "K7PD-M4QX",
    "status": "confirmed",
    "email": "lea@example.org",
    "start": "2027-01-13T15:00:00+01:00",
    "name": "Léa Morvan",
    "phone": "+33612345678",
}
DOMAIN = YAML(typ="safe").load((ROOT / "domain.yml").read_text())


def said(response: str) -> str:
    return DOMAIN["responses"][response][0]["text"]


def answer(text: str) -> str:
    return said("utter_answer_salary").format(answer=text, source="http://127.0.0.1:8000/")


ASKED = said("utter_ask_visitor_email")
SALARY = answer(POINTS.job.topics["salary"].answer)
UNKNOWN = said("utter_not_on_page_briefly").format(of="du prix des études")


def a_turn(*texts: str, acts: tuple[str, ...] = ("affirm",), asked: str | None = None) -> Turn:
    """What a visitor does, and what he sees then; Rasa makes a bubble of each paragraph."""
    bubbles = tuple(Bubble(part) for text in texts for part in text.split("\n\n"))
    return Turn(acts, "…", Seen(bubbles, "booking_form" if asked else None, asked))


def booked_turn(act: str = "affirm") -> Turn:
    data = {"kind": "booked", "reference": "K7PD-M4QX"}
    return Turn((act,), "…", Seen((Bubble(said("utter_thank"), data=data),)))


def a_conversation(*turns: Turn, status: str | None = None, gave_up: str | None = None) -> Played:
    made = plan(1, 1, paris(2026, 11, 25, 19), voices())
    return Played(made, turns, Intended(LEA, True, START, status), gave_up)


def kinds(played: Played, *bookings: dict[str, object]) -> list[str]:
    return [fault.kind for fault in faults(played, bookings, POINTS)]


def test_nothing_is_wrong_with_a_good_conversation():
    played = a_conversation(
        a_turn(SALARY, acts=("ask:salary_range",)), a_turn(ASKED), status="confirmed"
    )

    assert kinds(played, BOOKING) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"start": "2027-01-13T15:30:00+01:00"},
        {"name": "Léa"},
        {"phone": None},
        {"status": "cancelled"},
    ],
)
def test_another_booking_than_was_meant_is_wrong(changed):
    played = a_conversation(a_turn(ASKED), status="confirmed")

    assert kinds(played, {**BOOKING, **changed}) == [checks.BOOKED_WRONG]


def test_a_name_is_right_whichever_part_comes_first():
    played = a_conversation(a_turn(ASKED), status="confirmed")

    assert kinds(played, {**BOOKING, "name": "MORVAN Léa"}) == []


def test_a_booking_for_another_address_is_found_by_the_reference_that_was_told():
    played = a_conversation(booked_turn(), status="confirmed")

    found = faults(played, [{**BOOKING, "email": "la@example.org"}], POINTS)

    assert "e-mail la@example.org instead of lea@example.org" in [fault.what for fault in found]


def test_a_booking_at_something_else_than_a_yes_is_wrong():
    assert kinds(a_conversation(booked_turn(), status="confirmed"), BOOKING) == []
    hesitates = a_conversation(booked_turn("hesitate"), status="confirmed")
    assert kinds(hesitates, BOOKING) == [checks.BOOKED_WRONG]


def test_two_bookings_for_one_are_wrong():
    played = a_conversation(a_turn(ASKED), status="confirmed")

    assert kinds(played, BOOKING, {**BOOKING, "reference": "AAAA-BBBB"}) == [checks.BOOKED_WRONG]


@pytest.mark.parametrize("status", [None, "cancelled"])
def test_a_booking_that_should_not_be_is_wrong(status):
    assert checks.BOOKED_WRONG in kinds(a_conversation(a_turn(ASKED), status=status), BOOKING)


def test_a_missing_booking_is_wrong():
    assert kinds(a_conversation(a_turn(ASKED), status="confirmed")) == [checks.BOOKED_WRONG]


def test_giving_up_is_not_reaching_the_goal():
    played = a_conversation(a_turn(ASKED), gave_up="visitor_name is asked for again and again")

    assert kinds(played) == [checks.NOT_REACHED]


def test_the_same_question_three_times_is_a_loop():
    asks = [a_turn(UNKNOWN, ASKED, asked="visitor_email") for _ in range(3)]

    assert kinds(a_conversation(*asks)) == [checks.LOOP]
    assert kinds(a_conversation(*asks[:2])) == []


def test_a_question_that_comes_back_after_another_is_no_loop():
    again = a_turn(UNKNOWN, ASKED, asked="visitor_email")
    other = a_turn(said("utter_ask_visitor_name"), asked="visitor_name")

    assert kinds(a_conversation(again, again, other, again)) == []


def test_the_same_bubble_twice_in_a_row_is_doubled_unless_he_asked_for_it():
    first, again = a_turn(ASKED), a_turn(ASKED)

    assert kinds(a_conversation(first, again)) == [checks.DOUBLED]
    assert kinds(a_conversation(first, replace(again, acts=("repeat",)))) == []


def test_a_fact_that_the_page_does_not_say_is_invented():
    assert kinds(a_conversation(a_turn("On commence à 55 k€."))) == [checks.INVENTED]


def test_the_paragraphs_of_an_answer_are_known_together():
    assert kinds(a_conversation(a_turn(SALARY, UNKNOWN))) == []


def test_a_question_without_its_answer_is_not_answered():
    assert kinds(a_conversation(a_turn(ASKED, acts=("ask:stock",)))) == [checks.UNANSWERED]


def test_a_visitor_who_came_to_learn_it_has_not_reached_his_goal_then():
    played = a_conversation(a_turn(ASKED, acts=("ask:stock",)))
    came_for_it = replace(played, plan=replace(played.plan, points=("stock",)))

    assert kinds(came_for_it) == [checks.UNANSWERED, checks.NOT_REACHED]


def test_what_the_page_says_is_not_to_be_denied():
    assert kinds(a_conversation(a_turn(UNKNOWN, acts=("ask:stock",)))) == [checks.DENIED]


def test_what_the_page_leaves_open_is_honestly_said_so():
    gross, salary = POINTS.job.silences["gross_pay"].says, POINTS.job.topics["salary"].answer
    silence = answer(f"{gross}\n\n{salary}")

    assert kinds(a_conversation(a_turn(UNKNOWN, acts=("ask:unknown",)))) == []
    assert kinds(a_conversation(a_turn(silence, acts=("ask:gross_pay",)))) == []
    assert kinds(a_conversation(a_turn(SALARY, acts=("ask:unknown",)))) == [checks.UNANSWERED]


def test_a_question_that_is_asked_again_counts_by_its_second_answer():
    missed = a_turn(ASKED, acts=("ask:salary_range",))
    told = a_turn(SALARY, acts=("ask:salary_range", "again"))

    assert kinds(a_conversation(missed, told)) == []
    assert checks.answered_at_once([missed, told], POINTS) == [False]


def test_both_questions_of_a_message_want_an_answer():
    played = a_conversation(a_turn(SALARY, acts=("ask:salary_range", "ask:stock")))

    assert [fault.what for fault in faults(played, [], POINTS)] == ["stock"]


def test_a_detail_that_was_put_right_is_told_but_is_no_failure():
    played = replace(a_conversation(a_turn(ASKED), status="confirmed"), misread=("name, plain",))
    judged = Judged.of(played, faults(played, [BOOKING], POINTS), POINTS)

    assert judged.has(checks.MISREAD)
    assert not judged.failed


def test_the_report_counts_and_shows_what_failed(tmp_path):
    failed = a_conversation(a_turn(ASKED), a_turn(ASKED), gave_up="too long")
    good = a_conversation(a_turn(SALARY, acts=("ask:salary",)))
    judged = [Judged.of(each, faults(each, [], POINTS), POINTS) for each in (failed, good)]

    write_report(tmp_path / "visitors.md", judged, 1, "all")
    keep(judged, tmp_path / "visitors.json")

    report = (tmp_path / "visitors.md").read_text()
    assert "1 of 2 (50.0 %" in report
    assert "- **goal not reached**: too long" in report
    kept = json.loads((tmp_path / "visitors.json").read_text())
    assert [("turns" in each, each["reached"]) for each in kept] == [(True, False), (False, True)]
