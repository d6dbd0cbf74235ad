"""The change form: proof that an interview is the visitor's, then what to do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import conversation
from actions.free_times import as_phrase, exact_time
from actions.intents import LEAVING
from actions.reading_form import Found, ReadingForm
from booking.model import Interview, Status, TooManyGuesses, UnknownReference
from booking.proof import read_reference
from french import speak
from french.contact import read_email, read_phone
from french.message_details import chosen_place, named_detail, read_details
from french.names import read_name
from french.paris import PARIS
from french.when import read_when
from runtime.wiring import Services

NOT_NEEDED = "none"
"""The value of a slot that what the visitor wants does not need."""
SLOTS = (
    "change_wanted",
    "proof_reference",
    "proof_email",
    "change_detail",
    "change_value",
    "change_time",
    "change_confirmed",
)
WANTED = {
    "recall_interview": "recall",
    "cancel_interview": "cancel",
    "move_interview": "move",
    "correct_detail": "correct",
}
"""What the visitor wants, by the intent that says so."""

_SURE = 0.5
_NEEDS = {
    "recall": (),
    "cancel": ("change_confirmed",),
    "move": ("change_time", "change_confirmed"),
    "correct": ("change_detail", "change_value", "change_confirmed"),
}
_OF_A_CHANGE = ("change_detail", "change_value", "change_time", "change_confirmed")

_READERS: dict[str, tuple[Callable[[str], str | None], str]] = {
    "visitor_email": (lambda text: read_email(text).value, "utter_email_invalid"),
    "visitor_phone": (lambda text: read_phone(text).value, "utter_phone_invalid"),
    "visitor_name": (lambda text: read_name(text, asked=True), "utter_name_unclear"),
}
"""How each detail is read, and what is said of one that is not valid."""


def plan(wanted: str) -> Found:
    """Give the slots of what is wanted: those that it does not need are filled beforehand."""
    needed = _NEEDS.get(wanted, ())
    slots = {slot: None if slot in needed else NOT_NEEDED for slot in _OF_A_CHANGE[:-1]}
    confirmed = None if "change_confirmed" in needed else True
    return {"change_wanted": wanted, **slots, "change_confirmed": confirmed}


def ended() -> Found:
    """Fill every slot, so that the form ends without doing anything."""
    return {
        **dict.fromkeys(SLOTS, NOT_NEEDED),
        "change_confirmed": False,
    }


def interview_of(services: Services, tracker: Tracker) -> Interview | None:
    """Read the interview that was booked in this conversation, or proved to be the visitor's."""
    try:
        return services.desk.get(tracker.get_slot("booking_reference") or "")
    except UnknownReference:
        return None


