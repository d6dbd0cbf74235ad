"""What is said once free slots were shown, and no form asks: a time in it is an answer to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import conversation
from actions.detail_form import Domain, back_to_form
from actions.intents import FOLLOW_UPS
from french.message_details import read_details


class UnlessTimeIsNamed(Action):
    """Does what another action does, but where a time is said after free slots were shown.

    « mercredi ? ah non, mercredi j'ai conduite » is a hesitation, a remark or nothing known by its
    words; what it answers says that it is about the interview's time.
    """

    def __init__(self, otherwise: Action, now: Callable[[], datetime]) -> None:
        self._otherwise = otherwise
        self._now = now

    def name(self) -> str:
        name: str = self._otherwise.name()
        return name

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain) -> Any:
        if conversation.is_offered_times(tracker) and self._names_time(tracker):
            return back_to_form("booking_form", requested_slot="interview_time")
        return self._otherwise.run(dispatcher, tracker, domain)

    def _names_time(self, tracker: Tracker) -> bool:
        goes_on = conversation.intent(tracker) in FOLLOW_UPS
        if conversation.is_question(tracker) and not goes_on:
            return False
        details = read_details(conversation.text(tracker), self._now())
        return details.speaks_of_time or details.points_to_time
