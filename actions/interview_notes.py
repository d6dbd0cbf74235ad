"""A word for whoever receives the visitor, told in passing: kept, said back, and passed on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import conversation
from actions.changes import interview_of
from actions.intents import ASK_SCHOOL, ENDS, INTERVIEW_WISHES
from booking.desk import BookingDesk
from booking.model import Interview, NotOpen, UnknownReference
from booking.visitor_notes import LONGEST, NoteTooLong, with_more
from french import speak
from french.for_interviewer import Told, takes_note_back, told_to_interviewer

logger = logging.getLogger(__name__)

_NAME = "visitor_name"
_SAID = frozenset(
    f"utter_note_{done}"
    for done in ("kept", "kept_for_later", "passed_on", "not_passed_on", "too_long")
)
_NO_WORD = ENDS | {ASK_SCHOOL, "hostile"} | (INTERVIEW_WISHES - {"book_interview"})
"""What ends something, or is a wish of its own: all else that stands in it is left."""


def told_in(tracker: Tracker) -> Told | None:
    """Read what the last message tells that the interviewer should know."""
    name_asked = conversation.asked_by(tracker, "booking_form") == _NAME
    return _told(conversation.text(tracker), conversation.intent(tracker), name_asked=name_asked)


def is_told(tracker: Tracker) -> bool:
    """Tell whether the last message tells something that the interviewer should know."""
    return told_in(tracker) is not None


def takes_back(tracker: Tracker) -> bool:
    """Tell whether the last message takes back what was told before it for the booking."""
    events = list(tracker.events)
    while events and events.pop().get("event") != "user":
        pass
    return takes_note_back(conversation.text(tracker)) and _gathered(events) is not None


def note_for_interviewer(tracker: Tracker) -> str | None:
    """Gather what was told for an interview that is being booked, and not taken back since."""
    return _gathered(list(tracker.events))


def _told(text: str, intent: str, *, name_asked: bool) -> Told | None:
    is_word = text and not text.startswith("/") and intent not in _NO_WORD
    return told_to_interviewer(text, name_asked=name_asked) if is_word else None


def _gathered(events: Iterable[Mapping[str, Any]]) -> str | None:
    """Gather what was told since the last booking; a second one begins with what begins it."""
    note = last = asked = None
    is_booked = is_again = False
    for event in events:
        kind, name, value = event.get("event"), event.get("name"), event.get("value")
        if kind == "user":
            text, intent = event.get("text") or "", event["parse_data"]["intent"]["name"]
            told = _told(text, intent, name_asked=asked == _NAME)
            last, is_again = told.note if told else None, False
            note = None if takes_note_back(text) else _with(note, last)
        elif kind == "slot" and name == conversation.REQUESTED_SLOT:
            asked = value
        elif kind == "slot" and name == "booking_reference" and value:
            note, is_booked = None, True
        elif kind == "active_loop" and name is None:
            is_again = True  # where it is begun in the same turn: its place was taken
        elif kind == "active_loop" and name == "booking_form" and is_booked and not is_again:
            note = last
    return note


def _with(note: str | None, told: str | None) -> str | None:
    return with_more(note, told, must_fit=False) if told else note


class InterviewNotes:
    """Says back what a message tells the interviewer; an interview to come gets it at once."""

    def __init__(self, desk: BookingDesk, now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._now = now

    def say(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, while_booking: bool = False
    ) -> bool:
        """Say back what the last message tells, once, and pass it on; tells whether it does.

        `while_booking`: it goes with the interview that is being booked.
        """
        told = told_in(tracker)
        if told is None:
            return False
        if not self._is_said(dispatcher, tracker):
            is_booking = while_booking or conversation.active_form(tracker) == "booking_form"
            response, when = (
                (_kept(tracker, told.note), "")
                if is_booking
                else self._passed_on(tracker, told.note)
            )
            said = conversation.quoted(told.note)
            dispatcher.utter_message(response=response, note=said, when=when, longest=LONGEST)
        return True

    def _is_said(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
        now = {message.get("response") for message in dispatcher.messages}
        return bool(_SAID & (now | conversation.said_since(tracker)))

    def _passed_on(self, tracker: Tracker, told: str) -> tuple[str, str]:
        """Write it into the interview to come, if there is one; names the response, and when."""
        try:
            interview = interview_of(self._desk, tracker)
            if interview is None or not interview.is_open(self._now()):
                return "utter_note_kept_for_later", ""
            self._write(interview, told)
        except (NotOpen, UnknownReference, NoteTooLong):
            return "utter_note_not_passed_on", ""
        except SQLAlchemyError as error:
            logger.error("passing a note on failed: %s", type(error).__name__)
            return "utter_note_not_passed_on", ""
        return "utter_note_passed_on", speak.moment(interview.start)

    def _write(self, interview: Interview, told: str) -> None:
        note = with_more(interview.note, told)
        self._desk.write_note(interview.reference, note, self._now())


def _kept(tracker: Tracker, told: str) -> str:
    """Name the response that says whether it goes with the booking, which has room for so much."""
    whole = _with(note_for_interviewer(tracker), told) or ""
    return "utter_note_kept" if told in whole.splitlines() else "utter_note_too_long"
