"""Conversations are played and judged by the rules of their file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ruamel.yaml import YAML

from bench.dialogues import Script, asked_for, endings, read_dialogues
from bench.endings import Ending, Said, judged_turns, what_is_wrong
from testing.running import ROOT, Conseiller

RESPONSES = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]

BOOKED = {
    "status": "confirmed",
    "email": "lea@example.org",
    "start": "2027-01-13T15:00:00+01:00",
    "name": "Léa Morvan",
    "phone": "+33639981234",
}
EXPECTED = {
    "status": "booked",
    "email": "Lea@Example.org",
    "date_time": "2027-01-13T15:00",
    "name": "Léa Morvan",
    "phone": "06 39 98 12 34",
}


def a_turn(if_asked: str, say: str, **marks: object) -> dict[str, object]:
    return {"if_asked": if_asked, "say": say, **marks}


def sent(script: Script, asked: str) -> tuple[object, ...]:
    return tuple(turn["say"] for turn in script.next(asked))


def test_the_first_unused_turn_for_what_is_asked_is_sent():
    script = Script([a_turn("anything", "un rdv"), a_turn("name", "Léa"), a_turn("name", "Zoé")])

    assert sent(script, "name") == ("Léa",)
    assert sent(script, "name") == ("Zoé",)
    assert sent(script, "phone") == ("un rdv",)
    assert sent(script, "name") == ()


def test_a_turn_in_reserve_is_sent_when_the_value_is_asked_for_again():
    script = Script([a_turn("name", "Léa M.", fallback=True), a_turn("name", "Léa Morvan")])

    assert sent(script, "name") == ("Léa Morvan",)
    assert sent(script, "name") == ("Léa M.",)


def test_a_turn_in_reserve_is_sent_when_the_value_was_given_with_others():
    script = Script(
        [a_turn("anything", "rdv jeudi 14h"), a_turn("date_time", "14h !", fallback=True)]
    )

    assert sent(script, "anything") == ("rdv jeudi 14h",)
    assert sent(script, "date_time") == ("14h !",)


def test_turns_that_do_not_wait_go_with_the_one_before_them():
    script = Script(
        [
            a_turn("anything", "bonjour"),
            a_turn("anything", "un rdv svp", no_wait=True),
            a_turn("name", "Léa", no_wait=True),
            a_turn("name", "Léa Morvan"),
        ]
    )

    assert sent(script, "anything") == ("bonjour", "un rdv svp", "Léa")
    assert sent(script, "name") == ("Léa Morvan",)


def test_a_turn_that_does_not_wait_is_not_sent_alone():
    script = Script([a_turn("phone", "0612345678"), a_turn("name", "Léa", no_wait=True)])

    assert sent(script, "name") == ()


def test_the_last_bubble_that_asks_counts():
    assert asked_for(["À quel nom dois-je réserver ?", "Êtes-vous d’accord ?"]) == "consent"
    assert asked_for(["Bonjour !"]) is None


@pytest.mark.parametrize(
    ("response", "field"),
    [
        ("utter_ask_recap_confirmed", "confirm"),
        ("utter_confirm_move", "confirm"),
        ("utter_confirm_correction", "confirm"),
        ("utter_confirm_cancellation", "confirm"),
        ("utter_move_from", "date_time"),
        ("utter_free_slots", "date_time"),
        ("utter_human", None),
        ("utter_correct_visitor_name", "name"),
        ("utter_ask_visitor_phone_again", "phone"),
    ],
)
def test_what_a_bubble_asks_for_is_told_by_its_words(response, field):
    (bubble,) = RESPONSES[response]

    assert asked_for([bubble["text"]]) == field


def test_a_telephone_number_keeps_its_zero(tmp_path):
    file = tmp_path / "one.yml"
    file.write_text("- turns:\n  - {if_asked: phone, say: 0639981234}\n")

    ((turn,),) = [dialogue["turns"] for dialogue in read_dialogues(file)]

    assert turn["say"] == "0639981234"


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


def test_a_conversation_that_breaks_counts_as_wrong_and_the_next_is_still_played(
    tmp_path, monkeypatch
):
    def refuse(conseiller: Conseiller) -> None:
        raise AssertionError("Conseiller did not start")

    monkeypatch.setattr(Conseiller, "start", refuse)
    file = tmp_path / "two.yml"
    file.write_text(
        "".join(
            f"- {{id: {name}, description: Books., reference_datetime: 2027-01-11T10:00,"
            " turns: [], expected_outcome: {status: booked}}\n"
            for name in ("d1", "d2")
        )
    )

    played = [(ending.id, ending.booking_problem) for ending in endings(file)]

    problem = "could not be played to its end: Conseiller did not start"
    assert played == [("d1", problem), ("d2", problem)]
