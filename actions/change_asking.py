"""What the change form asks: which interview is meant, the new time, the right value, a yes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.changes import interview_of, interviews_to_come
from actions.detail_form import Domain
from actions.free_times import SlotOffer
from actions.own_clock import OwnClock
from actions.wanted_time import WantedTime
from booking.desk import BookingDesk
from conversations.commands import Command
from french import speak
from french.contact import spoken_phone


class ActionAskProofReference(Action):
    """Asks which interview is meant, of several that are known; else, for its reference."""

    def __init__(self, desk: BookingDesk, now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._now = now

    def name(self) -> str:
        return "action_ask_proof_reference"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        to_come = interviews_to_come(self._desk, tracker, self._now())
        if len(to_come) < 2:
            dispatcher.utter_message(response="utter_ask_proof_reference")
            return []
        buttons = [
            {
                "title": speak.short_moment(each.start),
                "payload": str(Command("correct_detail", {"reference": each.reference})),
            }
            for each in to_come
        ]
        dispatcher.utter_message(
            response="utter_ask_which_interview", count=len(to_come), buttons=buttons
        )
        return []


class ActionAskChangeTime(Action):
    """Asks for the new time, with free slots that fit what the visitor said so far."""

    def __init__(self, desk: BookingDesk, offer: SlotOffer, now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._offer = offer
        self._now = now

    def name(self) -> str:
        return "action_ask_change_time"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        interview = interview_of(self._desk, tracker)
        wanted = WantedTime.from_slot(tracker.get_slot("wanted_time"), self._now())
        if interview and wanted.is_empty:
            when = speak.moment(interview.start)
            dispatcher.utter_message(response="utter_move_from", when=when)
        moving = interview.id if interview else None
        return [self._offer.say(dispatcher, tracker, domain, wanted, moving)]


class ActionAskChangeValue(Action):
    """Asks for the right value of the detail that is wrong."""

    def name(self) -> str:
        return "action_ask_change_value"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        dispatcher.utter_message(response=f"utter_correct_{tracker.get_slot('change_detail')}")
        return []


class ActionAskChangeConfirmed(Action):
    """Reads the change back before it is made."""

    def __init__(self, desk: BookingDesk, own: OwnClock) -> None:
        self._desk = desk
        self._own = own

    def name(self) -> str:
        return "action_ask_change_confirmed"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        interview = interview_of(self._desk, tracker)
        wanted = tracker.get_slot("change_wanted")
        when = speak.moment(interview.start) if interview else ""
        if wanted == "cancel":
            dispatcher.utter_message(response="utter_confirm_cancellation", when=when)
        elif wanted == "move":
            start = datetime.fromisoformat(tracker.get_slot("change_time"))
            own = self._own.aside(tracker, start, interview.zone if interview else None)
            dispatcher.utter_message(
                response="utter_confirm_move", before=when, when=speak.moment(start), own=own
            )
        else:
            value = tracker.get_slot("change_value")
            is_phone = tracker.get_slot("change_detail") == "visitor_phone"
            shown = spoken_phone(value) if is_phone else value
            dispatcher.utter_message(response="utter_confirm_correction", value=shown, when=when)
        return []
