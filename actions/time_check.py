"""Checking a time that a form was given: whether it is clear, and whether it can be had."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions.detail_form import Found
from actions.wanted_time import WantedTime, read_chosen
from booking.desk import BookingDesk
from booking.free_slots import FreeSlots
from booking.model import NotBookable
from booking.rules_in_words import rule_variables
from french import speak

logger = logging.getLogger(__name__)


class TimeCheck:
    """Accepts a free exact time, and holds its place; otherwise says why not."""

    def __init__(self, desk: BookingDesk, free: FreeSlots, now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._free = free
        self._now = now

    def check(
        self, slot: str, value: str, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Found:
        """Check a time chosen, or a phrase about one, for a slot; remember what was said."""
        now = self._now()
        before = tracker.get_slot("wanted_time")
        chosen = read_chosen(value)
        wanted = (
            WantedTime(now, chosen)
            if chosen
            else WantedTime.from_slot(before, now).and_said(value, now)
        )
        if wanted is None:
            dispatcher.utter_message(response="utter_time_unclear")
            return {slot: None, "wanted_time": before}
        start = wanted.start
        if start and not self._can_be_had(start, dispatcher, tracker, now):
            start = None
        return {slot: start and start.isoformat(), "wanted_time": wanted.to_slot()}

    def _can_be_had(
        self, start: datetime, dispatcher: CollectingDispatcher, tracker: Tracker, now: datetime
    ) -> bool:
        try:
            self._desk.hold(start, tracker.sender_id, now)
        except NotBookable as refused:
            self.say_refusal(dispatcher, refused, start)
            return False
        except SQLAlchemyError as error:  # booking will say where it is taken
            logger.error("holding a place failed: %s", type(error).__name__)
        return True

    def say_refusal(
        self, dispatcher: CollectingDispatcher, refused: NotBookable, start: datetime
    ) -> None:
        """Say why an interview cannot begin at `start`, with the rules in force."""
        dispatcher.utter_message(
            response=f"utter_refused_{refused.reason.value}",
            when=speak.moment(start),
            **rule_variables(self._free.schedule()),
        )
