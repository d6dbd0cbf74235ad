"""Putting a question to the school: how it begins, and what is done in the end."""

from __future__ import annotations

import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import conversation
from actions.answers import Answers
from actions.change_form import interview_of
from actions.question_form import DECLINED
from booking.questions import (
    LONGEST,
    MOST,
    AlreadyAsked,
    QuestionRefused,
    QuestionTooLong,
    TooManyQuestions,
)
from french.contact import read_email
from runtime.wiring import Services

logger = logging.getLogger(__name__)

_REFUSALS = {
    AlreadyAsked: "utter_question_already_sent",
    QuestionTooLong: "utter_question_too_long",
    TooManyQuestions: "utter_too_many_questions",
}
"""What is said of a question that is not taken."""

_SLOTS = ("school_question", "question_email", "proposed_email", "requested_slot")


class ActionStartQuestion(Action):
    """Begins to put to the school what was last said not to be on the page."""

    def __init__(self, services: Services, answers: Answers) -> None:
        self._services = services
        self._answers = answers

    def name(self) -> str:
        return "action_start_question"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        events = self._answers.say_asides(dispatcher, tracker)
        tracker.add_slots(events)
        question = tracker.get_slot("unanswered_question")
        if question is None:
            dispatcher.utter_message(response="utter_ask_me_first")
            return events
        try:
            self._services.questions.check(question, tracker.sender_id)
            email = _known_email(self._services, tracker, question)
        except QuestionRefused as refused:
            _say_refusal(dispatcher, refused)
            return events
        except SQLAlchemyError as error:
            logger.error("looking for questions failed: %s", type(error).__name__)
            dispatcher.utter_message(response="utter_question_failed")
            return events
        slots = {"school_question": question, "question_email": None, "proposed_email": email}
        events += [SlotSet(slot, value) for slot, value in slots.items()]
        return [*events, FollowupAction("question_form")]


class ActionSendQuestion(Action):
    """Keeps the question for the school; goes back to the form where that fails."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def name(self) -> str:
        return "action_send_question"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        given = tracker.get_slot("question_email")
        email = None if given == DECLINED else given
        question = tracker.get_slot("school_question")
        try:
            self._services.questions.put(question, email, tracker.sender_id, self._services.now())
        except QuestionRefused as refused:
            _say_refusal(dispatcher, refused)
            return _forget()
        except SQLAlchemyError as error:
            logger.error("keeping a question failed: %s", type(error).__name__)
            dispatcher.utter_message(response="utter_question_failed")
            again = {"question_email": None, "proposed_email": email}
            events: list[EventType] = [SlotSet(slot, value) for slot, value in again.items()]
            return [*events, FollowupAction("question_form")]
        if email:
            dispatcher.utter_message(response="utter_question_sent", email=email)
        else:
            dispatcher.utter_message(response="utter_question_sent_no_email")
        return _forget()


class ActionForgetQuestion(Action):
    """Forgets a question that was about to be put; it can still be put later."""

    def name(self) -> str:
        return "action_forget_question"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        return _forget()


def _known_email(services: Services, tracker: Tracker, question: str) -> str | None:
    """The address that the visitor gave already: now, in the question, for a booking, before."""
    said = (conversation.text(tracker), question)
    given = next(filter(None, (read_email(text).value for text in said)), None)
    given = given or tracker.get_slot("visitor_email")
    if given:
        return str(given)
    interview = interview_of(services, tracker)
    if interview:
        return interview.visitor.email
    return services.questions.email_given(tracker.sender_id)


def _say_refusal(dispatcher: CollectingDispatcher, refused: QuestionRefused) -> None:
    dispatcher.utter_message(response=_REFUSALS[type(refused)], longest=LONGEST, most=MOST)


def _forget() -> list[EventType]:
    return [SlotSet(slot, None) for slot in _SLOTS]
