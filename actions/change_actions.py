"""Changing an interview: how it begins, what is asked, and what is done in the end."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import conversation
from actions.answers import Answers
from actions.change_form import NOT_NEEDED, SLOTS, WANTED, interview_of, plan, say_closed
from actions.free_times import SlotOffer, as_phrase, remember, say_refusal, wanted_window
from booking.model import (
    Interview,
    NotBookable,
    NotOpen,
    Status,
    TooManyOpen,
    UnknownReference,
)
from french import speak
from french.contact import spoken_phone
from french.message_details import read_details
from french.paris import PARIS
from runtime.wiring import Services

logger = logging.getLogger(__name__)

_FIELDS = {"visitor_email": "email", "visitor_phone": "phone", "visitor_name": "name"}


class ActionStartChange(Action):
    """Begins a change; an interview booked in this conversation, or proved, needs no more proof."""

    def __init__(self, services: Services, answers: Answers) -> None:
        self._services = services
        self._answers = answers

    def name(self) -> str:
        return "action_start_change"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        self._answers.say_asides(dispatcher, tracker)
        wanted = WANTED.get(conversation.intent(tracker), "correct")
        try:
            interview = interview_of(self._services, tracker)
        except SQLAlchemyError as error:
            logger.error("reading an interview failed: %s", type(error).__name__)
            dispatcher.utter_message(response="utter_change_failed")
            return []
        is_open = interview is not None and (
            interview.status is Status.CONFIRMED and interview.start > self._services.now()
        )
        if wanted == "correct" and not (is_open and self._corrects(tracker)):
            return [FollowupAction("booking_form")]
        slots = {**plan(wanted), "proof_reference": None, "proof_email": None, "wanted_time": None}
        if interview and not is_open and wanted != "recall":
            say_closed(dispatcher, interview)
            return []
        if interview:
            slots["proof_reference"] = interview.reference
            slots["proof_email"] = interview.visitor.email
        events: list[EventType] = [SlotSet(slot, value) for slot, value in slots.items()]
        return [*events, FollowupAction("change_form")]

    def _corrects(self, tracker: Tracker) -> bool:
        """Tell a correction of what was booked from details given for something new."""
        if conversation.intent(tracker) == "correct_detail":
            return True
        now = self._services.now().astimezone(PARIS)
        details = read_details(conversation.text(tracker), now, name_known=True)
        return bool(details.email.value or details.phone.value)


class ActionAskChangeTime(Action):
    """Asks for the new time, with free slots that fit what the visitor said so far."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._offer = SlotOffer(services)

    def name(self) -> str:
        return "action_ask_change_time"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        interview = interview_of(self._services, tracker)
        wanted = tracker.get_slot("wanted_time") or remember([], self._services.now())
        if interview and not wanted["said"]:
            when = speak.moment(interview.start)
            dispatcher.utter_message(response="utter_move_from", when=when)
        slots = self._offer.say(dispatcher, wanted_window(wanted))
        offered = [slot.start.isoformat() for slot in slots]
        return [SlotSet("wanted_time", {**wanted, "offered": offered})]


class ActionAskChangeValue(Action):
    """Asks for the right value of the detail that is wrong."""

    def name(self) -> str:
        return "action_ask_change_value"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        dispatcher.utter_message(response=f"utter_correct_{tracker.get_slot('change_detail')}")
        return []


