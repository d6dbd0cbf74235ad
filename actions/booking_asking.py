"""What the booking form asks for in more than a response: a free time, and a yes to the recap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import conversation
from actions.asking import wording
from actions.detail_form import Domain
from actions.details import DECLINED
from actions.free_times import SlotOffer
from actions.interview_notes import note_for_interviewer
from actions.own_clock import OwnClock
from actions.wanted_time import WantedTime
from booking.free_slots import FreeSlots
from booking.rules_in_words import rule_variables
from french import speak
from french.contact import spoken_phone

READ_BACK = ("interview_time", "visitor_name", "visitor_email", "visitor_phone")
"""The slots of what is read back before it is booked."""

_READ_AGAIN = frozenset({"ask_repeat", "recall_interview"})
"""What asks for the whole to be read once more."""


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
        return [self._offer.say(dispatcher, tracker, domain, wanted)]


class ActionAskRecapConfirmed(Action):
    """Reads the booking back before it is made; in short where nothing has changed since."""

    def __init__(self, free: FreeSlots, own: OwnClock, booking_page: str) -> None:
        self._free = free
        self._own = own
        self._booking_page = booking_page

    def name(self) -> str:
        return "action_ask_recap_confirmed"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        phone = tracker.get_slot("visitor_phone")
        note = note_for_interviewer(tracker)
        start = datetime.fromisoformat(tracker.get_slot("interview_time"))
        recap = {
            "when": speak.moment(start),
            "own": self._own.aside(tracker, start),
            "name": tracker.get_slot("visitor_name"),
            "email": tracker.get_slot("visitor_email"),
            "length": rule_variables(self._free.schedule())["length"],
        }
        ending = wording(tracker, "recap_confirmed", since=READ_BACK)
        if ending and conversation.intent(tracker) not in _READ_AGAIN:
            dispatcher.utter_message(
                response=f"utter_ask_recap_confirmed{ending}", page=self._booking_page, **recap
            )
            return []
        if note:
            dispatcher.utter_message(response="utter_recap_note", note=conversation.quoted(note))
        if phone == DECLINED:
            dispatcher.utter_message(response="utter_ask_recap_confirmed_no_phone", **recap)
        else:
            dispatcher.utter_message(
                response="utter_ask_recap_confirmed", phone=spoken_phone(phone), **recap
            )
        return []