class ValidateChangeForm(ReadingForm):
    """Takes from each message what proves the interview and what is to become of it."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def name(self) -> str:
        return "validate_change_form"

    def found(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Found:
        """Find candidates for the slots that the form asks for."""
        wanted = tracker.get_slot("change_wanted")
        asked = tracker.get_slot("requested_slot") if conversation.is_changing(tracker) else None
        intent = conversation.intent(tracker)
        instead = WANTED.get(intent)
        is_sure = conversation.confidence(tracker) >= _SURE
        switches = instead in ("cancel", "move", "recall") and instead != wanted and is_sure
        if asked and switches and instead:
            return {**plan(instead), **self._proof(tracker, None)}
        found = self._proof(tracker, asked)
        if wanted == "move":
            found |= self._time(tracker, asked)
        if wanted == "correct":
            found |= self._correction(tracker, asked)
        if not found and asked == "change_confirmed":
            return self._decision(tracker, wanted)
        return found

    def _proof(self, tracker: Tracker, asked: str | None) -> Found:
        """Reference and address, wherever they are said before the interview is known."""
        text = conversation.text(tracker)
        found: Found = {}
        email = read_email(text)
        reference = read_reference(email.rest, asked=asked == "proof_reference")
        if reference and reference != tracker.get_slot("proof_reference"):
            found["proof_reference"] = reference
            if tracker.get_slot("booking_reference"):
                found["proof_email"] = None  # another interview needs a proof of its own
        is_proved = bool(tracker.get_slot("booking_reference")) and not found
        if email.value and not is_proved:
            found["proof_email"] = email.value
        if found or asked not in ("proof_reference", "proof_email"):
            return found
        is_answer = text and not conversation.is_question(tracker)
        is_answer = is_answer and conversation.intent(tracker) not in LEAVING
        return {asked: text} if is_answer else {}

    def _time(self, tracker: Tracker, asked: str | None) -> Found:
        pressed = conversation.entity(tracker, "interview_time")
        if pressed:
            return {"change_time": as_phrase(datetime.fromisoformat(pressed))}
        text = conversation.text(tracker)
        if not text or conversation.is_question(tracker):
            return {}
        now = self._services.now().astimezone(PARIS)
        details = read_details(text, now)
        if details.speaks_of_time:
            return {"change_time": details.when}
        if asked != "change_time":
            return {}
        offered = (tracker.get_slot("wanted_time") or {}).get("offered", [])
        choice = chosen_place(text, len(offered))
        if choice is not None:
            return {"change_time": as_phrase(datetime.fromisoformat(offered[choice]))}
        return {"change_time": text} if conversation.intent(tracker) == "inform" else {}

    def _correction(self, tracker: Tracker, asked: str | None) -> Found:
        """Which detail is wrong, and what is right, as far as the message says."""
        text = conversation.text(tracker)
        detail = conversation.entity(tracker, "detail") or (text and named_detail(text))
        known = tracker.get_slot("change_detail")
        email, phone = read_email(text), read_phone(text)
        if not detail and known is None:
            detail = (email.value and "visitor_email") or (phone.value and "visitor_phone")
        if detail == "interview_time":
            return {**plan("move"), **self._time(tracker, asked)}
        found: Found = {"change_detail": detail} if detail and detail != known else {}
        if conversation.is_question(tracker):
            return found
        detail = detail or known
        values = {
            "visitor_email": email.value or (text if email.attempted else None),
            "visitor_phone": phone.value or (text if phone.attempted else None),
            "visitor_name": read_name(text, asked=asked == "change_value") if text else None,
        }
        value = values.get(detail or "")
        if value is None and asked == "change_value" and conversation.intent(tracker) == "inform":
            value = text or None
        return found | ({"change_value": value} if value else {})

    def _decision(self, tracker: Tracker, wanted: str | None) -> Found:
        """Yes or no; « oui, annule » says again what was wanted."""
        if conversation.entity(tracker, "question") not in (None, "change_confirmed"):
            return {}  # the button of another question, pressed late
        intent = conversation.intent(tracker)
        if intent == "affirm" or WANTED.get(intent) == wanted:
            return {"change_confirmed": True}
        return {"change_confirmed": False} if intent in ("deny", "stop_form") else {}

    # ── Checks, one a slot ─────────────────────────────────────────────────────────────────────

    def validate_proof_reference(
        self,
        value: str | None,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> Found:
        """Accept what has a reference's form; with the address, prove it."""
        reference = read_reference(value, asked=True) if value else None
        if value and reference is None:
            dispatcher.utter_message(response="utter_reference_unclear")
            return {"proof_reference": None}
        if read_email(conversation.text(tracker)).value:
            return {"proof_reference": reference}  # the address of this message proves it, once
        return self._prove(reference, tracker.get_slot("proof_email"), dispatcher, tracker)

    def validate_proof_email(
        self,
        value: str | None,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> Found:
        """Accept an address of valid form; with the reference, prove it."""
        email = read_email(value).value if value else None
        if value and email is None:
            dispatcher.utter_message(response="utter_email_invalid")
            return {"proof_email": None}
        return self._prove(tracker.get_slot("proof_reference"), email, dispatcher, tracker)

    def _prove(
        self,
        reference: str | None,
        email: str | None,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
    ) -> Found:
        both = {"proof_reference": reference, "proof_email": email}
        if reference is None or email is None:
            return {**both, "booking_reference": None}
        if reference == tracker.get_slot("booking_reference"):
            return both
        now = self._services.now()
        try:
            interview = self._services.proof.check(reference, email, tracker.sender_id, now)
        except UnknownReference:
            dispatcher.utter_message(response="utter_proof_wrong")
            return {"proof_reference": None, "proof_email": None, "booking_reference": None}
        except TooManyGuesses:
            dispatcher.utter_message(response="utter_proof_used_up")
            return ended()
        except SQLAlchemyError:
            dispatcher.utter_message(response="utter_change_failed")
            return {"proof_reference": reference, "proof_email": None}
        found = {**both, "booking_reference": interview.reference}
        if tracker.get_slot("change_wanted") != "recall" and not self._is_open(interview):
            say_closed(dispatcher, interview)
            return found | ended()
        return found

    def _is_open(self, interview: Interview) -> bool:
        return interview.status is Status.CONFIRMED and interview.start > self._services.now()

    def validate_change_time(
        self,
        value: str | None,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> Found:
        """Accept a free exact time other than the present one; otherwise remember what was said."""
        if value in (None, NOT_NEEDED):
            return {"change_time": value}
        window = read_when(value, self._services.now().astimezone(PARIS))
        interview = interview_of(self._services, tracker)
        if window and interview and window.contains(interview.start):
            if window.is_exact and tracker.get_slot("requested_slot") == "change_time":
                dispatcher.utter_message(response="utter_move_same_time")
            return {"change_time": None}  # « mon rendez-vous de jeudi » names the one to be moved
        start, wanted = exact_time(self._services, value, dispatcher, tracker)
        return {
            "change_time": start and start.isoformat(),
            "wanted_time": wanted,
            "change_confirmed": None,
        }

    def validate_change_value(
        self,
        value: str | None,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> Found:
        """Accept a detail that is valid for what it is."""
        if value in (None, NOT_NEEDED):
            return {"change_value": value}
        detail = tracker.get_slot("change_detail")
        if detail not in _READERS:
            return {"change_value": None}
        read, complaint = _READERS[detail]
        valid = read(value)
        if valid is None:
            dispatcher.utter_message(response=complaint)
        return {"change_value": valid, "change_confirmed": None}

    def validate_change_confirmed(
        self,
        value: bool | None,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> Found:
        """Accept yes; no keeps a cancelled interview, and asks anew for any other change."""
        wanted = tracker.get_slot("change_wanted")
        if value is False and wanted == "move":
            return {"change_confirmed": None, "change_time": None, "wanted_time": None}
        if value is False and wanted == "correct":
            return {"change_confirmed": None, "change_detail": None, "change_value": None}
        return {"change_confirmed": value}


def say_closed(dispatcher: CollectingDispatcher, interview: Interview) -> None:
    """Say that an interview is cancelled or over."""
    cancelled = interview.status is Status.CANCELLED
    response = "utter_recall_cancelled" if cancelled else "utter_recall_over"
    dispatcher.utter_message(response=response, when=speak.moment(interview.start))
