"""Conversations are played and judged by the rules of their file."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from ruamel.yaml import YAML

from bench.dialogues import Script, asked_for, endings, read_dialogues
from testing.running import ROOT, Conseiller
from tests.scripted_dialogues import BOOKED, a_turn

RESPONSES = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]


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


PLAYED = """
- id: d1
  description: Books, and asks on.
  reference_datetime: 2027-01-11T10:00
  turns:
    - {if_asked: anything, say: un rdv mercredi 15h}
    - {if_asked: name, say: Léa Morvan}
    - {if_asked: anything, say: et en net ?, expect: nets?}
  expected_outcome: {status: booked, date_time: 2027-01-13T15:00, name: Léa Morvan}
"""


@pytest.mark.parametrize(
    ("answer", "booked", "is_booked_rightly", "right_turns"),
    [("Net.", [BOOKED], True, 1), ("Pardon ?", [BOOKED], True, 0), ("Net.", [], False, 1)],
)
def test_a_conversation_is_played_and_its_booking_and_answers_are_judged_apart(
    tmp_path, answer, booked, is_booked_rightly, right_turns
):
    answers = {"un rdv mercredi 15h": "À quel nom ?", "Léa Morvan": "C’est réservé."}
    opened_at = []

    @contextmanager
    def opening(now):
        opened_at.append(now.isoformat())
        yield lambda text: [answers.get(text, answer)], lambda: booked

    file = tmp_path / "one.yml"
    file.write_text(PLAYED)

    (ending,) = endings(file, opening)

    assert opened_at == ["2027-01-11T10:00:00+01:00"]
    assert [words for said in ending.said for words in said.words] == [*answers, "et en net ?"]
    assert (ending.booking_problem is None) is is_booked_rightly
    assert sum(turn.is_right for turn in ending.turns) == right_turns
    assert ending.is_right is (is_booked_rightly and right_turns == 1)
