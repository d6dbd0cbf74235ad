"""Answering questions: from the job's facts, or honestly without."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import conversation
from actions.intents import (
    ASIDES,
    ASK_SCHOOL,
    JOB_TOPICS,
    MISSES,
    NOT_ON_PAGE,
    QUESTIONS,
)
from runtime.wiring import Services


def _responses(intents: Iterable[str], ending: str = "") -> dict[str, str]:
    """The response to each intent, by the rule of its name: `ask_help` has `utter_help`."""
    return {intent: f"utter_{intent.removeprefix('ask_')}{ending}" for intent in intents}


ALONE = _responses(QUESTIONS - JOB_TOPICS.keys())
"""What answers a question that is not about the job."""

WHILE_BOOKING = _responses(
    (ASIDES - JOB_TOPICS.keys()) | {"goodbye", "move_interview", "recall_interview"},
    "_while_booking",
)
"""The same, without buttons that would lead away, and what else is said in mid-booking."""

BRIEFLY = {**WHILE_BOOKING, **_responses({NOT_ON_PAGE}, "_briefly")}
"""The same, before the answer that brings its buttons."""

WHILE_ASKING = _responses({NOT_ON_PAGE, "ask_privacy"}, "_while_asking")
"""The same, while a question is about to be put to the school."""


class _Answered(NamedTuple):
    """One thing that was asked, and what the page says of it: None where it says nothing."""

    intent: str
    answer: dict[str, str] | None

    @property
    def is_unknown(self) -> bool:
        about_job = self.intent in JOB_TOPICS or self.intent == NOT_ON_PAGE
        return about_job and self.answer is None


class Answers:
    """Says what answers each thing that a message asks, in the order in which it does.

    Returns events that remember the message, where the page leaves open something that it asks.
    """

    def __init__(self, services: Services) -> None:
        self._services = services

    def say(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Answer all questions; the last bubble brings buttons."""
        asked = [ask for ask in self._answered(tracker) if ask.intent in QUESTIONS]
        *first, last = asked
        _say_briefly(dispatcher, first, BRIEFLY)
        still_offers = _leaves_open(first) and not last.is_unknown
        if last.answer and still_offers:
            dispatcher.utter_message(response="utter_answer_while_booking", **last.answer)
        elif last.answer:
            response = f"utter_answer_{JOB_TOPICS[last.intent]}"
            dispatcher.utter_message(response=response, **last.answer)
        else:
            unknown = "utter_topic_unknown"
            dispatcher.utter_message(response=ALONE.get(last.intent, unknown))
        if still_offers:
            dispatcher.utter_message(response="utter_offer_for_unknown")
        return _remember(tracker, asked)

    def say_asides(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Answer the questions of a message that asks for something else besides."""
        wanted = conversation.intent(tracker)
        asides = [ask for ask in self._answered(tracker) if ask.intent != wanted]
        _say_briefly(dispatcher, asides, BRIEFLY if wanted == ASK_SCHOOL else WHILE_BOOKING)
        return _remember(tracker, asides)

    def say_while_booking(
        self, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[EventType]:
        """Answer everything without leading away from the booking form."""
        return self._say_all(dispatcher, tracker, WHILE_BOOKING)

    def say_while_asking(
        self, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[EventType]:
        """Answer everything without leading away from the question form."""
        return self._say_all(dispatcher, tracker, WHILE_ASKING)

    def _say_all(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, texts: Mapping[str, str]
    ) -> list[EventType]:
        asked = self._answered(tracker)
        _say_briefly(dispatcher, asked, texts)
        return _remember(tracker, asked)

    def _answered(self, tracker: Tracker) -> list[_Answered]:
        job = tracker.get_slot("job")
        return [
            _Answered(
                ask.intent,
                self._services.answer(job, JOB_TOPICS[ask.intent], ask.words)
                if ask.intent in JOB_TOPICS
                else None,
            )
            for ask in conversation.asks(tracker)
        ]


def _say_briefly(
    dispatcher: CollectingDispatcher, asked: Sequence[_Answered], texts: Mapping[str, str]
) -> None:
    for ask in asked:
        if ask.answer:
            dispatcher.utter_message(response="utter_answer_while_booking", **ask.answer)
        elif ask.is_unknown:
            dispatcher.utter_message(response=texts[NOT_ON_PAGE])
        elif ask.intent in texts:
            dispatcher.utter_message(response=texts[ask.intent])


def _leaves_open(asked: Sequence[_Answered]) -> bool:
    return any(ask.is_unknown for ask in asked)


def _remember(tracker: Tracker, asked: Sequence[_Answered]) -> list[EventType]:
    """Remember the message as typed, so that it can be put to the school."""
    text = conversation.text(tracker)
    return [SlotSet("unanswered_question", text)] if text and _leaves_open(asked) else []


class ActionAnswer(Action):
    """Answers questions, none of which asks for an interview or a person."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def name(self) -> str:
        return "action_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        return self._answers.say(dispatcher, tracker)


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
    ) -> list[EventType]:
        return self._answers.say_while_booking(dispatcher, tracker)


class ActionAnswerWhileAsking(Action):
    """Answers while a question is about to be put to the school."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def name(self) -> str:
        return "action_answer_while_asking"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        return self._answers.say_while_asking(dispatcher, tracker)


class ActionRephrase(Action):
    """Asks again with the likeliest topics as buttons; offers a person at the second miss."""

    def name(self) -> str:
        return "action_rephrase"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        if conversation.said_before(tracker, *MISSES):
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
