"""How a visitor's words are made comparable, mended, and cut where it has several intents."""

from __future__ import annotations

import random

import pytest

from nlu.understanding.courtesies import past_courtesy
from nlu.understanding.french_words import words_of
from nlu.understanding.multi_intent import Sight, led_by_one_of, meanings_in, order_in
from nlu.understanding.prediction import Prediction
from nlu.understanding.spelling import Speller
from nlu.understanding.typing_errors import with_typing_error


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jveux un RDV !", "je veux un rendez vous !"),
        ("C’est quoi l’école ?", "c est quoi l ecole ?"),
        ("c koi", "c est quoi"),
        ("merciiiii", "mercii"),
        ("mon mail : lea@example.org", "mon mail : zadresse"),
        ("06 12 34 56 78 svp", "ztelephone s il vous plait"),
        ("ŒUVRE", "oeuvre"),
    ],
)
def test_words_are_the_same_however_they_are_typed(text, words):
    assert " ".join(words_of(text)) == words


SPELLER = Speller.learn([["salaire", "habite", "combien", "je"]] * 3)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("salire", "salaire"),
        ("salaires", "salaire"),
        ("saliare", "salaire"),
        ("zalaire", "salaire"),
        ("jhabite", "j habite"),
        ("combien", "combien"),
        ("ornithorynque", "ornithorynque"),
        ("sla", "sla"),
    ],
)
def test_a_word_one_slip_away_from_a_known_one_is_mended(typed, meant):
    assert " ".join(SPELLER.mend([typed])) == meant


@pytest.mark.parametrize("seed", range(20))
def test_a_typing_error_changes_a_text_by_little_and_never_a_first_letter(seed):
    text = "quel est le salaire"

    slipped = with_typing_error(text, random.Random(seed))

    assert abs(len(slipped) - len(text)) <= 1
    assert slipped[0] == "q"


@pytest.mark.parametrize("text", ["", "?", "a b c", "🦄"])
def test_a_text_without_a_word_of_two_letters_is_left_as_it_is(text):
    assert with_typing_error(text, random.Random(1)) == text


def predict(text: str) -> list[Prediction]:
    """Read as a model would that knows a few words, and doubts where it sees two of them."""
    known = {"bonjour": "greet", "merci": "thank", "revoir": "goodbye"}
    known |= {"salaire": "ask_salary", "études": "ask_degrees", "parfait": "affirm"}
    known |= {"robot": "ask_if_robot", "évite": "deny", "dérange": "affirm"}
    found = [intent for word, intent in known.items() if word in text] or ["out_of_scope"]
    return [Prediction(intent, 0.98 / len(found), text) for intent in found]


def named(read: Prediction) -> Prediction:
    """Name the points that a text asks for, as where a model knows a few."""
    known = ("licence", "master")
    return read._replace(points=tuple(point for point in known if point in read.text))


