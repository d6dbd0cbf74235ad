"""The booking form: what a message gives, whether it is good, and what is asked next."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import conversation
from actions.answers import Answers
from actions.booking_reading import read_booking
from actions.detail_form import DetailForm, Domain, Found, checks_detail, checks_yes
from actions.details import DECLINED
from actions.free_times import SlotOffer
from actions.time_check import TimeCheck
from actions.wanted_time import WantedTime
from booking.desk import BookingDesk
from booking.free_slots import FreeSlots
from booking.model import NotBookable
from booking.rules_in_words import rule_variables
from french import speak
from french.contact import spoken_phone


class ValidateBookingForm(DetailForm):
    """Takes from each message whatever it gives, in any order, and checks it."""

    def __init__(
        self, desk: BookingDesk, times: TimeCheck, now: Callable[[], datetime], answers: Answers
    ) -> None:
        self._desk = desk
        self._times = times
        self._now = now
        self._answers = answers

    def name(self) -> str:
        return "validate_booking_form"

    def found(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Found:
        """Find candidates for any slot, after answering what else is asked before it begins."""
        if not conversation.was_active(tracker, "booking_form"):
            self._answers.say_asides(dispatcher, tracker)  # « ça paye combien ? et je veux un rdv »
        self._hold_on(tracker)
        return read_booking(tracker, self._now())

    def _hold_on(self, tracker: Tracker) -> None:
        """Keep the place for a visitor who goes on; confirming will say where that is too late."""
        start = tracker.get_slot("interview_time")
        if start and _is_under_way(tracker):
            with suppress(NotBookable, SQLAlchemyError):
                self._desk.hold(datetime.fromisoformat(start), tracker.sender_id, self._now())

    def validate_interview_time(
        self, value: str | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Found:
        """Accept a free exact time; otherwise keep what was said, and let the form ask on."""
        if value is None:
            return {"interview_time": None, "wanted_time": None}
        before = tracker.get_slot("wanted_time")
        return self._times.check("interview_time", value, dispatcher, tracker, before)

    validate_visitor_name = checks_detail("visitor_name")
    validate_visitor_email = checks_detail("visitor_email")
    validate_visitor_phone = checks_detail("visitor_phone")
    validate_consent = checks_yes("consent", otherwise="utter_consent_needed")
    validate_recap_confirmed = checks_yes("recap_confirmed", otherwise="utter_what_to_change")


def _is_under_way(tracker: Tracker) -> bool:
    return conversation.active_form(tracker) == "booking_form"


class ActionAskInterviewTime(Action):
    """Asks for the time, with free slots that fit what the visitor said so far."""

    def __init__(self, offer: SlotOffer, now: Callable[[], datetime]) -> None:
        self._offer = offer
        self._now = now

    def name(self) -> str:
        return "action_ask_interview_time"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        wanted = WantedTime.from_slot(tracker.get_slot("wanted_time"), self._now())
        return [self._offer.say(dispatcher, wanted)]


class ActionAskRecapConfirmed(Action):
    """Reads the booking back before it is made."""

    def __init__(self, free: FreeSlots) -> None:
        self._free = free

    def name(self) -> str:
        return "action_ask_recap_confirmed"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        phone = tracker.get_slot("visitor_phone")
        recap = {
            "when": speak.moment(datetime.fromisoformat(tracker.get_slot("interview_time"))),
            "name": tracker.get_slot("visitor_name"),
            "email": tracker.get_slot("visitor_email"),
            "length": rule_variables(self._free.schedule())["length"],
        }
        if phone == DECLINED:
            dispatcher.utter_message(response="utter_ask_recap_confirmed_no_phone", **recap)
        else:
            dispatcher.utter_message(
                response="utter_ask_recap_confirmed", phone=spoken_phone(phone), **recap
            )
        return []
