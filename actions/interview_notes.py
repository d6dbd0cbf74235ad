"""A word for whoever receives the visitor, told in passing: kept, said back, and passed on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import conversation
from actions.changes import interview_of
from booking.desk import BookingDesk
from booking.model import Interview, NotOpen, UnknownReference
from booking.visitor_notes import NoteTooLong, with_more
from french import speak
from french.for_interviewer import told_to_interviewer

logger = logging.getLogger(__name__)

_SAID = frozenset(
    f"utter_note_{done}" for done in ("kept", "kept_for_later", "passed_on", "not_passed_on")
)


def is_told(tracker: Tracker) -> bool:
    """Tell whether the last message tells something that the interviewer should know."""
    return told_to_interviewer(conversation.text(tracker)) is not None


def note_for_interviewer(tracker: Tracker) -> str | None:
    """Gather what was told in the whole conversation, for an interview that is being booked."""
    note: str | None = None
    for typed in conversation.typed(tracker):
        told = told_to_interviewer(typed)
        if told:
            note = with_more(note, told, must_fit=False)
    return note


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
        told = told_to_interviewer(conversation.text(tracker))
        if told is None:
            return False
        if not self._is_said(dispatcher, tracker):
            is_booking = while_booking or conversation.active_form(tracker) == "booking_form"
            response, when = (
                ("utter_note_kept", "") if is_booking else self._passed_on(tracker, told)
            )
            said = conversation.quoted(told)
            dispatcher.utter_message(response=response, note=said, when=when)
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
