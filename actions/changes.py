"""What a visitor may want of an interview that is booked, and what each wish needs."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import conversation
from actions.detail_form import Found
from booking.desk import BookingDesk
from booking.model import Interview, Status, UnknownReference
from booking.references import read_reference
from french import speak
from french.message_details import Detail, chosen_place
from french.put_right import part_put_right
from french.when import read_when

WANTED = {
    "recall_interview": "recall",
    "cancel_interview": "cancel",
    "move_interview": "move",
    "correct_detail": "correct",
}
"""What the visitor wants, by the intent that says so."""

PROOF = ("proof_reference", "proof_email")
"""The slots that prove an interview to be the visitor's."""

NEEDS: dict[str, tuple[str, ...]] = {
    "recall": (),
    "cancel": ("change_confirmed",),
    "move": ("change_time", "change_confirmed"),
    "correct": ("change_detail", "change_value", "change_confirmed"),
}
"""The slots that each wish needs besides the proof, in the order in which they are asked for."""

SLOTS = (
    "change_wanted",
    *PROOF,
    *dict.fromkeys(slot for needed in NEEDS.values() for slot in needed),
    "wanted_time",
)
"""All that a change remembers."""

NOTHING_MORE: Found = {"change_wanted": None}
"""What ends the form without doing anything."""


def begun(wanted: str) -> Found:
    """Give the slots with which a wish begins: all that it needs is to be asked for."""
    return {"change_wanted": wanted, **dict.fromkeys(NEEDS[wanted])}


def interview_of(desk: BookingDesk, tracker: Tracker) -> Interview | None:
    """Read the interview that was booked in this conversation, or proved to be the visitor's."""
    reference = tracker.get_slot("booking_reference")
    try:
        return desk.get(reference) if reference else None
    except UnknownReference:
        return None


def part_corrected(desk: BookingDesk, tracker: Tracker, meant: Detail | None) -> Found:
    """What the last message puts right in a detail of the interview: « c'est .fr, pas .com »."""
    interview = interview_of(desk, tracker)
    if interview is None or conversation.is_question(tracker):
        return {}
    visitor = interview.visitor
    known: dict[Detail, str] = {"visitor_name": visitor.name, "visitor_email": visitor.email}
    if visitor.phone:
        known["visitor_phone"] = visitor.phone
    chosen, value = tracker.get_slot("change_detail"), tracker.get_slot("change_value")
    if chosen and value:  # which was read back, and is not right yet
        known[chosen] = value
    part = part_put_right(known, conversation.text(tracker), meant or chosen)
    if part is None:
        return {}
    return {"change_detail": part[0], "change_value": part[1], "change_confirmed": None}


def known_references(tracker: Tracker) -> list[str]:
    """List the references of interviews that are known to be the visitor's."""
    return [*(tracker.get_slot("known_references") or ())]


def with_known(tracker: Tracker, reference: str) -> list[str]:
    """Add a reference to those that are known, for the slot `known_references`."""
    return [*dict.fromkeys((*known_references(tracker), reference))]


def known_interviews(desk: BookingDesk, tracker: Tracker) -> list[Interview]:
    """Read the interviews that are known to be the visitor's, in order of time."""
    found = []
    for reference in known_references(tracker):
        with suppress(UnknownReference):  # erased since
            found.append(desk.get(reference))
    return sorted(found, key=lambda interview: interview.start)


def interviews_to_come(desk: BookingDesk, tracker: Tracker, now: datetime) -> list[Interview]:
    """Read those of the visitor's interviews that can still be changed. `now` is aware."""
    return [each for each in known_interviews(desk, tracker) if each.is_open(now)]


def meant_of(interviews: Sequence[Interview], said: str, now: datetime) -> Interview | None:
    """Tell which of several interviews words mean: « le premier », « celui de jeudi ».

    None where that is none of them, or not one alone. `now` is aware.
    """
    reference = read_reference(said)
    window = read_when(said, now)
    place = chosen_place(said, len(interviews))
    if reference is not None:
        meant = [each for each in interviews if each.reference == reference]
    elif window is not None:
        meant = [each for each in interviews if window.contains(each.start)]
    else:
        meant = [] if place is None else [interviews[place]]
    return meant[0] if len(meant) == 1 else None


def say_closed(dispatcher: CollectingDispatcher, interview: Interview, now: datetime) -> None:
    """Say that an interview is cancelled or over, or begins too soon to be changed here."""
    if interview.is_open(now):
        dispatcher.utter_message(response="utter_change_by_email")
        return
    cancelled = interview.status is Status.CANCELLED
    response = "utter_recall_cancelled" if cancelled else "utter_recall_over"
    dispatcher.utter_message(response=response, when=speak.moment(interview.start))
