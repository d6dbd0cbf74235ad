"""What two answers both say is said once."""

from __future__ import annotations

from actions.answered import Answered, without_what_others_say

PAY = "Un cadre peut obtenir entre 40 et 80 k€ nets par an."
VARIABLE = "Au salaire s’ajoute une part variable."
CURIOSITY = "La curiosité fait partie des qualités requises."


def kept(*answers: str | None) -> list[str | None]:
    answered = [
        Answered(f"ask_{place}", {"answer": each} if each else None)
        for place, each in enumerate(answers)
    ]
    return [(each.answer or {}).get("answer") for each in without_what_others_say(answered)]


def test_the_same_sentences_in_another_order_are_said_once():
    assert kept(f"{PAY}\n{VARIABLE}", f"{VARIABLE}\n{PAY}") == [f"{PAY}\n{VARIABLE}"]


def test_a_sentence_that_the_next_answer_has_as_well_is_left_to_it():
    assert kept(PAY, f"{VARIABLE}\n{PAY}") == [f"{VARIABLE}\n{PAY}"]


def test_answers_that_share_a_sentence_and_differ_are_both_said():
    both = [f"{PAY}\n{VARIABLE}", f"{PAY}\n{CURIOSITY}"]
    assert kept(*both) == both


def test_what_has_no_answer_of_the_page_stays():
    assert kept(None, PAY, None) == [None, PAY, None]
