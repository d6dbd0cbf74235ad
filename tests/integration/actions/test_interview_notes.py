"""What a visitor tells in passing reaches whoever receives them: before, in and after booking."""

from __future__ import annotations

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_actions import ActionAnswer, ActionRephrase, ActionSay
from actions.answers import Answers
from actions.booking_actions import ActionBookInterview
from actions.interview_notes import InterviewNotes, note_for_interviewer
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


def react(notes):
    return ActionSay("action_react", "utter_react", notes)


def book(form):
    """Confirm; returns the interview that is booked."""
    services = form.services
    own, contact = OwnClock(services.transcript), services.settings.staff_email
    dispatcher = CollectingDispatcher()
    action = ActionBookInterview(services.desk, own, services.now, contact)
    done = action.run(dispatcher, form.tracker(), DOMAIN)
    slots = {each["name"]: each["value"] for each in done if each["event"] == "slot"}
    return services.desk.get(slots["booking_reference"])


def book_with_consent(form):
    form.take({"consent": True})
    return book(form)


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
    form.say("je suis sourd", ("ask_interview", 0.9))

    assert form.ask("recap_confirmed") == "utter_ask_recap_confirmed_no_phone"
    assert form.said[0]["response"] == "utter_recap_note"
    both = "ma mère assistera à l’entretien\nje suis sourd"
    assert form.said[0]["note"] == both
    assert book(form).note == both


def test_what_is_in_the_note_is_no_question_as_well(form):
    form.take(COMPLETE)
    form.ask("visitor_email")
    form.say("ma mère sera là", ("ask_interview", 0.9))
    form.say("c’est sur quel outil ?", ("ask_interview", 0.9))

    interview = book(form)

    assert interview.note == "ma mère sera là"
    assert interview.questions == ("c’est sur quel outil ?",)


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("laissez tomber, je suis sourd", "stop_form"),
        ("je suis sourde, annulez", "cancel_interview"),
        ("je ne suis pas sourd, arrêtez de répéter", "stop_form"),
        ("ma mère sera là", "stop_form"),
        ("demandez à l’école, je suis sourd", "ask_school"),
        ("vos créneaux, ma mère sera là", "ask_free_slots"),
    ],
)
def test_what_ends_or_is_a_wish_is_left_to_its_rule(form, typed, intent):
    form.take({**COMPLETE, "consent": None})
    form.ask("consent")

    assert form.say(typed, (intent, 0.9)) == []
    assert form.events[-1]["event"] == "user"  # nothing is found, so a rule answers
    assert book_with_consent(form).note is None


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("06 39 98 12 34 ou 01 39 98 12 34, je suis sourd", "+33639981234"),
        ("je suis sourd. 06 39 98 12 34", "+33639981234"),
        ("je suis sourd. 06 39", None),
    ],
)
def test_a_detail_beside_it_is_taken(form, typed, taken):
    form.take({**COMPLETE, "visitor_phone": None, "consent": None})
    form.ask("visitor_phone")
    said = form.say(typed, ("inform", 0.9))

    assert "utter_note_kept" in said
    assert form.slots["visitor_phone"] == taken


@pytest.mark.parametrize(
    ("typed", "name", "note"),
    [
        ("Bègue Marie", "Marie Bègue", None),
        ("Jean Dupont, mon fils sera là", "Jean Dupont", "mon fils sera là"),
    ],
)
def test_a_name_that_is_asked_for_is_a_name(form, typed, name, note):
    form.take({**COMPLETE, "visitor_name": None, "consent": None})
    form.ask("visitor_name")
    form.say(typed, ("inform", 0.9))

    assert form.slots["visitor_name"] == name
    assert book_with_consent(form).note == note


@pytest.mark.parametrize("typed", ["Je suis Bègue", "Je suis Le Bègue", "Sourd Marie"])
def test_what_may_be_a_name_is_no_word_where_one_is_asked_for(form, typed):
    form.take({**COMPLETE, "visitor_name": None})
    form.ask("visitor_name")

    assert "utter_note_kept" not in form.say(typed, ("inform", 0.9))
    form.take(COMPLETE)
    assert book(form).note is None


def test_a_yes_beside_it_is_one(form):
    form.take({**COMPLETE, "consent": None})
    form.ask("consent")

    assert form.say("d’accord, ma mère sera là", ("affirm", 0.95)) == ["utter_note_kept"]
    assert form.slots["consent"] is True


def test_a_time_in_it_is_not_the_one_wanted(form):
    form.take(COMPLETE)
    form.ask("recap_confirmed")
    form.say("oui, mon fils sera là à 10 h", ("affirm", 0.95))

    assert form.slots["interview_time"] == TIME
    assert form.slots["recap_confirmed"] is True
    assert book(form).note == "mon fils sera là à 10 h"


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("non, enlevez le mot", "deny"),
        ("enlevez le mot", "stop_form"),
        ("oubliez que je suis sourd", "inform"),
    ],
)
def test_it_is_taken_out_where_it_is_taken_back(form, typed, intent):
    form.take(COMPLETE)
    form.ask("visitor_email")
    form.say("je suis sourd", ("inform", 0.9))
    form.ask("recap_confirmed")

    assert form.say(typed, (intent, 0.9)) == ["utter_note_taken_back"]
    assert form.slots["recap_confirmed"] is None
    assert form.slots["visitor_name"] == COMPLETE["visitor_name"]
    assert book(form).note is None


