"""Once free slots were shown, a time is an answer to them, whatever else its words look like."""

from __future__ import annotations

import pytest

from actions.after_offer import UnlessTimeIsNamed
from actions.answer_actions import ActionSay
from actions.answers import Answers
from actions.booking_form import ValidateBookingForm
from actions.interview_notes import InterviewNotes
from actions.time_check import TimeCheck
from actions.wanted_time import WantedTime
from tests.builders import paris
from tests.form_talk import FormTalk

NOW = paris(2026, 11, 25, 10)


@pytest.fixture
def offered():
    """A visitor who was shown free slots, outside any form."""
    talk = FormTalk("booking_form")
    talk.slots["job"] = "responsable-ecommerce"
    talk.said = ["utter_free_slots"]
    return talk


@pytest.fixture
def hear(services):
    """Say something after the offer; returns the responses of the action that hesitations have."""

    def heard(talk, typed, intent, sure=0.9):
        notes = InterviewNotes(services.desk, services.now)
        hesitate = ActionSay("action_hesitate", "utter_hesitate", notes)
        action = UnlessTimeIsNamed(hesitate, lambda: NOW)
        return talk.run(action, typed, intent, is_active=False, sure=sure)

    return heard


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("jsais pas trop, mercredi ? ah non mercredi j'ai conduite", "ask_repeat"),
        ("bof, vendredi peut-être", "hesitate"),
        ("non, pas mercredi", "deny"),
        ("ah mince jeudi j'ai piscine", "react"),
        ("lundiiii 14h lol", "nlu_fallback"),
    ],
)
def test_a_time_goes_to_the_form(hear, offered, typed, intent):
    assert hear(offered, typed, intent) == []
    assert (offered.followup, offered.slots["requested_slot"]) == ("booking_form", "interview_time")


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("je vais réfléchir", "hesitate"),
        ("je regarde mon planning ce soir et je reviens", "hesitate"),
        ("ok je demande à mon patron demain et je vous dis", "hesitate"),
        ("non merci, pas aujourd'hui", "deny"),
        ("j'en parle à mes parents ce week-end", "react"),
        ("je vous écrirai en janvier", "deny"),
        ("la rentrée est en septembre ?", "ask_not_on_page"),
        ("vous gagnez combien en 2027 ?", "ask_salary"),
    ],
)
def test_what_is_no_wish_for_a_time_does_not(hear, offered, typed, intent):
    assert hear(offered, typed, intent) == ["utter_hesitate"]
    assert offered.followup is None


@pytest.mark.parametrize(("sure", "goes_to_form"), [(0.25, True), (0.9, False)])
def test_only_a_sure_wish_to_move_is_one(hear, offered, sure, goes_to_form):
    hear(offered, "mercredi ? ah non, mercredi j'ai conduite", "move_interview", sure)

    assert (offered.followup == "booking_form") == goes_to_form


def test_without_an_offer_a_time_is_no_answer(hear, offered):
    offered.said = ["utter_moved"]

    assert hear(offered, "vendredi peut-être", "hesitate") == ["utter_hesitate"]


def test_who_has_an_interview_already_begins_no_second_one(hear, offered):
    offered.slots["booking_reference"] = "QRTJ-4TCD"

    assert hear(offered, "ah mince jeudi j'ai piscine", "react") == ["utter_hesitate"]
    assert offered.followup is None


def test_what_is_refused_is_not_taken(hear, offered, services):
    said = "jsais pas trop, mercredi ? ah non mercredi j'ai conduite"
    hear(offered, said, "ask_repeat")
    times = TimeCheck(services.desk, services.free_slots, lambda: NOW)
    form = ValidateBookingForm(
        services.desk, times, lambda: NOW, Answers(services), services.reach.excludes
    )

    offered.run(form, said, "ask_repeat", asked="interview_time")

    wanted = WantedTime.from_slot(offered.slots["wanted_time"], NOW)
    assert not wanted.includes(paris(2026, 12, 2, 10))
    assert offered.slots["interview_time"] is None
