"""The actions that answer questions, in and out of a form."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import conversation
from actions.answers import FOR_WHOM, Answers
from actions.intents import MISSES
from actions.interview_notes import InterviewNotes


class _Answering(Action):
    """Answers what a message asks."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers


class ActionAnswer(_Answering):
    """Answers questions, none of which asks for an interview or a person."""

    def name(self) -> str:
        return "action_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        events = self._answers.say(dispatcher, tracker)
        if _is_for_somebody(tracker):  # « je peux prendre l'entretien pour lui ? »
            events.append(FollowupAction("booking_form"))
        return events


def _is_for_somebody(tracker: Tracker) -> bool:
    """Tell whether the visitor asks to book for somebody else, and has booked nothing yet."""
    for_whom = any(FOR_WHOM in ask.points for ask in conversation.asks(tracker))
    return for_whom and tracker.get_slot("booking_reference") is None


class ActionAdmitUnknown(ActionAnswer):
    """Answers questions, one of which the page leaves open, and offers an interview."""

    def name(self) -> str:
        return "action_admit_unknown"


class ActionAnswerWhileBooking(_Answering):
    """Answers in the middle of booking, without buttons that would lead away from the form."""

    def name(self) -> str:
        return "action_answer_while_booking"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        return self._answers.say_while_booking(dispatcher, tracker)


class ActionGoOn(_Answering):
    """Goes on with a form after what it can do nothing with: a courtesy, a wish under way."""

    def name(self) -> str:
        return "action_go_on"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        return self._answers.say_and_go_on(dispatcher, tracker)


class ActionAnswerWhileAsking(_Answering):
    """Answers while a question is about to be put to the school."""

    def name(self) -> str:
        return "action_answer_while_asking"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        return self._answers.say_while_asking(dispatcher, tracker)


class ActionSay(Action):
    """Utters one response; « merci, ma mère sera là » tells whoever receives the visitor as well.

    What is passed on is said back instead of the response.
    """

    def __init__(self, name: str, response: str, notes: InterviewNotes) -> None:
        self._name = name
        self._response = response
        self._notes = notes

    def name(self) -> str:
        return self._name

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        if not self._notes.say(dispatcher, tracker):
            dispatcher.utter_message(response=self._response)
        return []


class ActionRephrase(Action):
    """Asks again with the likeliest topics as buttons; offers a person at the second miss.

    What tells the interviewer something is understood all the same.
    """

    def __init__(self, notes: InterviewNotes) -> None:
        self._notes = notes

    def name(self) -> str:
        return "action_rephrase"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        if self._notes.say(dispatcher, tracker):
            return []
        if conversation.said_before(tracker, *MISSES):
            dispatcher.utter_message(response="utter_rephrase_again")
            return []
        titles = {
            button["payload"].removeprefix("/"): {
                **button,  # Rasa fills the gaps of a response's own buttons only
                "title": button["title"].format(school=tracker.get_slot("school")),
            }
            for button in domain["responses"]["utter_topics"][0]["buttons"]
        }
        likely = [name for name in conversation.likely_intents(tracker) if name in titles]
        chosen = dict.fromkeys([*likely[:3], *titles])
        buttons = [titles[name] for name in list(chosen)[:4]]
        dispatcher.utter_message(response="utter_rephrase", buttons=buttons)
        return []
