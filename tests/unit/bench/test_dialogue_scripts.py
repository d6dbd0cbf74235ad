"""Conversations are played and judged by the rules of their file."""

from __future__ import annotations

import pytest

from bench.dialogues import Script, asked_for, endings, what_is_wrong
from testing.running import Conseiller

BOOKED = {
    "status": "confirmed",
    "email": "lea@example.org",
    "start": "2027-01-13T15:00:00+01:00",
    "name": "Léa Morvan",
}
EXPECTED = {
    "status": "booked",
    "email": "Lea@Example.org",
    "date_time": "2027-01-13T15:00",
    "name": "Léa Morvan",
}


def a_turn(if_asked: str, say: str, **marks: bool) -> dict[str, object]:
    return {"if_asked": if_asked, "say": say, **marks}


def test_the_first_unused_turn_for_what_is_asked_is_sent():
    script = Script([a_turn("anything", "un rdv"), a_turn("name", "Léa"), a_turn("name", "Zoé")])

    assert script.next("name") == ("Léa",)
    assert script.next("name") == ("Zoé",)
    assert script.next("phone") == ("un rdv",)
    assert script.next("name") == ()


def test_a_turn_in_reserve_is_sent_when_the_value_is_asked_for_again():
    script = Script([a_turn("name", "Léa M.", fallback=True), a_turn("name", "Léa Morvan")])

    assert script.next("name") == ("Léa Morvan",)
    assert script.next("name") == ("Léa M.",)


def test_a_turn_in_reserve_is_sent_when_the_value_was_given_with_others():
    script = Script(
        [a_turn("anything", "rdv jeudi 14h"), a_turn("date_time", "14h !", fallback=True)]
    )

    assert script.next("anything") == ("rdv jeudi 14h",)
    assert script.next("date_time") == ("14h !",)


def test_turns_that_do_not_wait_go_with_the_one_before_them():
    script = Script(
        [
            a_turn("anything", "bonjour"),
            a_turn("anything", "un rdv svp", no_wait=True),
            a_turn("name", "Léa", no_wait=True),
            a_turn("name", "Léa Morvan"),
        ]
    )

    assert script.next("anything") == ("bonjour", "un rdv svp", "Léa")
    assert script.next("name") == ("Léa Morvan",)


def test_a_turn_that_does_not_wait_is_not_sent_alone():
    script = Script([a_turn("phone", "0612345678"), a_turn("name", "Léa", no_wait=True)])

    assert script.next("name") == ()


def test_the_last_bubble_that_asks_counts():
    assert asked_for(["À quel nom dois-je réserver ?", "Êtes-vous d’accord ?"]) == "consent"
    assert asked_for(["Bonjour !"]) is None


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
    ],
)
def test_another_booking_is_wrong(booked):
    assert what_is_wrong(EXPECTED, booked)


def test_what_is_accepted_besides_is_right():
    expected = {**EXPECTED, "also_ok": ['name stored as "Léa M."', "booked at 2027-01-14T09:00"]}

    assert what_is_wrong(expected, [{**BOOKED, "name": "Léa M."}]) is None
    assert what_is_wrong(expected, [{**BOOKED, "start": "2027-01-14T09:00:00+01:00"}]) is None


def test_a_booking_that_should_not_be_is_wrong():
    expected = {**EXPECTED, "status": "not_booked"}

    assert what_is_wrong(expected, [{**BOOKED, "status": "cancelled"}]) is None
    assert what_is_wrong(expected, [BOOKED])


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

    played = list(endings(file))

    problem = "could not be played to its end: Conseiller did not start"
    assert [(ending.id, ending.problem) for ending in played] == [("d1", problem), ("d2", problem)]
