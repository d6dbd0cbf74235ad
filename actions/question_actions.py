"""Putting a question to the school: how it begins, and what is done in the end."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import conversation, open_questions
from actions.answers import Answers
from actions.changes import interview_of
from actions.detail_form import Domain, back_to_form, forget, set_slots
from actions.details import DECLINED, REFUSED
from actions.question_form import call_wanted
from booking.desk import BookingDesk
from booking.questions import (
    LONGEST,
    MOST,
    AlreadyAsked,
    QuestionBox,
    QuestionRefused,
    QuestionTooLong,
    TooManyQuestions,
)
from french.callback import read_callback
from french.contact import read_email, spoken_phone
from french.when import read_when

logger = logging.getLogger(__name__)

_REFUSALS = {
    AlreadyAsked: "utter_question_already_sent",
    QuestionTooLong: "utter_question_too_long",
    TooManyQuestions: "utter_too_many_questions",
}
"""What is said of a question that is not taken."""

_SLOTS = ("school_question", "question_email", "proposed_email")


class ActionOfferPerson(Action):
    """Answers questions, one of which is for a person: offers an interview, or has them called."""

    def __init__(self, answers: Answers, now: Callable[[], datetime]) -> None:
        self._answers = answers
        self._now = now

    def name(self) -> str:
        return "action_offer_person"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        call = call_asked_for(tracker, self._now())
        when = read_when(conversation.text(tracker), self._now())
        if not call and when is not None and when.kind != "special":
            return [FollowupAction("booking_form")]  # « je peux parler à quelqu'un jeudi ? »
        return call or self._answers.say(dispatcher, tracker)


class ActionStartQuestion(Action):
    """Begins to put to the school what was last said not to be on the page."""

    def __init__(
        self,
        desk: BookingDesk,
        questions: QuestionBox,
        answers: Answers,
        now: Callable[[], datetime],
    ) -> None:
        self._desk = desk
        self._now = now
        self._questions = questions
        self._answers = answers

    def name(self) -> str:
        return "action_start_question"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        call = call_asked_for(tracker, self._now())
        if call:
            return call
        events = self._answers.say_asides(dispatcher, tracker)
        tracker.add_slots(events)
        question = open_questions.to_put(tracker)
        if question is None:
            dispatcher.utter_message(response="utter_ask_me_first")
            return events
        try:
            self._questions.check(question, tracker.sender_id)
            email = self._known_email(tracker, question)
        except QuestionRefused as refused:
            _say_refusal(dispatcher, refused)
            return events
        except SQLAlchemyError as error:
            logger.error("looking for questions failed: %s", type(error).__name__)
            dispatcher.utter_message(response="utter_question_failed")
            return events
        slots = {"school_question": question, "question_email": None, "proposed_email": email}
        return [*events, *set_slots(slots), FollowupAction("question_form")]

    def _known_email(self, tracker: Tracker, question: str) -> str | None:
        """The address given already: now, in the question, for a booking or a question before."""
        said = (conversation.text(tracker), question)
        given = next(filter(None, (read_email(text).value for text in said)), None)
        given = given or tracker.get_slot("visitor_email")
        if given:
            return str(given)
        interview = interview_of(self._desk, tracker)
        if interview:
            return interview.visitor.email
        return self._questions.email_given(tracker.sender_id)


def call_asked_for(tracker: Tracker, now: datetime) -> list[EventType]:
    """Begin to tell the school to call, where the last message asks for it and names a number."""
    text = conversation.text(tracker)
    if len(text) > LONGEST or read_callback(text, now) is None:
        return []
    slots = {"school_question": text, "question_email": None, "proposed_email": None}
    return [*set_slots(slots), FollowupAction("question_form")]


class ActionSendQuestion(Action):
    """Keeps the question for the school; goes back to the form where that fails."""

    def __init__(self, questions: QuestionBox, now: Callable[[], datetime]) -> None:
        self._questions = questions
        self._now = now

    def name(self) -> str:
        return "action_send_question"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        given = tracker.get_slot("question_email")
        if given == REFUSED:
            dispatcher.utter_message(response="utter_question_stopped")
            return forget(_SLOTS)
        email = None if given == DECLINED else given
        call = call_wanted(tracker, self._now())
        question = tracker.get_slot("school_question")
        try:
            self._questions.put(question, email, tracker.sender_id, self._now(), call)
        except QuestionRefused as refused:
            _say_refusal(dispatcher, refused)
            return forget(_SLOTS)
        except SQLAlchemyError as error:
            logger.error("keeping a question failed: %s", type(error).__name__)
            dispatcher.utter_message(response="utter_question_failed")
            return back_to_form("question_form", question_email=None, proposed_email=email)
        if call:
            phone = spoken_phone(call.phone)
            dispatcher.utter_message(response="utter_call_asked_for", phone=phone)
        elif email:
            dispatcher.utter_message(response="utter_question_sent", email=email)
        else:
            dispatcher.utter_message(response="utter_question_sent_no_email")
        return forget((*_SLOTS, open_questions.GATHERED))


class ActionForgetQuestion(Action):
    """Forgets a question that was about to be put; it can still be put later."""

    def name(self) -> str:
        return "action_forget_question"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        return forget(_SLOTS)


def _say_refusal(dispatcher: CollectingDispatcher, refused: QuestionRefused) -> None:
    dispatcher.utter_message(response=_REFUSALS[type(refused)], longest=LONGEST, most=MOST)
