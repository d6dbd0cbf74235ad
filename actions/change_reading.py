"""What a message gives to the change form: proof, the change itself, or a yes or no."""

from __future__ import annotations

import re
from datetime import datetime

from rasa_sdk import Tracker

from actions import conversation
from actions.changes import PROOF, WANTED, begun, known_references
from actions.detail_form import Found
from actions.intents import LEAVING
from actions.wanted_time import WantedTime
from booking.references import read_reference
from french.contact import read_email, read_phone
from french.message_details import named_detail, read_details
from french.names import read_name
from french.when import YES

_SURE = 0.5
_DIGIT = re.compile(r"\d")  # which only a reference or an address has: « RDV-1234 »


def read_change(tracker: Tracker, now: datetime) -> Found:
    """Find candidates for the slots of the change form in the last message; `now` is aware."""
    wanted = tracker.get_slot("change_wanted")
    asked = conversation.asked_by(tracker, "change_form")
    instead = _other_wish(tracker, wanted)
    if asked and instead:
        return {**begun(instead), **_proof(tracker, None)}
    found = _proof(tracker, asked)
    if wanted == "move":
        found |= _time(tracker, asked, now)
    if asked == "change_confirmed" and _says_again(tracker, found, now):
        return _decision(tracker, wanted)  # « oui, je confirme le jeudi »
    if wanted == "correct":
        found |= _correction(tracker, asked, now)
    if not found and asked == "change_confirmed":
        return _decision(tracker, wanted)
    return found


def _other_wish(tracker: Tracker, wanted: str | None) -> str | None:
    """Tell whether the visitor wants something else than was begun (« annulez plutôt »)."""
    wish = WANTED.get(conversation.intent(tracker))
    switches = wish in ("cancel", "move", "recall") and wish != wanted
    return wish if switches and conversation.confidence(tracker) >= _SURE else None


def _proof(tracker: Tracker, asked: str | None) -> Found:
    """Reference and address, wherever they are said before the interview is known."""
    text = conversation.text(tracker)
    found: Found = {}
    email = read_email(text)
    reference = read_reference(email.rest, asked=asked == "proof_reference")
    if reference and reference != tracker.get_slot("proof_reference"):
        found["proof_reference"] = reference
        if tracker.get_slot("booking_reference") and reference not in known_references(tracker):
            found["proof_email"] = None  # another interview needs a proof of its own
    is_proved = bool(tracker.get_slot("booking_reference")) and not found
    if email.value and not is_proved:
        found["proof_email"] = email.value
    if found or asked not in PROOF:
        return found
    is_leaving = conversation.intent(tracker) in LEAVING and not _DIGIT.search(text)
    is_answer = text and not is_leaving and not conversation.is_question(tracker)
    return {asked: text} if is_answer else {}


def _time(tracker: Tracker, asked: str | None, now: datetime) -> Found:
    pressed = conversation.entity(tracker, "interview_time")
    if pressed:
        return {"change_time": pressed}
    text = conversation.text(tracker)
    if not text or conversation.is_question(tracker):
        return {}
    wanted = WantedTime.from_slot(tracker.get_slot("wanted_time"), now)
    soonest = wanted.soonest(text) if asked == "change_time" else None
    if soonest is not None:
        return {"change_time": soonest.isoformat()}
    details = read_details(text, now)
    points = details.points_to_time and tracker.get_slot("booking_reference") is not None
    if details.speaks_of_time or points:
        return {"change_time": details.when}
    if asked != "change_time":
        return {}
    choice = wanted.choice(text)
    if choice is not None:
        return {"change_time": choice.isoformat()}
    intent = conversation.intent(tracker)
    if wanted.is_asked_about and intent in ("affirm", "deny"):
        is_yes = intent == "affirm"
        return {"change_time": YES} if is_yes else {"change_time": None, "wanted_time": None}
    return {"change_time": text} if intent == "inform" else {}


def _correction(tracker: Tracker, asked: str | None, now: datetime) -> Found:
    """Which detail is wrong, and what is right, as far as the message says."""
    text = conversation.text(tracker)
    detail = conversation.entity(tracker, "detail") or (text and named_detail(text))
    known = tracker.get_slot("change_detail")
    email, phone = read_email(text), read_phone(text)
    if not detail and known is None:
        detail = (email.value and "visitor_email") or (phone.value and "visitor_phone")
    if detail == "interview_time":
        return {**begun("move"), **_time(tracker, asked, now)}
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


def _says_again(tracker: Tracker, found: Found, now: datetime) -> bool:
    """Tell whether the time that a message gives is the one that was just read back."""
    start, said = tracker.get_slot("change_time"), found.get("change_time")
    if not start or not said or conversation.entity(tracker, "interview_time"):
        return False
    chosen = datetime.fromisoformat(start)
    wanted = WantedTime(now, chosen).and_said(said, now)
    return wanted is not None and wanted.includes(chosen) and not wanted.has_alternatives


def _decision(tracker: Tracker, wanted: str | None) -> Found:
    """Yes or no; « oui, annule » says again what was wanted."""
    if conversation.entity(tracker, "question") not in (None, "change_confirmed"):
        return {}  # the button of another question, pressed late
    intent = conversation.intent(tracker)
    says_yes = conversation.decision(tracker)
    if says_yes or WANTED.get(intent) == wanted:
        return {"change_confirmed": True}
    return {"change_confirmed": False} if says_yes is False or intent == "stop_form" else {}
