"""Changing an interview: how it begins, what is asked, and what is done in the end."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import conversation
from actions.answers import Answers
from actions.changes import (
    SLOTS,
    WANTED,
    interview_of,
    known_interviews,
    meant_of,
    say_closed,
)
from actions.detail_form import Domain, back_to_form, forget, set_slots
from actions.own_clock import OwnClock
from actions.question_actions import call_asked_for
from actions.wanted_time import WantedTime
from booking.desk import BookingDesk
from booking.model import (
    AddressBlocked,
    Interview,
    NotBookable,
    NotOpen,
    Status,
    TooManyOpen,
    UnknownReference,
)
from booking.references import read_reference
from french import speak
from french.contact import read_email
from french.message_details import leads_on, points_at_this, read_details
from notify import VideoRooms

logger = logging.getLogger(__name__)

_FIELDS = {"visitor_email": "email", "visitor_phone": "phone", "visitor_name": "name"}


class ActionStartChange(Action):
    """Begins a change; an interview booked in this conversation, or proved, needs no more proof."""

    def __init__(self, desk: BookingDesk, now: Callable[[], datetime], answers: Answers) -> None:
        self._desk = desk
        self._now = now
        self._answers = answers

    def name(self) -> str:
        return "action_start_change"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        call = call_asked_for(tracker, self._now())
        if call:
            return call
        self._answers.say_asides(dispatcher, tracker)
        wanted = WANTED.get(conversation.intent(tracker), "correct")
        if conversation.intent(tracker) == "book_interview":
            wanted = "move"  # the booking form told that the interview to come is meant
        try:
            interview, others = self._interviews(tracker, wanted)
            can_change = bool(others) or (
                interview is not None and self._desk.can_change(interview, self._now())
            )
        except SQLAlchemyError as error:
            logger.error("reading an interview failed: %s", type(error).__name__)
            dispatcher.utter_message(response="utter_change_failed")
            return []
        is_another = interview is None and _reference_named(tracker) is not None
        if wanted == "correct" and not is_another and not (can_change and self._corrects(tracker)):
            return [FollowupAction("booking_form")]
        if interview and not can_change and wanted != "recall":
            say_closed(dispatcher, interview, self._now())
            return []
        slots = {**dict.fromkeys(SLOTS), "change_wanted": wanted}
        if interview:
            slots["proof_reference"] = slots["booking_reference"] = interview.reference
            slots["proof_email"] = interview.visitor.email
        elif others or is_another:
            slots["booking_reference"] = None  # the form asks which, or for its proof
        return [*set_slots(slots), FollowupAction("change_form")]

    def _interviews(
        self, tracker: Tracker, wanted: str
    ) -> tuple[Interview | None, Sequence[Interview]]:
        """Find the interview that is meant, and where that is not clear, all that it may be."""
        now = self._now()
        known = known_interviews(self._desk, tracker)
        named = _reference_named(tracker)
        if named is not None:
            return next((each for each in known if each.reference == named), None), ()
        to_come = [each for each in known if each.is_open(now)]
        if len(to_come) < 2 or wanted == "recall":
            current = to_come[0] if len(to_come) == 1 else interview_of(self._desk, tracker)
            return current, ()
        said = conversation.entity(tracker, "reference") or conversation.text(tracker)
        current = interview_of(self._desk, tracker)
        meant = meant_of(to_come, said, now)
        if current in to_come and (leads_on(said) or (meant is None and points_at_this(said))):
            meant = current
        return meant, () if meant else to_come

    def _corrects(self, tracker: Tracker) -> bool:
        """Tell a correction of what was booked from details given for something new."""
        if conversation.intent(tracker) == "correct_detail":
            return True
        details = read_details(conversation.text(tracker), self._now(), name_known=True)
        return bool(details.email.value or details.phone.value)


def _reference_named(tracker: Tracker) -> str | None:
    """Read which interview the last message names, whether it is known here or not."""
    said = conversation.entity(tracker, "reference") or conversation.text(tracker)
    return read_reference(read_email(said).rest)


class ActionChangeInterview(Action):
    """Does what the visitor confirmed; goes back to the form, with all it holds, on failure."""

    def __init__(
        self,
        desk: BookingDesk,
        rooms: VideoRooms,
        own: OwnClock,
        now: Callable[[], datetime],
        contact: str,
    ) -> None:
        """`contact` is where the school answers those whom the assistant may not help."""
        self._contact = contact
        self._desk = desk
        self._own = own
        self._rooms = rooms
        self._now = now

    def name(self) -> str:
        return "action_change_interview"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        wanted = tracker.get_slot("change_wanted")
        try:
            interview = interview_of(self._desk, tracker)
            if wanted is None or interview is None:
                return forget(SLOTS)
            if wanted == "recall":
                self._recall_all(dispatcher, interview, tracker)
            elif tracker.get_slot("change_confirmed") is not True:
                dispatcher.utter_message(response="utter_interview_kept")
            elif wanted == "cancel":
                self._cancel(dispatcher, interview)
            elif wanted == "move":
                return self._move(dispatcher, interview, tracker)
            else:
                return self._correct(dispatcher, interview, tracker)
        except NotOpen:  # booked here, or proved to be the visitor's: they may know how it stands
            _say_not_open(dispatcher, self._as_it_stands(tracker), wanted)
        except UnknownReference:
            dispatcher.utter_message(response="utter_change_by_email")
        except SQLAlchemyError as error:
            logger.error("changing an interview failed: %s", type(error).__name__)
            dispatcher.utter_message(response="utter_change_failed")
            return _again()
        return forget(SLOTS)

    def _as_it_stands(self, tracker: Tracker) -> Interview | None:
        with suppress(SQLAlchemyError):
            return interview_of(self._desk, tracker)
        return None

    def _recall_all(
        self, dispatcher: CollectingDispatcher, interview: Interview, tracker: Tracker
    ) -> None:
        """Say when it is, and when the others are that are known to be the visitor's."""
        known = known_interviews(self._desk, tracker)
        to_come = [each for each in known if each.is_on(self._now())]
        for each in to_come or [interview]:
            self._recall(dispatcher, each, tracker)

    def _recall(
        self, dispatcher: CollectingDispatcher, interview: Interview, tracker: Tracker
    ) -> None:
        if not interview.is_on(self._now()):
            say_closed(dispatcher, interview, self._now())
            return
        dispatcher.utter_message(
            response="utter_recall",
            own=self._own.aside(tracker, interview.start, interview.zone),
            link=self._rooms.link(interview.uid),
            **_as_told(interview),
        )
        _say_what_is_left(dispatcher, interview)

    def _cancel(self, dispatcher: CollectingDispatcher, interview: Interview) -> None:
        self._desk.cancel(interview.reference, self._now())
        dispatcher.utter_message(response="utter_cancelled", **_as_told(interview))

    def _move(
        self, dispatcher: CollectingDispatcher, interview: Interview, tracker: Tracker
    ) -> list[EventType]:
        start = datetime.fromisoformat(tracker.get_slot("change_time"))
        now = self._now()
        try:
            moved = self._desk.move(interview.reference, start, now, holder=tracker.sender_id)
        except NotBookable:  # the offer that follows says why
            wanted = WantedTime(now, start).to_slot()
            return _again(change_time=None, wanted_time=wanted)
        own = self._own.aside(tracker, start, interview.zone)
        dispatcher.utter_message(response="utter_moved", own=own, **_as_told(moved))
        _say_what_is_left(dispatcher, moved)
        return forget(SLOTS)

    def _correct(
        self, dispatcher: CollectingDispatcher, interview: Interview, tracker: Tracker
    ) -> list[EventType]:
        field = _FIELDS[tracker.get_slot("change_detail")]
        visitor = replace(interview.visitor, **{field: tracker.get_slot("change_value")})
        now = self._now()
        try:
            corrected = self._desk.correct(interview.reference, visitor, now)
        except TooManyOpen as error:
            dispatcher.utter_message(response="utter_too_many_open", limit=error.limit)
            return _again(change_value=None)
        except AddressBlocked:
            dispatcher.utter_message(response="utter_address_blocked", contact=self._contact)
            return forget(SLOTS)
        dispatcher.utter_message(
            response="utter_corrected",
            when=speak.moment(corrected.start),
            email=corrected.visitor.email,
        )
        _say_what_is_left(dispatcher, corrected)
        return forget(SLOTS)