def test_what_is_told_after_that_counts_again(form):
    form.take(COMPLETE)
    form.ask("recap_confirmed")
    for typed in ("je suis sourd", "enlevez le mot", "ma mère sera là"):
        form.say(typed, ("inform", 0.9))

    assert book(form).note == "ma mère sera là"


def test_where_nothing_was_told_nothing_is_taken_back(form):
    form.take(COMPLETE)
    form.ask("recap_confirmed")

    assert form.say("non, enlevez le mot", ("deny", 0.95)) == ["utter_what_to_change"]


@pytest.mark.parametrize("told_after", [False, True])
def test_a_second_interview_does_not_get_it(form, told_after):
    form.take(COMPLETE)
    form.ask("recap_confirmed")
    if not told_after:
        form.say("je suis sourde", ("inform", 0.9))
    form.events += [
        {"event": "active_loop", "name": None},
        {"event": "slot", "name": "booking_reference", "value": "K7P2QM"},
    ]
    if told_after:  # and passed on at once
        form.hear("je suis sourde", "react")
    form.hear("un autre rendez-vous pour mon frère, ma mère sera là", "book_interview")
    form.events.append({"event": "active_loop", "name": "booking_form"})
    form.hear("je lis sur les lèvres", "inform")

    assert note_for_interviewer(form.tracker()) == "ma mère sera là\nje lis sur les lèvres"


def test_a_second_interview_whose_place_was_taken_keeps_it(form):
    form.events.append({"event": "slot", "name": "booking_reference", "value": "K7P2QM"})
    form.hear("un autre rendez-vous", "book_interview")
    form.events.append({"event": "active_loop", "name": "booking_form"})
    form.hear("ma mère sera là", "inform")
    form.hear("oui", "affirm")
    form.events += [
        {"event": "active_loop", "name": None},
        {"event": "active_loop", "name": "booking_form"},
    ]

    assert note_for_interviewer(form.tracker()) == "ma mère sera là"


def test_what_has_no_room_in_the_booking_is_not_said_to_be_kept(form):
    form.take(COMPLETE)
    form.ask("visitor_email")
    kin = ("mère", "tante", "sœur", "femme", "fille", "nièce", "cousine", "voisine")
    told = [f"ma {each} m’accompagnera pendant l’entretien pour me traduire merci" for each in kin]

    said = [form.say(each, ("inform", 0.9)) for each in told]

    kept = [each for each, (what,) in zip(told, said, strict=True) if what == "utter_note_kept"]
    assert said[-1] == ["utter_note_too_long"]
    assert book(form).note == "\n".join(kept)


def test_nothing_told_is_no_note(form):
    form.take(COMPLETE)
    form.ask("recap_confirmed")
    form.say("oui", ("affirm", 0.95))

    assert book(form).note is None


@pytest.mark.parametrize(
    ("typed", "asks", "said", "note"),
    [
        ("ma mère assistera", COMPANION, ["utter_note_passed_on"], "ma mère assistera"),
        ("ma mère peut assister ?", COMPANION, ["utter_interview_companion"], None),
    ],
)
def test_after_booking_whoever_receives_is_told_at_once(services, booked, typed, asks, said, note):
    assert say(services, booked, typed, ActionAnswer(Answers(services)), asks=asks) == said
    assert note_of(services, booked) == note


@pytest.mark.parametrize("action", [react, ActionRephrase])
def test_whatever_it_is_taken_for_it_is_passed_on(services, booked, action):
    notes = InterviewNotes(services.desk, services.now)

    assert say(services, booked, "je suis sourde", action(notes), "react") == [
        "utter_note_passed_on"
    ]
    say(services, booked, "mon fils sera là", action(notes), "react")

    assert note_of(services, booked) == "je suis sourde\nmon fils sera là"


def test_a_remark_that_tells_nothing_is_a_remark(services, booked):
    remark = react(InterviewNotes(services.desk, services.now))

    assert say(services, booked, "ah d’accord", remark, "react") == ["utter_react"]
    assert note_of(services, booked) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("merci, ma mère sera là aussi", "utter_note_passed_on"),
        ("ok merci bcp, je suis malentendante", "utter_note_passed_on"),
        ("merci beaucoup", "utter_thank"),
        ("merci pour ma mère", "utter_thank"),
    ],
)
def test_thanks_may_tell_something_too(services, booked, typed, said):
    thank = ActionSay("action_thank", "utter_thank", InterviewNotes(services.desk, services.now))

    assert say(services, booked, typed, thank, "thank") == [said]


def test_before_any_booking_it_is_kept_for_one(services):
    talk = FormTalk("booking_form")
    remark = react(InterviewNotes(services.desk, services.now))

    assert say(services, talk, "je suis sourde", remark, "react") == ["utter_note_kept_for_later"]


def test_what_begins_a_booking_goes_with_it(services):
    said = {"text": "un rdv demain, mon fils sera là", "intent": {"name": "book_interview"}}
    tracker = Tracker("visitor", {}, said, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()

    InterviewNotes(services.desk, services.now).say(dispatcher, tracker, while_booking=True)

    assert [each["response"] for each in dispatcher.messages] == ["utter_note_kept"]


def test_what_has_no_room_left_is_said_not_to_be_passed_on(services, booked):
    full = "x" * LONGEST
    services.desk.write_note(booked.slots["booking_reference"], full, NOW)
    remark = react(InterviewNotes(services.desk, services.now))

    assert say(services, booked, "je suis sourde", remark, "react") == ["utter_note_not_passed_on"]
    assert note_of(services, booked) == full
