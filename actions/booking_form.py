"""The booking form: what a message gives, whether it is good, and what is asked next."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import conversation
from actions.answers import Answers
from actions.free_times import SlotOffer, as_phrase, exact_time, remember, wanted_window
from actions.intents import COURTESIES, DECISIONS, INTERVIEW_WISHES
from actions.reading_form import Found, ReadingForm
from booking.model import NotBookable
from booking.rules_in_words import rule_terms
from french import speak
from french.contact import read_email, read_phone, spoken_phone
from french.message_details import chosen_place, named_detail, read_details
from french.names import read_name
from french.paris import PARIS
from french.when import read_when
from runtime.wiring import Services

DECLINED = "declined"
"""The value of `visitor_phone` for a visitor who gives no number."""

_VERY_SURE = 0.8  # a name may look like anything: only a clear question is not one
_CHANGES = frozenset({"deny", "correct_detail", "move_interview"})
_NO_ANSWERS = INTERVIEW_WISHES | COURTESIES | DECISIONS


class ValidateBookingForm(ReadingForm):
    """Takes from each message whatever it gives, in any order, and checks it."""

    def __init__(self, services: Services, answers: Answers) -> None:
        self._services = services
        self._answers = answers

    def name(self) -> str:
        return "validate_booking_form"

    def found(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Found:
        """Find candidates for any slot, after answering what else is asked before it begins."""
        if not conversation.is_booking(tracker):
            self._answers.say_asides(dispatcher, tracker)  # « ça paye combien ? et je veux un rdv »
        self._hold_on(tracker)
        return self._from_button(tracker) or self._from_words(tracker)

    def _hold_on(self, tracker: Tracker) -> None:
        """Keep the place for a visitor who goes on; confirming will say where that is too late."""
        start = tracker.get_slot("interview_time")
        if start and conversation.is_booking(tracker):
            with suppress(NotBookable, SQLAlchemyError):
                now = self._services.now()
                self._services.desk.hold(datetime.fromisoformat(start), tracker.sender_id, now)

    def _from_button(self, tracker: Tracker) -> Found:
        time = conversation.entity(tracker, "interview_time")
        if time:
            return {"interview_time": as_phrase(datetime.fromisoformat(time))}
        detail = conversation.entity(tracker, "detail")
        return {detail: None} if detail else {}

    def _from_words(self, tracker: Tracker) -> Found:
        asked = tracker.get_slot("requested_slot") if conversation.is_booking(tracker) else None
        given = self._given(tracker, asked)
        found = self._only_news(tracker, given)
        if found or asked is None:
            return found
        if given and asked == "recap_confirmed" and conversation.intent(tracker) not in _CHANGES:
            return {asked: True}  # « oui, lundi 25 » says again what was read back
        return self._answer(tracker, asked)

    def _given(self, tracker: Tracker, asked: str | None) -> Found:
        """What the message gives of itself, whatever was asked."""
        text = conversation.text(tracker)
        if not text:
            return {}
        now = self._services.now().astimezone(PARIS)
        name_known = tracker.get_slot("visitor_name") is not None
        details = read_details(text, now, asked, name_known=name_known)
        found: Found = {}
        if details.email.value:
            found["visitor_email"] = details.email.value
        if details.phone.value:
            found["visitor_phone"] = details.phone.value
        if details.name and self._is_name(tracker, asked):
            found["visitor_name"] = details.name
        if details.speaks_of_time and not conversation.is_question(tracker):
            found["interview_time"] = details.when
        return found

    def _only_news(self, tracker: Tracker, found: Found) -> Found:
        """Leave out what only repeats what is known: « lundi 25 » when that is the day already."""
        news = {slot: value for slot, value in found.items() if tracker.get_slot(slot) != value}
        start = tracker.get_slot("interview_time")
        if start and "interview_time" in news:
            now = self._services.now().astimezone(PARIS)
            window = read_when(news["interview_time"], now)
            if window is None or window.contains(datetime.fromisoformat(start)):
                del news["interview_time"]
        return news

    def _answer(self, tracker: Tracker, asked: str) -> Found:
        """What the message means as an answer to the question asked."""
        intent = conversation.intent(tracker)
        text = conversation.text(tracker)
        if intent in _CHANGES and text:
            named = named_detail(text)
            if named and tracker.get_slot(named) is not None:
                return {named: None}
        question = conversation.entity(tracker, "question")
        if question not in (None, asked):
            return {}  # the button of another question, pressed late
        if asked in ("consent", "recap_confirmed"):
            return {asked: intent == "affirm"} if intent in ("affirm", "deny") else {}
        if asked == "visitor_phone" and intent == "deny":
            return {asked: DECLINED}
        if asked == "interview_time":
            offered = (tracker.get_slot("wanted_time") or {}).get("offered", [])
            choice = chosen_place(text, len(offered))
            if choice is not None:
                return {asked: as_phrase(datetime.fromisoformat(offered[choice]))}
        if not text or conversation.is_question(tracker) or intent in _NO_ANSWERS:
            return {}
        return {asked: text}  # its check will say what is wrong with it

    def _is_name(self, tracker: Tracker, asked: str | None) -> bool:
        if asked != "visitor_name":
            return not conversation.is_question(tracker)
        sure = conversation.confidence(tracker) >= _VERY_SURE
        return not (sure and conversation.is_question(tracker))

    # ── Checks, one a slot ─────────────────────────────────────────────────────────────────────

    def validate_interview_time(
        self,
        value: str | None,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> Found:
        """Accept a free exact time; otherwise keep what was said, and let the form ask on."""
        if value is None:
            return {"interview_time": None, "wanted_time": None}
        start, wanted = exact_time(self._services, value, dispatcher, tracker)
        return {"interview_time": start and start.isoformat(), "wanted_time": wanted}

    def validate_visitor_name(
        self,
        value: str | None,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> Found:
        """Accept what can be a person's name."""
        name = read_name(value, asked=True) if value else None
        if value and name is None:
            dispatcher.utter_message(response="utter_name_unclear")
        return {"visitor_name": name}

    def validate_visitor_email(
        self,
        value: str | None,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> Found:
        """Accept an address of valid form."""
        email = read_email(value).value if value else None
        if value and email is None:
            dispatcher.utter_message(response="utter_email_invalid")
        return {"visitor_email": email}

    def validate_visitor_phone(
        self,
        value: str | None,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> Found:
        """Accept a telephone number, or that none is given."""
        if value in (None, DECLINED):
            return {"visitor_phone": value}
        phone = read_phone(value).value
        if phone is None:
            dispatcher.utter_message(response="utter_phone_invalid")
        return {"visitor_phone": phone}

    def validate_consent(
        self,
        value: bool | None,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> Found:
        """Accept consent; without it, say why it is needed and ask again."""
        if value is False:
            dispatcher.utter_message(response="utter_consent_needed")
        return {"consent": value or None}

    def validate_recap_confirmed(
        self,
        value: bool | None,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> Found:
        """Accept the recap; otherwise ask what is wrong with it."""
        if value is False:
            dispatcher.utter_message(response="utter_what_to_change")
        return {"recap_confirmed": value or None}


class ActionAskInterviewTime(Action):
    """Asks for the time, with free slots that fit what the visitor said so far."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._offer = SlotOffer(services)

    def name(self) -> str:
        return "action_ask_interview_time"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        wanted = tracker.get_slot("wanted_time") or remember([], self._services.now())
        slots = self._offer.say(dispatcher, wanted_window(wanted))
        offered = [slot.start.isoformat() for slot in slots]
        return [SlotSet("wanted_time", {**wanted, "offered": offered})]


class ActionAskRecapConfirmed(Action):
    """Reads the booking back before it is made."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def name(self) -> str:
        return "action_ask_recap_confirmed"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        phone = tracker.get_slot("visitor_phone")
        recap = {
            "when": speak.moment(datetime.fromisoformat(tracker.get_slot("interview_time"))),
            "name": tracker.get_slot("visitor_name"),
            "email": tracker.get_slot("visitor_email"),
            "length": rule_terms(self._services.desk.schedule())["length"],
        }
        if phone == DECLINED:
            dispatcher.utter_message(response="utter_ask_recap_confirmed_no_phone", **recap)
        else:
            dispatcher.utter_message(
                response="utter_ask_recap_confirmed", phone=spoken_phone(phone), **recap
            )
        return []
