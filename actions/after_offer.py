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
from actions.wanted_time import WantedTime


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
        has_one = tracker.get_slot("booking_reference") is not None
        if conversation.is_offered_times(tracker) and not has_one and self._names_time(tracker):
            return back_to_form("booking_form", requested_slot="interview_time")
        return self._otherwise.run(dispatcher, tracker, domain)

    def _names_time(self, tracker: Tracker) -> bool:
        """Tell a time that is wished, or a weekday that is not, from « je vous redis demain »."""
        goes_on = conversation.intent(tracker) in FOLLOW_UPS
        if (conversation.is_question(tracker) and not goes_on) or conversation.is_wish(tracker):
            return False
        now = self._now()
        wanted = WantedTime.from_slot(tracker.get_slot("wanted_time"), now)
        said = wanted.and_said(conversation.text(tracker), now)
        if said is None or said.window is None:
            return False
        return said.window.kind != "open" or bool(said.window.refusals.weekdays)
