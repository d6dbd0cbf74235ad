"""Answering questions: from the job's facts, or honestly without."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import conversation
from runtime.wiring import Services

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


class ActionAnswer(Action):
    """Answers a question about the job from its facts."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def name(self) -> str:
        return "action_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        topic = conversation.JOB_TOPICS[conversation.intent(tracker)]
        answer = self._services.answer(tracker.get_slot("job"), topic)
        if answer is None:
            dispatcher.utter_message(response="utter_topic_unknown")
        else:
            dispatcher.utter_message(response=f"utter_answer_{topic}", **answer)
        return []


class ActionAnswerWhileBooking(Action):
    """Answers in the middle of booking, without buttons that would lead away from the form."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def name(self) -> str:
        return "action_answer_while_booking"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        intent = conversation.intent(tracker)
        topic = conversation.JOB_TOPICS.get(intent)
        answer = self._services.answer(tracker.get_slot("job"), topic) if topic else None
        if answer is None:
            unknown = _WHILE_BOOKING["ask_not_on_page"]
            dispatcher.utter_message(response=_WHILE_BOOKING.get(intent, unknown))
        else:
            dispatcher.utter_message(response="utter_answer_while_booking", **answer)
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
