"""The action server: rasa-sdk's own, on loopback, with our actions and what they need."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import HTTPResponse, Request, Sanic, json
from sanic.response import BaseHTTPResponse

from actions.answers import (
    ActionAdmitUnknown,
    ActionAnswer,
    ActionAnswerWhileAsking,
    ActionAnswerWhileBooking,
    ActionOfferPerson,
    ActionRephrase,
    Answers,
)
from actions.asking import ASKED_IN_WORDS, ActionAskDetail
from actions.booking_actions import ActionBookInterview, ActionForgetBooking
from actions.booking_form import (
    ActionAskInterviewTime,
    ActionAskRecapConfirmed,
    ValidateBookingForm,
)
from actions.change_actions import ActionChangeInterview, ActionForgetChange, ActionStartChange
from actions.change_form import (
    ActionAskChangeConfirmed,
    ActionAskChangeTime,
    ActionAskChangeValue,
    ValidateChangeForm,
)
from actions.free_times import ActionShowFreeSlots, SlotOffer
from actions.question_actions import (
    ActionForgetQuestion,
    ActionSendQuestion,
    ActionStartQuestion,
)
from actions.question_form import ActionAskQuestionEmail, ValidateQuestionForm
from actions.time_check import TimeCheck
from runtime.wiring import Services


def make_actions(services: Services) -> list[Action]:
    """Make every custom action that `domain.yml` names."""
    desk, free, now = services.desk, services.free_slots, services.now
    answers, offer, times = Answers(services), SlotOffer(free, now), TimeCheck(desk, free, now)
    questions, booking_page = services.questions, services.booking_page
    return [
        ActionAnswer(answers),
        ActionAdmitUnknown(answers),
        ActionOfferPerson(answers),
        ActionAnswerWhileBooking(answers),
        ActionAnswerWhileAsking(answers),
        ActionRephrase(),
        ActionShowFreeSlots(offer, now, answers),
        ValidateBookingForm(desk, times, now, answers),
        ActionAskInterviewTime(offer, now),
        ActionAskRecapConfirmed(free, booking_page),
        *(ActionAskDetail(slot, booking_page) for slot in ASKED_IN_WORDS),
        ActionBookInterview(desk, times, now),
        ActionForgetBooking(desk, now),
        ActionStartChange(desk, now, answers),
        ValidateChangeForm(desk, services.proof, times, now),
        ActionAskChangeTime(desk, offer, now),
        ActionAskChangeValue(),
        ActionAskChangeConfirmed(desk),
        ActionChangeInterview(desk, times, services.rooms, now),
        ActionForgetChange(desk, now),
        ActionStartQuestion(desk, questions, answers),
        ValidateQuestionForm(),
        ActionAskQuestionEmail(),
        ActionSendQuestion(questions, now),
        ActionForgetQuestion(),
    ]


def make_app(services: Services) -> Sanic[Any, Any]:
    """Make the action server's application."""
    executor = ActionExecutor()
    for action in make_actions(services):
        executor.register_action(action)
    app: Sanic[Any, Any] = create_app(executor, cors_origins=[])
    app.register_middleware(_say_nothing_of_visitors, "response")
    return app


async def _say_nothing_of_visitors(
    request: Request, response: BaseHTTPResponse
) -> HTTPResponse | None:
    """Answer a failure without the tracker, which rasa-sdk sends back and Rasa would log."""
    if response.status >= 500:
        return json({"error": "the action failed; see the action server's log"}, response.status)
    return None
