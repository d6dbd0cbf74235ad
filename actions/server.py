"""The action server: rasa-sdk's own, on loopback, with our actions and what they need."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from sanic import HTTPResponse, Request, Sanic, json
from sanic.response import BaseHTTPResponse

from actions.after_offer import UnlessTimeIsNamed
from actions.answer_actions import (
    ActionAdmitUnknown,
    ActionAnswer,
    ActionAnswerWhileAsking,
    ActionAnswerWhileBooking,
    ActionGoOn,
    ActionRephrase,
    ActionSay,
)
from actions.answers import Answers
from actions.asking import ASKED_IN_WORDS, ActionAskDetail
from actions.booking_actions import ActionBookInterview, ActionForgetBooking
from actions.booking_asking import ActionAskInterviewTime, ActionAskRecapConfirmed
from actions.booking_form import ValidateBookingForm
from actions.change_actions import ActionChangeInterview, ActionForgetChange, ActionStartChange
from actions.change_asking import (
    ActionAskChangeConfirmed,
    ActionAskChangeTime,
    ActionAskChangeValue,
    ActionAskProofReference,
)
from actions.change_form import ValidateChangeForm
from actions.free_times import ActionShowFreeSlots, SlotOffer
from actions.interview_notes import InterviewNotes, is_told
from actions.own_clock import OwnClock
from actions.question_actions import (
    ActionForgetQuestion,
    ActionOfferPerson,
    ActionSendQuestion,
    ActionStartQuestion,
)
from actions.question_form import ActionAskQuestionEmail, ValidateQuestionForm
from actions.time_check import TimeCheck
from runtime.threads import to_writer
from runtime.wiring import Services


def make_actions(services: Services) -> list[Action]:
    """Make every custom action that `domain.yml` names."""
    return [*_reading(services), *_writing(services)]


def _reading(services: Services) -> list[Action]:
    """Make those that change nothing, but for what a message tells the interviewer."""
    desk, free, now = services.desk, services.free_slots, services.now
    answers, offer, booking_page = Answers(services), SlotOffer(free, now), services.booking_page
    own, notes = OwnClock(services.transcript), InterviewNotes(desk, now)
    return [
        UnlessTimeIsNamed(ActionAnswer(answers), now),
        ActionSay("action_thank", "utter_thank", notes),
        ActionSay("action_goodbye", "utter_goodbye", notes),
        UnlessTimeIsNamed(ActionSay("action_hesitate", "utter_hesitate", notes), now),
        UnlessTimeIsNamed(ActionSay("action_decline_slots", "utter_no_interview", notes), now),
        UnlessTimeIsNamed(ActionSay("action_react", "utter_react", notes), now),
        ActionAdmitUnknown(answers),
        ActionOfferPerson(answers, now),
        ActionAnswerWhileBooking(answers),
        ActionGoOn(answers),
        ActionAnswerWhileAsking(answers),
        UnlessTimeIsNamed(ActionRephrase(notes), now),
        ActionShowFreeSlots(offer, now, answers),
        ActionAskInterviewTime(offer, now),
        ActionAskRecapConfirmed(free, own, booking_page),
        *(ActionAskDetail(slot, booking_page) for slot in ASKED_IN_WORDS),
        ActionAskProofReference(desk, now),
        ActionAskChangeTime(desk, offer, now),
        ActionAskChangeValue(),
        ActionAskChangeConfirmed(desk, own),
        ActionStartQuestion(desk, services.questions, answers, now),
        ValidateQuestionForm(now),
        ActionAskQuestionEmail(now),
        ActionForgetQuestion(),
    ]


def _writing(services: Services) -> list[Action]:
    """Make those that may have to wait for other writers."""
    desk, free, now = services.desk, services.free_slots, services.now
    answers, times = Answers(services), TimeCheck(desk, free, now)
    own = OwnClock(services.transcript)
    return [
        ValidateBookingForm(desk, times, now, answers, services.reach.excludes),
        ActionBookInterview(desk, own, now, services.settings.staff_email),
        ActionForgetBooking(desk, now),
        UnlessTimeIsNamed(ActionStartChange(desk, now, answers), now),
        ValidateChangeForm(desk, services.proof, times, now, services.reach.excludes),
        ActionChangeInterview(desk, services.rooms, own, now, services.settings.staff_email),
        ActionForgetChange(desk, now),
        ActionSendQuestion(services.questions, now),
    ]


def make_executor(services: Services) -> ActionExecutor:
    """Make what runs the actions: on threads, those that may wait apart from the others."""
    executor = ActionExecutor()
    for action in _reading(services):
        executor.register_function(action.name(), _on_threads(action, is_told))
    for action in _writing(services):
        executor.register_function(action.name(), _on_threads(action, lambda _: True))
    return executor


def make_app(services: Services) -> Sanic[Any, Any]:
    """Make the action server's application."""
    app: Sanic[Any, Any] = create_app(make_executor(services), cors_origins=[])
    app.register_middleware(_say_nothing_of_visitors, "response")
    return app


def _on_threads(action: Action, writes: Callable[[Tracker], bool]) -> Callable[..., Any]:
    """Wrap an action for threads: rasa-sdk would run it on the event loop, where all would wait.

    `writes` tells whether it may wait for other writers after what was said.
    """

    async def run(
        dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Any:
        threads = to_writer if writes(tracker) else asyncio.to_thread
        return await threads(_run, action, dispatcher, tracker, domain)

    return run


def _run(action: Action, *about: Any) -> Any:
    """Run an action to its end. A form's is a coroutine, which in ours never waits for a loop."""
    result = action.run(*about)
    if not asyncio.iscoroutine(result):
        return result
    try:
        result.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError(f"{action.name()} waits for something else than a thread")


async def _say_nothing_of_visitors(
    request: Request, response: BaseHTTPResponse
) -> HTTPResponse | None:
    """Answer a failure without the tracker, which rasa-sdk sends back and Rasa would log."""
    if response.status >= 500:
        return json({"error": "the action failed; see the action server's log"}, response.status)
    return None
