"""The question form: where the school answers a question that it is asked, if anywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import conversation
from actions.detail_form import DetailForm, Domain, Found
from actions.details import DECLINED, EMAIL, REFUSED
from french.address_slips import likely_meant
from french.callback import CallBack, read_callback
from french.contact import declines_email, read_email, spoken_phone

_ASKED = "question_email"
_ANOTHER = "another"  # than the address proposed, said without naming one


def call_wanted(tracker: Tracker, now: datetime) -> CallBack | None:
    """Read whether what is put to the school is that it should call, at a number."""
    return read_callback(tracker.get_slot("school_question") or "", now)


class ValidateQuestionForm(DetailForm):
    """Takes an address, that the one proposed is right, or that none is given."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def name(self) -> str:
        return "validate_question_form"

    def found(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Found:
        """Find candidates for the slots that the form asks for."""
        if not conversation.was_active(tracker, "question_form"):
            return {}  # what began the form is no answer to it: « oui, rappelez-moi au 06… »
        text, intent = conversation.text(tracker), conversation.intent(tracker)
        email = read_email(text)
        proposed = tracker.get_slot("proposed_email")
        if email.attempted and intent != "stop_form":  # « stop, rien à lea@exemple.fr »
            return {_ASKED: email.value or text}  # its check will say what is wrong with it
        if call_wanted(tracker, self._now()):  # the number is there: a yes or a no is asked for
            pressed = conversation.entity(tracker, "question")
            decided = conversation.decision(tracker) if pressed in (None, _ASKED) else None
            return {} if decided is None else {_ASKED: DECLINED if decided else REFUSED}
        if declines_email(text):
            return {_ASKED: DECLINED}
        if conversation.is_question(tracker):
            return {}
        pressed = conversation.entity(tracker, "question")
        if pressed not in (None, _ASKED):
            return {}  # the button of another question, pressed late
        if proposed and intent == "affirm":
            return {_ASKED: proposed}
        if intent == "deny" and (pressed or not proposed):
            return {_ASKED: DECLINED}
        if proposed and intent in ("deny", "correct_detail"):
            return {_ASKED: _ANOTHER}
        return {_ASKED: text} if text and intent == "inform" else {}

    def validate_question_email(
        self, value: str | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Found:
        """Accept an address of valid form, or that none is given."""
        if value in (DECLINED, REFUSED):
            return {_ASKED: value}
        if value == _ANOTHER:
            return {_ASKED: None, "proposed_email": None}
        valid = EMAIL.check(value, dispatcher)
        meant = likely_meant(valid) if valid else None
        if meant and tracker.get_slot("proposed_email") != meant:  # once: what is sent is sent
            dispatcher.utter_message(response="utter_question_email_slip", email=valid, meant=meant)
            return {_ASKED: None, "proposed_email": meant}
        return {_ASKED: valid}


class ActionAskQuestionEmail(Action):
    """Reads the question back and asks for an address, or proposes the one that is known."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def name(self) -> str:
        return "action_ask_question_email"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        question = conversation.quoted(tracker.get_slot("school_question"))
        proposed = tracker.get_slot("proposed_email")
        call = call_wanted(tracker, self._now())
        if call:
            response = "utter_ask_call" if call.when else "utter_ask_call_any_time"
            phone = spoken_phone(call.phone)
            dispatcher.utter_message(response=response, phone=phone, when=call.when)
        elif proposed:
            dispatcher.utter_message(
                response="utter_ask_question_email_known", question=question, email=proposed
            )
        else:
            dispatcher.utter_message(response="utter_ask_question_email", question=question)
        return []