class ActionAskChangeConfirmed(Action):
    """Reads the change back before it is made."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def name(self) -> str:
        return "action_ask_change_confirmed"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        interview = interview_of(self._services, tracker)
        wanted = tracker.get_slot("change_wanted")
        when = speak.moment(interview.start) if interview else ""
        if wanted == "cancel":
            dispatcher.utter_message(response="utter_confirm_cancellation", when=when)
        elif wanted == "move":
            start = datetime.fromisoformat(tracker.get_slot("change_time"))
            dispatcher.utter_message(
                response="utter_confirm_move", before=when, when=speak.moment(start)
            )
        else:
            value = tracker.get_slot("change_value")
            is_phone = tracker.get_slot("change_detail") == "visitor_phone"
            shown = spoken_phone(value) if is_phone else value
            dispatcher.utter_message(response="utter_confirm_correction", value=shown, when=when)
        return []


class ActionChangeInterview(Action):
    """Does what the visitor confirmed; goes back to the form, with all it holds, on failure."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def name(self) -> str:
        return "action_change_interview"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        wanted = tracker.get_slot("change_wanted")
        try:
            interview = interview_of(self._services, tracker)
            if wanted == NOT_NEEDED or interview is None:
                return _forget()
            if wanted == "recall":
                self._recall(dispatcher, interview)
            elif tracker.get_slot("change_confirmed") is not True:
                dispatcher.utter_message(response="utter_interview_kept")
            elif wanted == "cancel":
                self._cancel(dispatcher, interview)
            elif wanted == "move":
                return self._move(dispatcher, interview, tracker)
            else:
                return self._correct(dispatcher, interview, tracker)
        except (UnknownReference, NotOpen):
            dispatcher.utter_message(response="utter_change_by_email")
        except SQLAlchemyError as error:
            logger.error("changing an interview failed: %s", type(error).__name__)
            dispatcher.utter_message(response="utter_change_failed")
            return _back_to_form(change_confirmed=None)
        return _forget()

    def _recall(self, dispatcher: CollectingDispatcher, interview: Interview) -> None:
        if interview.status is Status.CANCELLED or interview.end <= self._services.now():
            say_closed(dispatcher, interview)
            return
        dispatcher.utter_message(
            response="utter_recall",
            when=speak.moment(interview.start),
            reference=interview.reference,
            link=self._services.rooms.link(interview.uid),
        )

    def _cancel(self, dispatcher: CollectingDispatcher, interview: Interview) -> None:
        self._services.desk.cancel(interview.reference, self._services.now())
        dispatcher.utter_message(response="utter_cancelled", when=speak.moment(interview.start))

    def _move(
        self, dispatcher: CollectingDispatcher, interview: Interview, tracker: Tracker
    ) -> list[EventType]:
        start = datetime.fromisoformat(tracker.get_slot("change_time"))
        now = self._services.now()
        desk = self._services.desk
        try:
            desk.move(interview.reference, start, now, holder=tracker.sender_id)
        except NotBookable as refused:
            say_refusal(self._services, dispatcher, refused, start)
            wanted = remember([as_phrase(start)], now)
            return _back_to_form(change_time=None, change_confirmed=None, wanted_time=wanted)
        dispatcher.utter_message(response="utter_moved", when=speak.moment(start))
        return _forget()

    def _correct(
        self, dispatcher: CollectingDispatcher, interview: Interview, tracker: Tracker
    ) -> list[EventType]:
        field = _FIELDS[tracker.get_slot("change_detail")]
        visitor = replace(interview.visitor, **{field: tracker.get_slot("change_value")})
        now = self._services.now()
        try:
            corrected = self._services.desk.correct(interview.reference, visitor, now)
        except TooManyOpen as error:
            dispatcher.utter_message(response="utter_too_many_open", limit=error.limit)
            return _back_to_form(change_value=None, change_confirmed=None)
        dispatcher.utter_message(
            response="utter_corrected",
            when=speak.moment(corrected.start),
            email=corrected.visitor.email,
        )
        return _forget()


class ActionForgetChange(Action):
    """Forgets a change that was given up; the interview stays as it is."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def name(self) -> str:
        return "action_forget_change"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        self._services.desk.release(tracker.sender_id, self._services.now())
        return _forget()


def _back_to_form(**slots: Any) -> list[EventType]:
    events: list[EventType] = [SlotSet(slot, value) for slot, value in slots.items()]
    return [*events, FollowupAction("change_form")]


def _forget() -> list[EventType]:
    return [SlotSet(slot, None) for slot in (*SLOTS, "wanted_time", "requested_slot")]
