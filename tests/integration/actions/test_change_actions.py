"""The change form on trackers as Rasa sends them: what is read, proved, asked and done."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from actions.answers import Answers
from actions.change_actions import ActionChangeInterview, ActionStartChange
from actions.change_asking import ActionAskChangeConfirmed
from actions.change_form import ValidateChangeForm
from actions.own_clock import OwnClock
from actions.time_check import TimeCheck
from actions.wanted_time import WantedTime
from booking import schema
from booking.model import BookingRequest, Visitor
from booking.rules import Rules
from booking.rules_changes import NewRules
from french.paris import PARIS
from runtime.wiring import Services
from staff.audit import Actor, ActorKind
from staff.desks import planning_of
from tests.form_talk import DOMAIN, FormTalk

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)


@pytest.fixture
def reference(services):
    visitor = Visitor("Inès Marchetti", "ines@example.com", "+33639981122")
    start = datetime(2026, 11, 26, 14, 30, tzinfo=PARIS)
    return services.desk.book(BookingRequest(visitor, start, NOW, "a"), NOW).reference


class Conversation(FormTalk):
    """What visitors do with the change form."""

    def __init__(self, services: Services, wanted: str | None) -> None:
        super().__init__("change_form")
        self.services = services
        self.times = TimeCheck(services.desk, services.free_slots, services.now)
        self.own = OwnClock(services.transcript)
        self.form = ValidateChangeForm(
            services.desk, services.proof, self.times, services.now, services.reach.excludes
        )
        self.slots["change_wanted"] = wanted

    def proved(self, reference: str) -> Conversation:
        self.slots |= {
            "booking_reference": reference,
            "proof_reference": reference,
            "proof_email": "ines@example.com",
        }
        return self

    def asked(self) -> str | None:
        """What the form asks for next."""
        tracker = Tracker("visitor", self.slots, {}, [], False, None, {}, None)
        needed = asyncio.run(self.form.required_slots([], CollectingDispatcher(), tracker, DOMAIN))
        return next((slot for slot in needed if self.slots[slot] is None), None)

    def say(self, text: str, intent: str = "inform", **entities: str) -> list[str]:
        """Say something to the form; returns the responses that its checks utter."""
        return self.run(self.form, text, intent, entities, asked=self.asked())

    def confirm(self) -> list[str]:
        """Reach the end of the form."""
        services = self.services
        rooms, now = services.rooms, services.now
        contact = services.settings.staff_email
        return self.act(ActionChangeInterview(services.desk, rooms, self.own, now, contact))

    def start(self, intent: str, said: str = "") -> list[str]:
        """Say outside the form what is wanted."""
        services = self.services
        action = ActionStartChange(services.desk, services.now, Answers(services))
        return self.run(action, said, intent, asked=self.asked())

    def read_back(self) -> list[str]:
        return self.act(ActionAskChangeConfirmed(self.services.desk, self.own))

    def act(self, action: Any, intent: str = "affirm") -> list[str]:
        return self.run(action, "", intent, asked=self.asked())


def test_within_a_day_that_is_full_an_interview_moves_to_another_hour(services, reference):
    actor = Actor(ActorKind.COMMAND_LINE)
    planning_of(services.engine, services.outbox, actor).publish(
        NewRules(Rules(per_day=1)), {}, NOW
    )
    talk = Conversation(services, "move").proved(reference)

    talk.say("jeudi 26 novembre à 16h")

    start = datetime(2026, 11, 26, 16, tzinfo=PARIS)
    assert talk.slots["change_time"] == start.isoformat()
    assert talk.asked() == "change_confirmed"


def test_reference_and_address_may_come_in_one_message(services, reference):
    talk = Conversation(services, "cancel")

    talk.say(f"c'est {reference.lower().replace('-', ' ')} et ines@example.com")

    assert talk.slots["booking_reference"] == reference
    assert talk.asked() == "change_confirmed"


def test_reference_and_address_may_come_one_after_the_other(services, reference):
    talk = Conversation(services, "recall")

    assert talk.say(f"réf {reference}") == []
    assert talk.asked() == "proof_email"
    talk.say("INES @example.com")

    assert talk.asked() is None
    assert talk.confirm() == ["utter_recall"]


def test_a_wrong_pair_is_asked_for_again_and_guesses_end(services, reference):
    talk = Conversation(services, "cancel")

    for number in range(5):
        assert talk.say(f"{reference} other{number}@example.com") == ["utter_proof_wrong"]
        assert talk.asked() == "proof_reference"
    assert talk.say(f"{reference} ines@example.com") == ["utter_proof_used_up"]

    assert talk.asked() is None
    assert talk.confirm() == []
    assert services.desk.get(reference).status == "confirmed"


def test_cancelling_needs_a_yes_and_a_no_keeps_it(services, reference):
    talk = Conversation(services, "cancel").proved(reference)
    talk.say("non", "deny")
    assert talk.confirm() == ["utter_interview_kept"]

    talk = Conversation(services, "cancel").proved(reference)
    assert talk.read_back() == ["utter_confirm_cancellation"]
    talk.say("oui", "affirm")
    assert talk.confirm() == ["utter_cancelled"]
    assert services.desk.get(reference).status == "cancelled"


def test_a_yes_to_cancelling_that_is_said_again_finds_it_done(services, reference):
    talk = Conversation(services, "cancel").proved(reference)
    services.desk.cancel(reference, NOW)  # and nobody was told: the process died

    talk.say("oui", "affirm")

    assert talk.confirm() == ["utter_cancelled"]


def test_a_fault_of_the_database_after_that_has_an_answer_too(services, reference, monkeypatch):
    talk = Conversation(services, "cancel").proved(reference)
    talk.say("oui", "affirm")
    services.desk.cancel(reference, NOW)
    read, times = services.desk.get, iter((0, 1))

    def get(of):
        if next(times) == 1:
            raise OperationalError("SELECT", {}, Exception("gone"))
        return read(of)

    monkeypatch.setattr(services.desk, "get", get)

    assert talk.confirm() == ["utter_change_by_email"]


def test_what_was_cancelled_meanwhile_is_not_moved(services, reference):
    talk = Conversation(services, "move").proved(reference)
    talk.say("jeudi 26 novembre à 16h")
    services.desk.cancel(reference, NOW)
    talk.say("oui", "affirm")

    assert talk.confirm() == ["utter_change_by_email"]


def test_a_yes_to_moving_that_is_said_again_finds_it_done(services, reference):
    talk = Conversation(services, "move").proved(reference)
    talk.say("jeudi 26 novembre à 16h")
    start = datetime(2026, 11, 26, 16, tzinfo=PARIS)
    services.desk.move(reference, start, NOW, holder="visitor")
    talk.say("oui", "affirm")

    assert talk.confirm() == ["utter_moved"]


def test_the_button_of_another_question_confirms_nothing(services, reference):
    talk = Conversation(services, "cancel").proved(reference)

    talk.say("/affirm", "affirm", question="recap_confirmed")

    assert talk.asked() == "change_confirmed"


def test_moving_reads_the_time_as_the_booking_form_does(services, reference):
    talk = Conversation(services, "move").proved(reference)

    talk.say("plutôt vendredi")
    assert talk.asked() == "change_time"
    talk.say("à 15h")
    assert talk.slots["change_time"] == "2026-11-27T15:00:00+01:00"
    assert talk.read_back() == ["utter_confirm_move"]
    talk.say("oui", "affirm")

    assert talk.confirm() == ["utter_moved"]
    moved = services.desk.get(reference).start.astimezone(PARIS)
    assert moved.isoformat() == "2026-11-27T15:00:00+01:00"


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("une heure plus tard", "2026-11-26T15:30:00+01:00"),
        ("je voudrais le décaler d'une heure", "2026-11-26T15:30:00+01:00"),
        ("avancez-le de 30 minutes", "2026-11-26T14:00:00+01:00"),
        ("même heure le lendemain", "2026-11-27T14:30:00+01:00"),
        ("la semaine suivante, même heure", "2026-12-03T14:30:00+01:00"),
        ("mince jeudi j'ai un client, mets vendredi même heure", "2026-11-27T14:30:00+01:00"),
        ("je garde mon neveu jeudi, le lendemain à la même heure", "2026-11-27T14:30:00+01:00"),
        ("jeudi à 14h30, repoussez de 30 min", "2026-11-26T15:00:00+01:00"),
        ("j'ai un tournoi ce jeudi soir. Plutôt vendredi à 9 h", "2026-11-27T09:00:00+01:00"),
        (
            "on me colle une réunion jeudi. Décaler à vendredi, même heure ?",
            "2026-11-27T14:30:00+01:00",
        ),
        (
            "on me colle une réunion jeudi. Je peux décaler au vendredi, même heure ?",
            "2026-11-27T14:30:00+01:00",
        ),
        (
            "jeudi elle a danse ! on peut mettre lundi à la même heure ?",
            "2026-11-30T14:30:00+01:00",
        ),
        ("mon rdv de jeudi, plutôt vendredi 10h", "2026-11-27T10:00:00+01:00"),
        ("on avait dit jeudi 14h30 mais mettez lundi 10h", "2026-11-30T10:00:00+01:00"),
    ],
)
def test_the_new_time_may_be_counted_from_the_one_that_is_booked(services, reference, said, start):
    talk = Conversation(services, "move").proved(reference)
    talk.slots["wanted_time"] = WantedTime(NOW).offering([NOW]).to_slot()
    talk.say(said, "move_interview")

    assert talk.slots["change_time"] == start


def test_naming_the_present_time_is_no_new_time(services, reference):
    talk = Conversation(services, "move").proved(reference)

    talk.say("je veux déplacer mon rendez-vous de jeudi", "move_interview")

    assert talk.asked() == "change_time"


def test_a_closed_time_is_refused_and_asked_for_again(services, reference):
    talk = Conversation(services, "move").proved(reference)

    assert talk.say("samedi à 10h") == []
    assert talk.asked() == "change_time"


def test_a_wrong_address_is_corrected(services, reference):
    talk = Conversation(services, "correct").proved(reference)

    talk.say("je me suis trompée d'email", "correct_detail")
    assert (talk.slots["change_detail"], talk.asked()) == ("visitor_email", "change_value")
    assert talk.say("ines.juste@example") == ["utter_email_invalid"]
    talk.say("ines.juste@example.com")
    assert talk.asked() == "change_confirmed"
    talk.say("oui", "affirm")

    assert talk.confirm() == ["utter_corrected"]
    assert services.desk.get(reference).visitor.email == "ines.juste@example.com"
    assert len(services.desk.interviews()) == 1


@pytest.mark.parametrize(
    ("said", "corrected"),
    [
        ("je me suis trompée d'email, c'est .org pas .com", "ines@example.org"),
        ("c'est Marquetti, pas Marchetti", "Inès Marquetti"),
        ("mon numéro finit par 23 et pas 22", "+33639981123"),
    ],
)
def test_a_part_of_a_detail_is_corrected(services, reference, said, corrected):
    talk = Conversation(services, "correct").proved(reference)

    talk.say(said, "correct_detail")

    assert (talk.slots["change_value"], talk.asked()) == (corrected, "change_confirmed")


def test_what_was_read_back_may_be_put_right_once_more(services, reference):
    talk = Conversation(services, "correct").proved(reference)

    talk.say("mon mail c'est ines.b@example.com", "correct_detail")
    talk.say("non, c'est .org pas .com", "deny")

    assert (talk.slots["change_value"], talk.asked()) == ("ines.b@example.org", "change_confirmed")


def test_a_visitor_may_change_their_mind_from_moving_to_cancelling(services, reference):
    talk = Conversation(services, "move").proved(reference)

    talk.say("non en fait annulez mon rendez-vous", "cancel_interview")

    assert talk.slots["change_wanted"] == "cancel"
    assert talk.asked() == "change_confirmed"


def test_another_wish_asks_again_for_what_it_needs(services, reference):
    talk = Conversation(services, "move").proved(reference)
    talk.say("vendredi à 15h")
    assert talk.asked() == "change_confirmed"

    talk.say("non, annulez plutôt", "cancel_interview")
    talk.say("ah non, je voudrais le déplacer", "move_interview")

    assert talk.asked() == "change_time"


def test_a_detail_may_turn_out_to_be_the_time(services, reference):
    talk = Conversation(services, "correct").proved(reference)

    talk.say("l'heure, plutôt vendredi à 15h", "correct_detail")

    assert talk.slots["change_wanted"] == "move"
    assert talk.slots["change_time"] == "2026-11-27T15:00:00+01:00"
    assert talk.asked() == "change_confirmed"


def test_the_form_asks_rasa_for_the_next_slot_that_the_wish_needs(services, reference):
    talk = Conversation(services, "correct").proved(reference)

    talk.say("je me suis trompée d'email", "correct_detail")
    assert talk.slots["requested_slot"] == "change_value"
    talk.say("laissez, annulez mon rendez-vous", "cancel_interview")
    assert talk.slots["requested_slot"] == "change_confirmed"
    talk.say("oui", "affirm")

    assert talk.slots["requested_slot"] is None


def test_what_was_booked_here_needs_no_proof(services, reference):
    talk = Conversation(services, None)
    talk.slots["booking_reference"] = reference

    talk.start("cancel_interview")

    assert talk.followup == "change_form"
    assert talk.asked() == "change_confirmed"


def test_details_out_of_the_blue_begin_a_booking_where_none_was_made(services):
    talk = Conversation(services, None)

    talk.start("inform")

    assert talk.followup == "booking_form"


def test_what_is_cancelled_cannot_be_moved(services, reference):
    services.desk.cancel(reference, NOW)
    talk = Conversation(services, "move")

    assert talk.say(f"{reference} ines@example.com") == ["utter_recall_cancelled"]
    assert talk.asked() is None
    assert talk.confirm() == []


def test_who_knows_no_reference_is_told_where_it_is(services):
    talk = Conversation(services, "cancel")

    assert talk.say("je ne la retrouve plus", "deny") == ["utter_reference_unclear"]


@pytest.mark.parametrize("said", ["tant pis, j'en prends un nouveau", "je préfère réserver à neuf"])
def test_who_would_rather_book_anew_is_not_asked_for_a_reference_again(services, said):
    talk = Conversation(services, "recall")

    assert talk.say(said, "book_interview") == []


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        ("recall", {}),
        ("move", {"change_time": "2026-11-27T10:00:00+01:00", "change_confirmed": True}),
        (
            "correct",
            {"change_detail": "visitor_name", "change_value": "Inès M.", "change_confirmed": True},
        ),
    ],
)
def test_what_is_still_to_be_confirmed_is_said_with_every_change(
    services, reference, wanted, chosen
):
    until = NOW + timedelta(minutes=30)
    with services.engine.begin() as connection:
        connection.execute(update(schema.interview).values(confirm_by=until))
    talk = Conversation(services, wanted).proved(reference)
    talk.slots |= chosen

    assert talk.confirm()[1:] == ["utter_still_to_confirm"]
