"""What happens to an interview once the booking form is complete, or given up."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import conversation
from actions.changes import with_known
from actions.detail_form import Domain, back_to_form, forget
from actions.details import DECLINED
from actions.interview_notes import note_for_interviewer
from actions.own_clock import OwnClock
from actions.wanted_time import WantedTime
from booking.desk import BookingDesk
from booking.model import (
    AddressBlocked,
    BookingRequest,
    Interview,
    NotBookable,
    TooManyOpen,
    TooManyToday,
    Visitor,
)
from french import speak

logger = logging.getLogger(__name__)

_FORM_SLOTS = (
    "interview_time",
    "visitor_name",
    "visitor_email",
    "visitor_phone",
    "consent",
    "recap_confirmed",
    "wanted_time",
)


class ActionBookInterview(Action):
    """Books what the form has gathered; goes back to it, with all it holds, where that fails."""

    def __init__(
        self,
        desk: BookingDesk,
        own: OwnClock,
        now: Callable[[], datetime],
        contact: str,
    ) -> None:
        """`contact` is where the school answers those whom the assistant may not help."""
        self._desk = desk
        self._own = own
        self._now = now
        self._contact = contact

    def name(self) -> str:
        return "action_book_interview"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        if tracker.get_slot("consent") is not True:
            dispatcher.utter_message(response="utter_booking_stopped")
            return _forgotten(self._desk, tracker, self._now())
        start = datetime.fromisoformat(tracker.get_slot("interview_time"))
        now = self._now()
        try:
            interview = self._desk.book(_request(tracker, start, self._own.zone(tracker), now), now)
        except NotBookable:  # the offer that follows says why
            return _again(interview_time=None, wanted_time=WantedTime(now, start).to_slot())
        except TooManyToday as error:
            dispatcher.utter_message(response="utter_too_many_today", limit=error.limit)
            return _again(visitor_email=None)
        except TooManyOpen as error:
            dispatcher.utter_message(response="utter_too_many_open", limit=error.limit)
            return _again(visitor_email=None)
        except AddressBlocked:
            dispatcher.utter_message(response="utter_address_blocked", contact=self._contact)
            return _forgotten(self._desk, tracker, now)
        except SQLAlchemyError as error:
            logger.error("booking failed: %s", type(error).__name__)
            dispatcher.utter_message(response="utter_booking_failed")
            return _again()
        own = self._own.aside(tracker, interview.start)
        _say_booked(dispatcher, interview, own)
        return [
            *forget(_FORM_SLOTS),
            SlotSet("booking_reference", interview.reference),
            SlotSet("known_references", with_known(tracker, interview.reference)),
            SlotSet("told", {"said": "booked"}),
        ]


class ActionForgetBooking(Action):
    """Forgets what a booking that was given up had gathered, and gives its place back."""

    def __init__(self, desk: BookingDesk, now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._now = now

    def name(self) -> str:
        return "action_forget_booking"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        return _forgotten(self._desk, tracker, self._now())


def _forgotten(desk: BookingDesk, tracker: Tracker, now: datetime) -> list[EventType]:
    """Give the place back, and forget what was gathered."""
    with suppress(SQLAlchemyError):  # the hold lapses by itself
        desk.release(tracker.sender_id, now)
    return forget(_FORM_SLOTS)


def _request(tracker: Tracker, start: datetime, zone: str | None, now: datetime) -> BookingRequest:
    phone = tracker.get_slot("visitor_phone")
    visitor = Visitor(
        name=tracker.get_slot("visitor_name"),
        email=tracker.get_slot("visitor_email"),
        phone=None if phone == DECLINED else phone,
    )
    # The same conversation confirming the same recap is the same booking, however often sent.
    note = note_for_interviewer(tracker)
    recap = f"{tracker.sender_id} {start.isoformat()} {visitor}"
    return BookingRequest(
        visitor=visitor,
        start=start,
        consented_at=now,
        key=hashlib.sha256(recap.encode()).hexdigest(),
        questions=_questions(tracker, note),
        note=note,
        holder=tracker.sender_id,
        zone=zone,
    )


def _questions(tracker: Tracker, note: str | None) -> tuple[str, ...]:
    """List what was asked; what the note says need not be said twice."""
    noted = (note or "").splitlines()
    return tuple(each for each in conversation.questions_asked(tracker) if each not in noted)


def _say_booked(dispatcher: CollectingDispatcher, interview: Interview, own: str) -> None:
    until = interview.confirm_by
    dispatcher.utter_message(
        response="utter_booked_to_confirm" if until else "utter_booked",
        until=speak.hour(until) if until else "",
        when=speak.moment(interview.start),
        own=own,
        reference=interview.reference,
        email=interview.visitor.email,
        start=interview.start.isoformat(),
        end=interview.end.isoformat(),
    )


def _again(**cleared: Any) -> list[EventType]:
    """Ask for the recap again, or for what is cleared, keeping all the rest."""
    return back_to_form("booking_form", recap_confirmed=None, **cleared)
