"""What a message gives the booking form beside what it tells whoever receives the visitor."""

from __future__ import annotations

from copy import copy
from datetime import datetime

from rasa_sdk import Tracker

from actions import conversation
from actions.booking_reading import read_booking
from actions.detail_form import Found
from actions.details import DETAILS
from french.message_details import read_details
from french.names import is_name


def read_beside_note(tracker: Tracker, rest: str, now: datetime) -> Found:
    """Find what the last message gives in its `rest`, beside what it tells the interviewer.

    A time in the note itself counts only while none is settled.
    """
    beside = copy(tracker)
    beside.latest_message = {**tracker.latest_message, "text": rest}
    found = read_booking(beside, now) if rest else {}
    found = {slot: value for slot, value in found.items() if value != rest or _is_read(slot, rest)}
    if (
        not tracker.get_slot("interview_time")
        and read_details(conversation.text(tracker), now).speaks_of_time
    ):
        found = _only_time(read_booking(tracker, now)) | found
    if found or (rest and conversation.is_question(tracker)):
        return found
    return asks_on(tracker)


def asks_on(tracker: Tracker) -> Found:
    """Give what changes nothing, and has the form ask again."""
    return {"consent": tracker.get_slot("consent")}


def _only_time(found: Found) -> Found:
    return {slot: value for slot, value in found.items() if slot == "interview_time"}


def _is_read(slot: str, text: str) -> bool:
    """Tell whether a text that answers as a whole is what was asked for."""
    if slot == "visitor_name":
        return is_name(text)
    return slot not in DETAILS or DETAILS[slot].read(text) is not None