TOGETHER = ["ask_salary", "ask_degrees", "ask_if_robot", "affirm", "deny"]


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("le salaire et quelles études ?", ["ask_salary", "ask_degrees"]),
        ("quelles études, puis le salaire", ["ask_degrees", "ask_salary"]),
        ("études salaire svp", ["ask_degrees", "ask_salary"]),
        ("bonjour, quel est le salaire ?", ["ask_salary"]),
        ("quel est le salaire", ["ask_salary"]),
        ("il fait beau et chaud", ["out_of_scope"]),
        ("des études de licence ou des études de master ?", ["ask_degrees", "ask_degrees"]),
        ("quelles études ? après des études de licence ?", ["ask_degrees", "ask_degrees"]),
        ("des études, aussi des études de licence ?", ["ask_degrees"]),
        ("le salaire, c'est selon les études ?", ["ask_salary"]),
        ("sans études, quel est le salaire ?", ["ask_salary"]),
        ("et du coup, quel est le salaire ?", ["ask_salary"]),
        ("c'est quoi le salaire, c'est quoi les études ?", ["ask_salary", "ask_degrees"]),
        ("des études de licence, des études avec licence", ["ask_degrees"]),
        ("des études de licence des études de master", ["ask_degrees"]),
        ("quel est le salaire puis quelles études", ["ask_salary", "ask_degrees"]),
        ("de quelles études puis-je parler", ["ask_degrees"]),
        ("je ne sais ni les études ni le salaire", ["ask_degrees", "ask_salary"]),
        ("petit un les études petit deux le salaire", ["ask_degrees", "ask_salary"]),
        ("1) le salaire 2) les études", ["ask_salary", "ask_degrees"]),
        ("un robot ? bref, le salaire", ["ask_if_robot", "ask_salary"]),
        ("je l'évite, si ça ne vous dérange pas", ["deny"]),
        ("je l'évite. si ça ne vous dérange pas", ["deny", "affirm"]),
        ("ni robot ni salaire", ["ask_salary"]),
        ("le salaire parce que mes études sont longues", ["ask_salary"]),
        ("le salaire parce que j'hésite, et quelles études ?", ["ask_salary", "ask_degrees"]),
        ("mon petit a des études et un salaire", ["ask_degrees", "ask_salary"]),
    ],
)
def test_a_message_is_cut_into_its_intents_in_their_order(text, intents):
    look = past_courtesy(predict, predict)

    sight = Sight(look, look, named, {"ask_degrees", "ask_salary"}.__contains__)

    assert [each.intent for each in meanings_in(text, sight, TOGETHER)] == intents


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("c'est quoi le taf et le salaire", ["ask_missions", "ask_salary"]),
        ("le salaire et c'est quoi le taf", ["ask_salary", "ask_missions"]),
        ("le salaire et c'est quoi ton nom", ["ask_salary"]),
    ],
)
def test_what_a_job_is_and_what_is_done_in_it_are_asked_in_the_same_words(text, intents):
    torn = {"taf": ("ask_missions", "ask_job_definition"), "nom": ("ask_if_robot", "ask_human")}

    def read(text: str) -> list[Prediction]:
        found = {intent: 0.5 for word in torn if word in text for intent in torn[word]}
        if "salaire" in text:
            found = {"ask_salary": 0.97, **dict.fromkeys(found, 0.015)}
        return [Prediction(intent, sure, text) for intent, sure in found.items()]

    facts = {"ask_salary", "ask_missions", "ask_job_definition"}
    sight = Sight(read, read, lambda each: each, facts.__contains__)
    together = [*facts, "ask_if_robot", "ask_human"]

    assert [each.intent for each in meanings_in(text, sight, together)] == intents


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("je parle à un humain ou à un robot ?", ["ask_human"]),
        ("un humain. c'est un robot ?", ["ask_human", "ask_if_robot"]),
        ("un humain ou le salaire", ["ask_human", "ask_salary"]),
    ],
)
def test_or_joins_no_two_things_of_which_none_is_a_fact(text, intents):
    asked = {"humain": "ask_human", "robot": "ask_if_robot", "salaire": "ask_salary"}

    def read(text: str) -> list[Prediction]:
        found = [intent for word, intent in asked.items() if word in text]
        return [Prediction(intent, 0.98 / len(found), text) for intent in found]

    sight = Sight(read, read, lambda each: each, "ask_salary".__eq__)

    assert [each.intent for each in meanings_in(text, sight, [*asked.values()])] == intents


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("un souci, comment on annule", ["ask_interview"]),
        ("annule, un souci", ["cancel_interview", "ask_interview"]),
        ("annule, et quels horaires", ["cancel_interview", "ask_interview"]),
        ("on annule. un souci ?", ["cancel_interview", "ask_interview"]),
    ],
)
def test_who_asks_whether_an_interview_can_be_cancelled_does_not_cancel_it(text, intents):
    points = {"souci": "interview_change", "horaires": "interview_length"}

    def read(text: str) -> list[Prediction]:
        found = ["ask_interview"] if any(word in text for word in points) else []
        found += ["cancel_interview"] if "annule" in text else []
        return [Prediction(intent, 0.98 / len(found), text) for intent in found]

    def named(read: Prediction) -> Prediction:
        found = (point for word, point in points.items() if word in read.text)
        return read._replace(points=tuple(found) if read.intent == "ask_interview" else ())

    sight = Sight(read, read, named, "ask_interview".__eq__)
    together = ["ask_interview", "cancel_interview"]

    assert [each.intent for each in meanings_in(text, sight, together)] == intents


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("bonjour, quel est le salaire ?", "ask_salary"),
        ("bonjour quel est le salaire", "ask_salary"),
        ("merci, au revoir !", "goodbye"),
        ("merci quelles études", "ask_degrees"),
        ("parfait, merci !", "affirm"),
        ("quel est le salaire, merci", "ask_salary"),
        ("mille fois merci pour votre aide. Quelles études ?", "ask_degrees"),
        ("Quelles études ? Encore merci pour votre aide, madame.", "ask_degrees"),
        ("bonjour madame", "greet"),
        ("bonjour", "greet"),
        ("quel est le salaire", "ask_salary"),
    ],
)
def test_a_courtesy_beside_a_matter_is_no_matter_of_its_own(text, intent):
    assert past_courtesy(predict, predict)(text)[0].intent == intent


def test_what_a_message_means_first_ranks_first_however_sure_the_whole_is_of_another():
    found = [Prediction("ask_degrees", 0.6, "études"), Prediction("ask_salary", 0.7, "salaire")]
    whole = [Prediction("greet", 0.9, "…"), Prediction("ask_degrees", 0.1, "…")]

    ranking = led_by_one_of(found, whole, TOGETHER)

    assert [(each.intent, each.confidence) for each in ranking] == [
        ("ask_salary", 0.7),
        ("greet", 0.7),
    ]


@pytest.mark.parametrize(
    ("context", "leads"), [("booked", "move_interview"), ("", "book_interview")]
)
def test_right_after_a_booking_an_interview_is_moved_rather_than_made_anew(context, leads):
    order = order_in(context, ["cancel_interview", "book_interview", "move_interview", "inform"])
    found = [Prediction("book_interview", 0.5, "…"), Prediction("move_interview", 0.9, "…")]

    assert led_by_one_of(found, [], order)[0].intent == leads