def _say_not_open(
    dispatcher: CollectingDispatcher, interview: Interview | None, wanted: str
) -> None:
    """Say why nothing is changed; a yes said again, its first answer lost, finds it done."""
    if interview is not None and interview.status is Status.CANCELLED and wanted == "cancel":
        dispatcher.utter_message(response="utter_cancelled", **_as_told(interview))
    else:
        dispatcher.utter_message(response="utter_change_by_email")


class ActionForgetChange(Action):
    """Forgets a change that was given up; the interview stays as it is."""

    def __init__(self, desk: BookingDesk, now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._now = now

    def name(self) -> str:
        return "action_forget_change"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        self._desk.release(tracker.sender_id, self._now())
        return forget(SLOTS)


def _as_told(interview: Interview) -> dict[str, str]:
    """What responses say and show of an interview."""
    return {
        "when": speak.moment(interview.start),
        "reference": interview.reference,
        "start": interview.start.isoformat(),
        "end": interview.end.isoformat(),
    }


def _say_what_is_left(dispatcher: CollectingDispatcher, interview: Interview) -> None:
    """Say until when the visitor is to confirm the address, if that is needed."""
    if interview.confirm_by is not None:
        dispatcher.utter_message(
            response="utter_still_to_confirm",
            until=speak.hour(interview.confirm_by),
            email=interview.visitor.email,
        )


def _again(**cleared: Any) -> list[EventType]:
    """Ask for what is cleared, if anything, and for a yes again, keeping all the rest."""
    return back_to_form("change_form", change_confirmed=None, **cleared)
