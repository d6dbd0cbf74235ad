"""The booking form always goes on: other words, halves put together, a no that is one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_actions import ActionGoOn
from actions.answers import Answers
from actions.asking import ActionAskDetail
from actions.booking_asking import ActionAskRecapConfirmed
from actions.booking_form import ValidateBookingForm
from actions.details import DECLINED
from actions.own_clock import OwnClock
from actions.time_check import TimeCheck
from runtime.settings import Settings
from runtime.wiring import Services
from testing.sqlite import make_tables
from tests.builders import paris
from tests.form_talk import DOMAIN

NOW = paris(2026, 11, 25, 10)
TIME = paris(2026, 11, 27, 15).isoformat()
COMPLETE = {
    "visitor_name": "Léa Petit",
    "visitor_email": "lea@example.org",
    "visitor_phone": DECLINED,
    "consent": True,
}


@dataclass
class Form:
    """A booking form under way, with all that Rasa keeps of what happened in it."""

    services: Services
    events: list[dict[str, Any]] = field(
        default_factory=lambda: [{"event": "active_loop", "name": "booking_form"}]
    )
    slots: dict[str, Any] = field(default_factory=lambda: dict.fromkeys(DOMAIN["slots"]))
    asked: str = ""
    message: dict[str, Any] = field(default_factory=dict)
    said: list[dict[str, Any]] = field(default_factory=list)

    def ask(self, slot: str) -> str:
        """Ask for a slot, as the form does; returns the response that asks."""
        action: Any = ActionAskDetail(slot, "https://school.example/rendez-vous")
        if slot == "recap_confirmed":
            action = ActionAskRecapConfirmed(
                self.services.free_slots,
                OwnClock(self.services.transcript),
                "https://school.example/",
            )
        dispatcher = CollectingDispatcher()
        action.run(dispatcher, self.tracker(), DOMAIN)
        self.asked = slot
        self.events.append({"event": "slot", "name": "requested_slot", "value": slot})
        self.said = dispatcher.messages
        return str(dispatcher.messages[-1]["response"])

    def say(self, text: str, *asks: tuple[str, float] | tuple[str, float, str]) -> list[str]:
        """Answer; returns the responses of the form's checks.

        Each ask is an intent, how sure it is, and the part of the text that means it.
        """
        self._hear(text, asks)
        services = self.services
        times = TimeCheck(services.desk, services.free_slots, services.now)
        form = ValidateBookingForm(
            services.desk, times, services.now, Answers(services), services.reach.excludes
        )
        dispatcher = CollectingDispatcher()
        for event in asyncio.run(form.run(dispatcher, self.tracker(), DOMAIN)):
            self.slots[event["name"]] = event["value"]
            self.events.append(dict(event))
        return [message["response"] for message in dispatcher.messages]

    def hear(self, text: str, intent: str) -> None:
        """Have something said outside the form."""
        self._hear(text, [(intent, 0.9)])

    def _hear(self, text: str, asks: Sequence[tuple[Any, ...]]) -> None:
        understood = [
            {"intent": intent, "confidence": sure, "text": part[0] if part else text, "points": []}
            for intent, sure, *part in asks
        ]
        first = {"name": asks[0][0], "confidence": asks[0][1]}
        self.message = {"text": text, "intent": first, "asks": understood, "entities": []}
        self.events.append({"event": "user", "text": text, "parse_data": self.message})

    def go_on(self, *asks: tuple[str, list[str]]) -> list[str]:
        """Say what the form has no use for; returns the responses before it asks again."""
        understood = [
            {"intent": i, "confidence": 0.9, "text": "…", "points": points} for i, points in asks
        ]
        self.message = {"text": "…", "intent": {"name": asks[0][0]}, "asks": understood}
        dispatcher = CollectingDispatcher()
        ActionGoOn(Answers(self.services)).run(dispatcher, self.tracker(), DOMAIN)
        return [message["response"] for message in dispatcher.messages]

    def take(self, slots: dict[str, Any]) -> None:
        """Have slots set, as earlier messages do."""
        self.slots |= slots
        self.events += [{"event": "slot", "name": n, "value": v} for n, v in slots.items()]

    def tracker(self) -> Tracker:
        slots = {**self.slots, "requested_slot": self.asked or None}
        loop = {"name": "booking_form"}
        events = list(self.events)
        return Tracker("visitor", slots, self.message, events, False, None, loop, "action_listen")


@pytest.fixture
def form(tmp_path, monkeypatch):
    monkeypatch.setenv("CONSEILLER_HOME", str(tmp_path))
    services = Services(Settings(_env_file=None), now=lambda: NOW)
    make_tables(services.engine)
    form = Form(services)
    form.slots |= {"job": "responsable-ecommerce", "interview_time": TIME}
    return form


def test_a_question_is_not_put_twice_in_the_same_words(form):
    said = []
    for _ in range(5):
        said.append(form.ask("visitor_email"))
        form.say("euh", ("inform", 0.6))

    assert said[0] == "utter_ask_visitor_email"
    assert said[2] == "utter_ask_visitor_email_or_otherwise"
    assert all(one != other for one, other in pairwise(said))


def test_a_recap_is_read_again_in_short_and_whole_once_something_changed(form):
    form.slots |= COMPLETE
    assert form.ask("recap_confirmed") == "utter_ask_recap_confirmed_no_phone"
    form.say("hm", ("react", 0.9))
    assert form.ask("recap_confirmed") == "utter_ask_recap_confirmed_again"
    form.say("plutôt vendredi 27 à 16h", ("correct_detail", 0.9))

    assert form.ask("recap_confirmed") == "utter_ask_recap_confirmed_no_phone"


@pytest.mark.parametrize(
    ("slot", "first", "second", "whole"),
    [
        ("visitor_email", "camille.martin", "@example.org", "camille.martin@example.org"),
        ("visitor_phone", "06 39 98", "12 34", "+33639981234"),
        ("visitor_name", "Anne-Sophie", "Morvan", "Anne-Sophie Morvan"),
        ("visitor_name", "Anne-Sophie", "Anne-Sophie", "Anne-Sophie"),
    ],
)
def test_a_detail_may_come_in_two_messages(form, slot, first, second, whole):
    form.ask(slot)
    form.say(first, ("inform", 0.9))
    assert form.slots[slot] is None
    form.ask(slot)
    form.say(second, ("inform", 0.9))

    assert form.slots[slot] == whole


def test_a_hesitation_is_no_refusal_of_the_telephone(form):
    form.ask("visitor_phone")
    form.say("attendez", ("hesitate", 0.9))
    form.ask("visitor_phone")
    form.say("je cherche", ("hesitate", 0.9))
    assert form.slots["visitor_phone"] is None

    form.ask("visitor_phone")
    form.say("plus tard", ("deny", 0.9))

    assert form.slots["visitor_phone"] == DECLINED


def test_a_second_no_to_the_consent_ends_the_booking(form):
    form.ask("consent")
    assert form.say("non", ("deny", 0.95)) == ["utter_consent_refused"]
    assert form.slots["consent"] is None
    form.ask("consent")
    form.say("j'ai dit non", ("deny", 0.95))

    assert form.slots["consent"] is False
    assert form.slots["requested_slot"] is None


@pytest.mark.parametrize(
    ("asks", "consent"),
    [
        ([("affirm", 0.9)], True),
        ([("affirm", 0.5)], None),
        ([("affirm", 0.9), ("ask_interview", 0.9)], True),
        ([("affirm", 0.9), ("deny", 0.8)], None),
        ([("thank", 0.95)], None),
        ([("goodbye", 0.95)], None),
    ],
)
def test_only_a_sure_yes_is_a_consent(form, asks, consent):
    form.ask("consent")
    form.say("…", *asks)

    assert form.slots["consent"] is consent


def test_what_is_asked_behind_an_answer_is_answered(form):
    form.ask("visitor_email")
    said = form.say("lea@example.org, ça paye bien ?", ("inform", 0.9), ("ask_salary", 0.95))

    assert said == ["utter_answer_while_booking", "utter_noted"]
    assert form.slots["visitor_email"] == "lea@example.org"


def test_a_question_behind_an_address_is_answered_however_unsure_the_whole_is(form):
    form.ask("visitor_email")
    said = form.say("lea@example.org. Dites, est-ce filmé ?", ("ask_interview", 0.72))

    assert said[0] == "utter_interview"
    assert form.slots["visitor_email"] == "lea@example.org"


def test_what_came_unasked_is_said_to_be_noted(form):
    form.ask("visitor_phone")
    said = form.say("pardon, mon mail c'est lea@example.org", ("correct_detail", 0.9))

    assert said == ["utter_noted"]
    assert form.slots["visitor_email"] == "lea@example.org"


@pytest.mark.parametrize(
    ("said", "slot", "value"),
    [
        ("je me suis trompée pr le mail c'est .com pas .org", "visitor_email", "lea@example.com"),
        ("Le nom c'est Lepetit pas Petit", "visitor_name", "Léa Lepetit"),
        ("le numéro finit par 23 pas 22", "visitor_phone", "+33639981123"),
    ],
)
@pytest.mark.parametrize("intent", ["correct_detail", "deny", "inform", "ask_skills"])
def test_a_part_of_a_detail_is_put_right_at_the_recap(form, said, slot, value, intent):
    form.slots |= {**COMPLETE, "visitor_phone": "+33639981122"}
    before = dict(form.slots)
    form.ask("recap_confirmed")

    form.say(said, (intent, 0.9))

    assert form.slots == {**before, slot: value}


def test_what_is_wrong_is_asked_for_where_it_is_not_clear_what_is_right(form):
    form.take({"visitor_email": "lea@example.org"})
    form.slots |= COMPLETE
    form.ask("recap_confirmed")

    form.say("il y a une faute dans le mail, c'est .be pas .ch", ("correct_detail", 0.9))

    assert form.slots["visitor_email"] is None
    assert form.ask("visitor_email") == "utter_correct_visitor_email"


@pytest.mark.parametrize(
    ("slot", "typed", "said"),
    [
        ("visitor_name", "moi c'est camille martin", ["utter_noted"]),
        ("visitor_name", "camille martin", []),
        ("visitor_email", "lea arobase example point org", ["utter_noted"]),
        ("visitor_email", "Lea@example.org", []),
        ("visitor_phone", "0639981234 mais pas le matin", ["utter_noted"]),
        ("visitor_phone", "06.39.98.12.34", []),
    ],
)
def test_an_answer_is_said_back_where_it_was_found_among_other_words(form, slot, typed, said):
    form.ask(slot)

    assert form.say(typed, ("inform", 0.9)) == said
    assert form.slots[slot] is not None


def test_what_is_needed_is_said_to_be_so(form):
    form.ask("visitor_email")

    assert form.say("j'en ai pas", ("deny", 0.9)) == ["utter_needed_visitor_email"]


def test_another_time_wished_for_at_the_recap_is_asked_for(form):
    form.slots |= COMPLETE
    form.ask("recap_confirmed")
    form.say("finalement je ne peux plus", ("move_interview", 0.9))

    assert form.slots["interview_time"] is None
    assert form.slots["recap_confirmed"] is None


@pytest.mark.parametrize(
    ("asks", "said"),
    [
        ([("thank", [])], ["utter_booking_goes_on"]),
        ([("ask_free_slots", []), ("ask_interview", ["interview_zone"])], ["utter_interview_zone"]),
        (
            [("book_interview", []), ("ask_interview", ["interview_length"])],
            ["utter_interview_length"],
        ),
    ],
)
def test_what_is_asked_beside_a_wish_under_way_is_answered_in_place_of_it(form, asks, said):
    assert form.go_on(*asks) == said


def test_a_time_that_is_noted_already_is_said_back_and_not_moved(form):
    form.slots |= {"visitor_name": "Léa Petit"}
    form.ask("visitor_email")

    said = form.say("lundi j'ai un client, plutôt vendredi 27 à 15h", ("move_interview", 0.9))

    assert said == ["utter_noted"]
    assert form.slots["interview_time"] == TIME


@pytest.mark.parametrize("again", ["15h", "oui 15h", "vendredi 15h"])
def test_the_time_said_again_is_no_name(form, again):
    form.ask("visitor_name")

    for _ in range(2):
        form.say(again, ("inform", 0.9))
        assert form.slots["visitor_name"] is None
    assert form.slots["interview_time"] == TIME


@pytest.mark.parametrize(
    ("slot", "offered", "taken"),
    [
        ("visitor_email", "lea@example.com ou sinon b@example.org", "lea@example.com"),
        ("visitor_phone", "06 39 98 12 34 ou au 01 39 98 12 34", "+33639981234"),
    ],
)
def test_of_two_that_are_offered_the_first_is_taken_and_said_back(form, slot, offered, taken):
    form.take({**COMPLETE, slot: None, "consent": None})
    form.ask(slot)

    assert form.say(offered, ("inform", 0.9)) == ["utter_noted"]
    assert form.slots[slot] == taken


def test_what_stands_beside_two_addresses_is_taken(form):
    form.ask("visitor_email")
    form.say("lea@example.com ou b@example.org, et mon 06 39 98 12 34", ("inform", 0.9))

    assert form.slots["visitor_email"] == "lea@example.com"
    assert form.slots["visitor_phone"] == "+33639981234"


@pytest.mark.parametrize(
    ("asked", "said", "question"),
    [
        ("visitor_name", "maelle cadiou. ya cours le samedi ??", "ya cours le samedi ??"),
        ("visitor_email", "lea@example.org sinon la rentrée c le 7 ?", "la rentrée c le 7 ?"),
        ("visitor_phone", "non. et ça finit à 18h les cours", "ça finit à 18h les cours"),
    ],
)
def test_a_time_in_a_question_beside_an_answer_is_no_other_wish(form, asked, said, question):
    form.ask(asked)
    answer = "deny" if asked == "visitor_phone" else "inform"

    form.say(said, (answer, 0.9, said.removesuffix(question)), ("ask_not_on_page", 0.95, question))

    assert form.slots["interview_time"] == TIME
    assert form.slots[asked]


@pytest.mark.parametrize(
    ("wish", "question"),
    [
        ("plutôt vendredi 27 à 16h.", "ya cours le samedi ?"),
        ("Léa Petit.", "vendredi 27 à 16h. L'école coûte combien ?"),
        ("Léa Petit", "et vendredi 27 à 16h plutôt, ya une rentrée ?"),
    ],
)
def test_a_time_beside_a_question_is_still_one(form, wish, question):
    form.ask("visitor_name")

    form.say(f"{wish} {question}", ("inform", 0.9, wish), ("ask_not_on_page", 0.95, question))

    assert form.slots["interview_time"] == paris(2026, 11, 27, 16).isoformat()
