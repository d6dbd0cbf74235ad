"""What a visitor tells in passing reaches whoever receives them: before, in and after booking."""

from __future__ import annotations

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_actions import ActionAnswer, ActionReact, ActionRephrase
from actions.answers import Answers
from actions.booking_actions import ActionBookInterview
from actions.interview_notes import InterviewNotes
from actions.own_clock import OwnClock
from booking.model import BookingRequest, Visitor
from booking.visitor_notes import LONGEST
from tests.builders import paris
from tests.form_talk import FormTalk
from tests.integration.actions.test_change_actions import NOW
from tests.integration.actions.test_going_on import COMPLETE, DOMAIN, TIME, Form

COMPANION = [{"intent": "ask_interview", "confidence": 0.9, "points": ["interview_companion"]}]


@pytest.fixture
def form(services):
    form = Form(services)
    form.slots |= {"job": "responsable-ecommerce", "interview_time": TIME}
    return form


@pytest.fixture
def booked(services):
    """A visitor with an interview to come, outside any form."""
    visitor = Visitor("Inès Marchetti", "ines@example.com")
    request = BookingRequest(visitor, paris(2026, 11, 26, 14, 30), NOW, "a")
    talk = FormTalk("booking_form")
    talk.slots["job"] = "responsable-ecommerce"
    talk.slots["booking_reference"] = services.desk.book(request, NOW).reference
    return talk


def note_of(services, talk):
    return services.desk.get(talk.slots["booking_reference"]).note


def say(services, talk, typed, action, intent="ask_interview", asks=()):
    """Say something outside any form; returns the responses."""
    return talk.run(action, typed, intent, is_active=False, asks=asks)


def book(form):
    """Confirm; returns the interview that is booked."""
    services = form.services
    own, contact = OwnClock(services.transcript), services.settings.staff_email
    dispatcher = CollectingDispatcher()
    action = ActionBookInterview(services.desk, own, services.now, contact)
    done = action.run(dispatcher, form.tracker(), DOMAIN)
    slots = {each["name"]: each["value"] for each in done if each["event"] == "slot"}
    return services.desk.get(slots["booking_reference"])


@pytest.mark.parametrize(
    "slot", ["visitor_name", "visitor_email", "visitor_phone", "consent", "recap_confirmed"]
)
def test_while_booking_it_is_said_back_and_the_form_asks_on(form, slot):
    form.take({**COMPLETE, slot: None})
    form.ask(slot)

    said = form.say("mon fils sera là", ("inform", 0.6))

    assert said == ["utter_note_kept"]
    assert form.slots[slot] is None


def test_what_a_message_gives_besides_is_taken(form):
    form.ask("visitor_phone")

    said = form.say("non, je suis sourde", ("deny", 0.95))

    assert said == ["utter_note_kept"]
    assert form.slots["visitor_phone"] == "declined"


def test_it_is_read_back_before_the_booking_and_goes_with_it(form):
    form.take(COMPLETE)
    form.ask("visitor_email")
    form.say("ma mère assistera à l’entretien", ("ask_interview", 0.9))
    form.say("je suis sourd, par écrit ?", ("ask_interview", 0.9))

    assert form.ask("recap_confirmed") == "utter_ask_recap_confirmed_no_phone"
    assert form.said[0]["response"] == "utter_recap_note"
    both = "ma mère assistera à l’entretien\nje suis sourd, par écrit ?"
    assert form.said[0]["note"] == both
    assert book(form).note == both


def test_what_is_in_the_note_is_no_question_as_well(form):
    form.take(COMPLETE)
    form.ask("visitor_email")
    form.say("ma mère peut être là ?", ("ask_interview", 0.9))
    form.say("c’est sur quel outil ?", ("ask_interview", 0.9))

    interview = book(form)

    assert interview.note == "ma mère peut être là ?"
    assert interview.questions == ("c’est sur quel outil ?",)


def test_nothing_told_is_no_note(form):
    form.take(COMPLETE)
    form.ask("recap_confirmed")
    form.say("oui", ("affirm", 0.95))

    assert book(form).note is None


@pytest.mark.parametrize(
    ("typed", "asks", "said"),
    [
        ("ma mère assistera", COMPANION, ["utter_note_passed_on"]),
        (
            "ma mère peut assister ?",
            COMPANION,
            ["utter_interview_companion", "utter_note_passed_on"],
        ),
    ],
)
def test_after_booking_whoever_receives_is_told_at_once(services, booked, typed, asks, said):
    assert say(services, booked, typed, ActionAnswer(Answers(services)), asks=asks) == said
    assert note_of(services, booked) == typed


@pytest.mark.parametrize("action", [ActionReact, ActionRephrase])
def test_whatever_it_is_taken_for_it_is_passed_on(services, booked, action):
    notes = InterviewNotes(services.desk, services.now)

    assert say(services, booked, "je suis sourde", action(notes), "react") == [
        "utter_note_passed_on"
    ]
    say(services, booked, "mon fils sera là", action(notes), "react")

    assert note_of(services, booked) == "je suis sourde\nmon fils sera là"


def test_a_remark_that_tells_nothing_is_a_remark(services, booked):
    react = ActionReact(InterviewNotes(services.desk, services.now))

    assert say(services, booked, "ah d’accord", react, "react") == ["utter_react"]
    assert note_of(services, booked) is None


def test_before_any_booking_it_is_kept_for_one(services):
    talk = FormTalk("booking_form")
    react = ActionReact(InterviewNotes(services.desk, services.now))

    assert say(services, talk, "je suis sourde", react, "react") == ["utter_note_kept_for_later"]


def test_what_begins_a_booking_goes_with_it(services):
    said = {"text": "un rdv demain, mon fils sera là", "intent": {"name": "book_interview"}}
    tracker = Tracker("visitor", {}, said, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()

    InterviewNotes(services.desk, services.now).say(dispatcher, tracker, while_booking=True)

    assert [each["response"] for each in dispatcher.messages] == ["utter_note_kept"]


def test_what_has_no_room_left_is_said_not_to_be_passed_on(services, booked):
    full = "x" * LONGEST
    services.desk.write_note(booked.slots["booking_reference"], full, NOW)
    react = ActionReact(InterviewNotes(services.desk, services.now))

    assert say(services, booked, "je suis sourde", react, "react") == ["utter_note_not_passed_on"]
    assert note_of(services, booked) == full
