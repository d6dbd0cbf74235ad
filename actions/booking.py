"""What happens to an interview once the form is complete, and after."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import conversation
from actions.booking_form import DECLINED
from actions.slots import as_phrase, remember
from booking import french
from booking.model import (
    Interview,
    NotBookable,
    NotOpen,
    Request,
    Status,
    UnknownReference,
    Visitor,
)
from runtime.wiring import Services

logger = logging.getLogger(__name__)

_FORM_SLOTS = (
    "interview_time",
    "visitor_name",
    "visitor_email",
    "visitor_phone",
    "consent",
    "recap_confirmed",
    "wanted_time",
    "requested_slot",
)


class ActionBookInterview(Action):
    """Books what the form has gathered; goes back to it, with all it holds, where that fails."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def name(self) -> str:
        return "action_book_interview"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        start = datetime.fromisoformat(tracker.get_slot("interview_time"))
        now = self._services.now()
        try:
            interview = self._services.desk.book(_request(tracker, start, now), now)
        except NotBookable as refused:
            response = f"utter_refused_{refused.reason.value}"
            dispatcher.utter_message(response=response, when=french.moment(start))
            return _back_to_form(interview_time=None, wanted_time=remember([as_phrase(start)], now))
        except SQLAlchemyError as error:
            logger.error("booking failed: %s", type(error).__name__)
            dispatcher.utter_message(response="utter_booking_failed")
            return _back_to_form()
        _say_booked(dispatcher, interview)
        return [*_forget(), SlotSet("booking_reference", interview.reference)]


class ActionForgetBooking(Action):
    """Forgets what a booking that was given up had gathered."""

    def name(self) -> str:
        return "action_forget_booking"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        return _forget()


class ActionRecallInterview(Action):
    """Says when the interview is that was booked in this very conversation."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def name(self) -> str:
        return "action_recall_interview"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        interview = _booked_here(self._services, tracker)
        if interview is None:
            dispatcher.utter_message(response="utter_recall_unknown")
            return []
        when, reference = french.moment(interview.start), interview.reference
        stands = interview.status is Status.CONFIRMED
        response = "utter_recall" if stands else "utter_recall_cancelled"
        dispatcher.utter_message(response=response, when=when, reference=reference)
        return []


class ActionOfferCancellation(Action):
    """Asks whether the interview booked in this conversation is really to be cancelled."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def name(self) -> str:
        return "action_offer_cancellation"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        interview = _booked_here(self._services, tracker)
        if interview is None or interview.status is not Status.CONFIRMED:
            dispatcher.utter_message(response="utter_change_by_email")
            return []
        if conversation.action_before(tracker) == self.name():
            return [FollowupAction("action_cancel_interview")]  # « oui, annule » says it again
        when = french.moment(interview.start)
        dispatcher.utter_message(response="utter_confirm_cancellation", when=when)
        return []


class ActionCancelInterview(Action):
    """Cancels the interview that was booked in this very conversation."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def name(self) -> str:
        return "action_cancel_interview"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        reference = tracker.get_slot("booking_reference") or ""
        try:
            interview = self._services.desk.cancel(reference, self._services.now())
        except (UnknownReference, NotOpen):
            dispatcher.utter_message(response="utter_change_by_email")
        except SQLAlchemyError as error:
            logger.error("cancelling failed: %s", type(error).__name__)
            dispatcher.utter_message(response="utter_cancelling_failed")
        else:
            when = french.moment(interview.start)
            dispatcher.utter_message(response="utter_cancelled", when=when)
        return []


def _booked_here(services: Services, tracker: Tracker) -> Interview | None:
    """Read the interview that was booked last in this conversation, which is proof enough."""
    try:
        return services.desk.get(tracker.get_slot("booking_reference") or "")
    except UnknownReference:
        return None


def _request(tracker: Tracker, start: datetime, now: datetime) -> Request:
    phone = tracker.get_slot("visitor_phone")
    visitor = Visitor(
        name=tracker.get_slot("visitor_name"),
        email=tracker.get_slot("visitor_email"),
        phone=None if phone == DECLINED else phone,
    )
    # The same conversation confirming the same recap is the same booking, however often sent.
    recap = f"{tracker.sender_id} {start.isoformat()} {visitor}"
    return Request(
        visitor=visitor,
        start=start,
        consented_at=now,
        key=hashlib.sha256(recap.encode()).hexdigest(),
        questions=conversation.questions_asked(tracker),
    )


def _say_booked(dispatcher: CollectingDispatcher, interview: Interview) -> None:
    dispatcher.utter_message(
        response="utter_booked",
        when=french.moment(interview.start),
        reference=interview.reference,
        email=interview.visitor.email,
        start=interview.start.isoformat(),
        end=interview.end.isoformat(),
    )


def _back_to_form(**slots: Any) -> list[EventType]:
    """Ask for the recap again, or for what `slots` clears, keeping all the rest."""
    cleared = {"recap_confirmed": None, **slots}
    events: list[EventType] = [SlotSet(slot, value) for slot, value in cleared.items()]
    return [*events, FollowupAction("booking_form")]


def _forget() -> list[EventType]:
    return [SlotSet(slot, None) for slot in _FORM_SLOTS]
