"""Answering questions: from the job's facts, or honestly without."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import conversation
from actions.conversation import JOB_TOPICS, Ask
from runtime.wiring import Services

_TEXTS = {
    "ask_not_on_page": "utter_not_on_page",
    "ask_help": "utter_help",
    "ask_if_robot": "utter_robot",
    "ask_human": "utter_human",
    "ask_privacy": "utter_privacy",
}
"""What answers a question that is not about the job."""

_WHILE_BOOKING = {
    "ask_not_on_page": "utter_not_on_page_while_booking",
    "ask_help": "utter_help_while_booking",
    "ask_if_robot": "utter_robot_while_booking",
    "ask_human": "utter_human_while_booking",
    "ask_privacy": "utter_privacy_while_booking",
    "out_of_scope": "utter_off_topic_while_booking",
    "hostile": "utter_off_topic_while_booking",
    "goodbye": "utter_unfinished_while_booking",
    "move_interview": "utter_change_while_booking",
    "recall_interview": "utter_change_while_booking",
}
"""The same, without buttons that would lead away, and what else is said in mid-booking."""


class Answers:
    """Says what answers each thing that a message asks, in the order in which it does."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def say(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        """Answer all questions; the last answer brings its buttons."""
        *first, last = [
            ask for ask in conversation.asks(tracker) if ask.intent in conversation.QUESTIONS
        ]
        self._say_briefly(dispatcher, tracker, first)
        topic = JOB_TOPICS.get(last.intent)
        answer = self._of_job(tracker, last)
        if answer:
            dispatcher.utter_message(response=f"utter_answer_{topic}", **answer)
        else:
            unknown = "utter_topic_unknown"
            dispatcher.utter_message(response=_TEXTS.get(last.intent, unknown))

    def say_asides(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        """Answer the questions of a message that asks for something else besides."""
        wanted = conversation.intent(tracker)
        asides = [ask for ask in conversation.asks(tracker) if ask.intent != wanted]
        self._say_briefly(dispatcher, tracker, asides)

    def say_while_booking(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        """Answer everything without leading away from the booking form."""
        self._say_briefly(dispatcher, tracker, conversation.asks(tracker))

    def _say_briefly(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, asks: list[Ask]
    ) -> None:
        for ask in asks:
            answer = self._of_job(tracker, ask)
            if answer:
                dispatcher.utter_message(response="utter_answer_while_booking", **answer)
            elif ask.intent in JOB_TOPICS or ask.intent in _WHILE_BOOKING:
                unknown = _WHILE_BOOKING["ask_not_on_page"]
                dispatcher.utter_message(response=_WHILE_BOOKING.get(ask.intent, unknown))

    def _of_job(self, tracker: Tracker, ask: Ask) -> dict[str, str] | None:
        topic = JOB_TOPICS.get(ask.intent)
        return self._services.answer(tracker.get_slot("job"), topic, ask.words) if topic else None


class ActionAnswer(Action):
    """Answers questions, none of which asks for an interview or a person."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def name(self) -> str:
        return "action_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        self._answers.say(dispatcher, tracker)
        return []


class ActionAdmitUnknown(ActionAnswer):
    """Answers questions, one of which the page leaves open, and offers an interview."""

    def name(self) -> str:
        return "action_admit_unknown"


class ActionOfferPerson(ActionAnswer):
    """Answers questions, one of which is for a person, and offers an interview."""

    def name(self) -> str:
        return "action_offer_person"


class ActionAnswerWhileBooking(Action):
    """Answers in the middle of booking, without buttons that would lead away from the form."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def name(self) -> str:
        return "action_answer_while_booking"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        self._answers.say_while_booking(dispatcher, tracker)
        return []


class ActionRephrase(Action):
    """Asks again with the likeliest topics as buttons; offers a person at the second miss."""

    def name(self) -> str:
        return "action_rephrase"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if conversation.said_before(tracker, *conversation.MISSES):
            dispatcher.utter_message(response="utter_rephrase_again")
            return []
        titles = {
            button["payload"].removeprefix("/"): button
            for button in domain["responses"]["utter_topics"][0]["buttons"]
        }
        likely = [name for name in conversation.likely_intents(tracker) if name in titles]
        chosen = dict.fromkeys([*likely[:3], *titles])
        buttons = [titles[name] for name in list(chosen)[:4]]
        dispatcher.utter_message(response="utter_rephrase", buttons=buttons)
        return []
