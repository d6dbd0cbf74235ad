"""Several interviews of one visitor in one conversation: which is meant is asked, or said."""

from __future__ import annotations

import pytest

from actions.answers import Answers
from actions.booking_form import ValidateBookingForm
from actions.change_actions import ActionStartChange
from actions.change_asking import ActionAskProofReference
from actions.time_check import TimeCheck
from booking.model import BookingRequest, Visitor
from tests.builders import paris
from tests.form_talk import FormTalk
from tests.integration.actions.test_change_actions import NOW, Conversation


@pytest.fixture
def several(services):
    """Three interviews of one visitor: Thursday 14:30, Friday 10:00, Monday 9:00."""
    visitor = Visitor("Inès Marchetti", "ines@example.com")
    starts = (paris(2026, 11, 26, 14, 30), paris(2026, 11, 27, 10), paris(2026, 11, 30, 9))
    return [
        services.desk.book(BookingRequest(visitor, start, NOW, f"{start}"), NOW).reference
        for start in starts
    ]


def with_several(services, several):
    talk = Conversation(services, None)
    talk.slots |= {"booking_reference": several[-1], "known_references": several}
    return talk


def ask_which(talk):
    action = ActionAskProofReference(talk.services.desk, talk.services.now)
    return talk.act(action)


@pytest.mark.parametrize(
    ("said", "place"),
    [("celui de vendredi", 1), ("le premier", 0), ("le dernier", 2), ("lundi à 9 h", 2)],
)
def test_of_several_interviews_the_one_that_is_said_is_cancelled(services, several, said, place):
    talk = with_several(services, several)
    talk.start("cancel_interview")

    assert talk.asked() == "proof_reference"
    assert ask_which(talk) == ["utter_ask_which_interview"]
    talk.say(said)
    assert talk.read_back() == ["utter_confirm_cancellation"]
    talk.say("oui", "affirm")
    assert talk.confirm() == ["utter_cancelled"]

    states = [services.desk.get(each).status.value for each in several]
    assert states == ["cancelled" if n == place else "confirmed" for n in range(3)]


def test_this_interview_is_the_one_spoken_of_last_wherever_it_goes(services, several):
    talk = with_several(services, several)

    talk.start("move_interview", "je dois reporter cet entretien au jeudi 26 à 14h30")

    assert talk.slots["booking_reference"] == several[-1]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("je veux annuler ce rendez-vous du vendredi 27 à 10h", 1),
        ("annulez cet entretien, le premier", 0),
        ("ce rdv-là non, annulez celui de jeudi", 0),
        ("annulez cet entretien", 2),
    ],
)
def test_what_is_named_goes_before_the_interview_spoken_of_last(services, several, said, place):
    talk = with_several(services, several)

    talk.start("cancel_interview", said)

    assert talk.slots["booking_reference"] == several[place]


def test_a_button_says_which(services, several):
    talk = with_several(services, several)
    talk.start("move_interview")

    talk.say("/correct_detail", "correct_detail", reference=several[1])

    assert talk.slots["booking_reference"] == several[1]
    assert talk.asked() == "change_time"


def test_several_are_cancelled_one_after_the_other_and_the_last_needs_no_question(
    services, several
):
    talk = with_several(services, several)
    for reference in several[:2]:
        talk.start("cancel_interview")
        talk.say("/correct_detail", "correct_detail", reference=reference)
        talk.say("oui", "affirm")
        assert talk.confirm() == ["utter_cancelled"]

    talk.start("cancel_interview")
    assert talk.slots["booking_reference"] == several[2]
    assert talk.asked() == "change_confirmed"


def test_all_are_told_when_asked_when_they_are(services, several):
    talk = with_several(services, several)
    talk.start("recall_interview")

    assert talk.asked() is None
    assert talk.confirm() == ["utter_recall"] * 3


def test_a_day_in_the_wish_itself_says_which(services, several):
    talk = with_several(services, several)
    action = ActionStartChange(services.desk, services.now, Answers(services))
    talk.run(action, "annule celui de vendredi", "cancel_interview", is_active=False)

    assert talk.slots["booking_reference"] == several[1]


def test_somebody_elses_interview_is_no_choice(services, several):
    other = Visitor("Omar", "omar@example.com")
    start = paris(2026, 12, 1, 9)
    foreign = services.desk.book(BookingRequest(other, start, NOW, "o"), NOW).reference
    talk = with_several(services, several)
    talk.start("cancel_interview")

    talk.say("/correct_detail", "correct_detail", reference=foreign)

    assert talk.slots["booking_reference"] is None
    assert talk.asked() == "proof_email"


@pytest.mark.parametrize("wish", ["cancel_interview", "move_interview", "recall_interview"])
@pytest.mark.parametrize("is_first_over", [True, False])
def test_a_reference_in_the_wish_itself_means_that_interview(
    services, several, wish, is_first_over
):
    first, second, third = several
    if is_first_over:
        services.desk.cancel(first, NOW)
    talk = with_several(services, [first, third] if not is_first_over else [first])
    action = ActionStartChange(services.desk, services.now, Answers(services))

    unknown = f"et {second}, mon adresse est ines@example.com"
    assert talk.run(action, unknown, wish, is_active=False) == []
    assert talk.followup == "change_form"
    assert talk.slots["booking_reference"] is None  # another interview needs a proof of its own

    talk.slots["known_references"] = several
    talk.run(action, f"celui de {third.lower()}", wish, is_active=False)
    assert talk.slots["booking_reference"] == third


def test_an_interview_that_was_proved_is_known_from_then_on(services, several):
    talk = Conversation(services, "recall")
    talk.say(f"{several[0]} ines@example.com")
    talk.slots["change_wanted"] = "recall"
    talk.say(f"{several[1]} ines@example.com")

    assert talk.slots["known_references"] == several[:2]


@pytest.mark.parametrize(
    ("said", "next_one"),
    [
        ("passez-moi au jeudi 3 décembre, 14h svp", "action_start_change"),
        ("en fait mettez vendredi 10h", "action_start_change"),
        ("un deuxième rendez-vous vendredi à 10h", None),
        ("et vendredi à 10h pour mon frère", None),
        ("un rdv vendredi à 10h pour Zoé Petit, zoe@example.com", None),
        ("je voudrais un rendez-vous", None),
    ],
)
def test_a_new_time_for_who_has_an_interview_moves_it_but_where_another_is_wanted(
    services, several, said, next_one
):
    talk = FormTalk("booking_form")
    talk.slots |= {"booking_reference": several[-1], "known_references": several[-1:]}
    times = TimeCheck(services.desk, services.free_slots, services.now)
    form = ValidateBookingForm(
        services.desk, times, services.now, Answers(services), services.reach.excludes
    )

    talk.run(form, said, "book_interview", begins=True)

    assert talk.followup == next_one


def test_a_time_that_moves_is_asked_to_be_confirmed(services, several):
    talk = with_several(services, several[-1:])

    talk.start("book_interview")

    assert talk.slots["change_wanted"] == "move"
