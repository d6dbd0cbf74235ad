"""The booking form: what a message gives, whether it is good, and what is asked next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import conversation
from actions.answers import Answers
from actions.beside_note import asks_on, read_beside_note
from actions.booking_asking import READ_BACK
from actions.booking_reading import read_booking
from actions.changes import interview_of
from actions.detail_form import (
    DetailForm,
    Domain,
    Found,
    check_detail,
    checks_detail,
    set_slots,
)
from actions.details import DECLINED, REFUSED, SAME
from actions.interview_notes import InterviewNotes, takes_back, told_in
from actions.time_check import TimeCheck, is_somebody
from actions.wanted_time import WantedTime
from booking.desk import BookingDesk
from booking.model import NotBookable, NotHeld
from french import speak
from french.contact import spoken_phone
from french.corrections import wants_another
from french.letters import fold
from french.message_details import read_details
from french.name_spelling import is_rather_speech
from french.names_of_others import is_for_another

_BEFORE_RECAP = (*READ_BACK, "consent")


class ValidateBookingForm(DetailForm):
    """Takes from each message whatever it gives, in any order, and checks it."""

    def __init__(
        self,
        desk: BookingDesk,
        times: TimeCheck,
        now: Callable[[], datetime],
        answers: Answers,
        cannot_reach: Callable[[str], bool],
    ) -> None:
        """`cannot_reach` tells of an address that no e-mail from here can arrive at."""
        self._cannot_reach = cannot_reach
        self._notes = InterviewNotes(desk, now)
        self._desk = desk
        self._times = times
        self._now = now
        self._answers = answers

    def name(self) -> str:
        return "validate_booking_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Check what is found, and say what was noted of it that was not the answer asked for."""
        if self._moves_one(tracker):
            return [ActiveLoop(None), FollowupAction("action_start_change")]
        before, asked = dict(tracker.slots), tracker.get_slot("requested_slot")
        events: list[EventType] = await super().run(dispatcher, tracker, domain)
        after = before | {event["name"]: event["value"] for event in events if "value" in event}
        if conversation.intent(tracker) == "move_interview":
            before["interview_time"] = None  # said back, also where it was noted already
        if any(after[slot] is None for slot in _BEFORE_RECAP):  # the recap reads all of it back
            if _has_said(dispatcher, "utter_email_slip"):  # which says the address back
                before["visitor_email"] = after["visitor_email"]
            _say_noted(dispatcher, before, after, asked, conversation.text(tracker))
        return events

    def _moves_one(self, tracker: Tracker) -> bool:
        """Tell a new time for the interview to come from a second interview.

        « passez-moi au jeudi 23, 14 h » moves it, after a yes; « un autre rendez-vous » is one.
        """
        text, now = conversation.text(tracker), self._now()
        is_begun = conversation.was_active(tracker, "booking_form")
        if is_begun or conversation.intent(tracker) != "book_interview" or wants_another(text):
            return False
        details = read_details(text, now)
        names_somebody = details.name or details.email.value or details.phone.value
        if names_somebody or is_for_another(text) or not details.speaks_of_time:
            return False
        with suppress(SQLAlchemyError):
            interview = interview_of(self._desk, tracker)
            return interview is not None and self._desk.can_change(interview, now)
        return False

    def found(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Found:
        """Find candidates for any slot, after answering what is asked besides."""
        if takes_back(tracker):
            dispatcher.utter_message(response="utter_note_taken_back")
            return asks_on(tracker)
        told = told_in(tracker)
        found = (
            read_beside_note(tracker, told.rest, self._now())
            if told
            else read_booking(tracker, self._now())
        )
        if not conversation.was_active(tracker, "booking_form"):
            self._notes.say(dispatcher, tracker, while_booking=True)
            self._answers.say_asides(dispatcher, tracker)  # « ça paye combien ? et je veux un rdv »
        elif found:
            self._answers.say_questions(dispatcher, tracker, found)
        self._notes.say(dispatcher, tracker, while_booking=True)
        return found

    async def get_validation_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Check what is found, and keep the place for a visitor who goes on."""
        is_told = bool(tracker.slots_to_validate())
        events: list[EventType] = await super().get_validation_events(dispatcher, tracker, domain)
        return [*events, *self._hold_on(dispatcher, tracker, is_told)]

    def _hold_on(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, is_told: bool
    ) -> list[EventType]:
        """Keep the place; a visitor who is told something is told too where it is gone."""
        chosen = tracker.get_slot("interview_time")
        if not chosen or not _is_under_way(tracker) or not is_somebody(tracker):
            return []
        start, now = datetime.fromisoformat(chosen), self._now()
        try:
            self._desk.hold(start, tracker.sender_id, now, conversation.source(tracker))
        except NotBookable:  # the offer that follows says why
            if is_told and tracker.get_slot("recap_confirmed") is None:  # which is said anyway
                lost = {"interview_time": None, "wanted_time": WantedTime(now, start).to_slot()}
                tracker.slots.update(lost)
                return set_slots(lost)
        except (NotHeld, SQLAlchemyError):
            pass  # booking will say where it is taken
        return []

    def validate_interview_time(
        self, value: str | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Found:
        """Accept a free exact time; otherwise keep what was said, and let the form ask on."""
        if value is None:
            return {"interview_time": None, "wanted_time": None}
        before = tracker.get_slot("wanted_time")
        return self._times.check("interview_time", value, dispatcher, tracker, before)

    def validate_visitor_name(
        self, value: str | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Found:
        """Accept a name; one word, or what is hardly a name, only where it is said again."""
        name = check_detail("visitor_name", value, dispatcher)
        if name and len(conversation.answers_to(tracker, "visitor_name")) == 1:
            doubt = _doubt(name)
            if doubt:
                dispatcher.utter_message(response=doubt, said=conversation.quoted(name))
                return {"visitor_name": None}
        return {"visitor_name": name}

    def validate_visitor_email(
        self, value: str | None, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Found:
        """Accept an address that our mail server can write to."""
        email = check_detail("visitor_email", value, dispatcher)
        if email and self._cannot_reach(email):
            dispatcher.utter_message(response="utter_email_with_accents")
            return {"visitor_email": None}
        return {"visitor_email": email}

    validate_visitor_phone = checks_detail("visitor_phone")

    def validate_consent(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Found:
        """Ask again after a no, and take a second one for an answer."""
        refusals = conversation.answers_to(tracker, "consent")
        if value == REFUSED and sum(_means(each, "deny") for each in refusals) > 1:
            return {"consent": False}
        if value == REFUSED:
            dispatcher.utter_message(response="utter_consent_refused")
        return {"consent": value is True or None}

    def validate_recap_confirmed(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Found:
        """Book at a yes; at a no, ask what is to be changed."""
        responses = {REFUSED: "utter_what_to_change", SAME: "utter_already_noted"}
        if value in responses:
            dispatcher.utter_message(response=responses[value])
        return {"recap_confirmed": value is True or None}

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Domain,
    ) -> list[str]:
        """Ask for nothing more of a visitor who does not consent."""
        return [] if tracker.get_slot("consent") is False else domain_slots


def _doubt(name: str) -> str | None:
    """Name the response that says why a name is not taken at once."""
    if " " not in name:
        return "utter_name_incomplete"
    return "utter_name_doubtful" if is_rather_speech(name) else None


def _means(message: Mapping[str, Any], intent: str) -> bool:
    return bool(message["parse_data"]["intent"]["name"] == intent)


def _say_noted(
    dispatcher: CollectingDispatcher,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    asked: str | None,
    typed: str,
) -> None:
    """Say which time is taken, and which details came unasked or among other words."""
    news = [slot for slot in READ_BACK if after[slot] not in (None, DECLINED, before[slot])]
    noted = [
        spoken
        for slot, spoken in ((slot, _spoken(slot, after[slot])) for slot in news)
        if slot == "interview_time" or slot != asked or _signs(spoken) != _signs(typed)
    ]
    if noted:
        dispatcher.utter_message(response="utter_noted", noted=", ".join(noted))


def _signs(text: str) -> str:
    """Leave only letters and digits, whose case and accents no visitor would miss."""
    return "".join(sign for sign in fold(text) if sign.isalnum())


def _spoken(slot: str, value: str) -> str:
    if slot == "interview_time":
        return speak.moment(datetime.fromisoformat(value))
    return spoken_phone(value) if slot == "visitor_phone" else value


def _has_said(dispatcher: CollectingDispatcher, response: str) -> bool:
    return any(message.get("response") == response for message in dispatcher.messages)


def _is_under_way(tracker: Tracker) -> bool:
    return conversation.active_form(tracker) == "booking_form"
