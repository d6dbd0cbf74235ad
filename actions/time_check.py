"""Checking a time that a form was given: whether it is clear, and whether it can be had."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import conversation
from actions.detail_form import Found
from actions.details import DETAILS
from actions.wanted_time import WantedTime, read_chosen
from booking.desk import BookingDesk
from booking.free_slots import FreeSlots
from booking.model import NotBookable, NotHeld, Refusal
from french import speak
from french.when import Window, midnight, missing_day, read_when

logger = logging.getLogger(__name__)


class TimeCheck:
    """Accepts a free exact time, and holds its place for somebody.

    Why another is not taken is said with what is offered instead: actions/free_times.py.
    """

    def __init__(self, desk: BookingDesk, free: FreeSlots, now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._free = free
        self._now = now

    def check(
        self,
        slot: str,
        value: str,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        before: Mapping[str, Any] | None,
        moving: int | None = None,
    ) -> Found:
        """Check a time chosen, or a phrase about one, for a slot; remember what was said.

        `before` is what was wanted before, as the slot `wanted_time` holds it; `moving` is the
        id of an interview that is to be moved there.
        """
        now = self._now()
        chosen = read_chosen(value)
        wanted = (
            WantedTime(now, chosen)
            if chosen
            else WantedTime.from_slot(before, now).and_said(value, now)
        )
        if wanted is None:
            near = _say_unclear(dispatcher, value, now)
            return {slot: None, "wanted_time": near.to_slot() if near else before}
        start = wanted.start
        if start and not self._can_be_had(start, tracker, now, moving):
            wanted = self._without_lost_hour(wanted, value, before)
            start = None
        if wanted.window is not None:
            _say_what_to_check(dispatcher, wanted.window, start, now)
        return {slot: start and start.isoformat(), "wanted_time": wanted.to_slot()}

    def _without_lost_hour(
        self, wanted: WantedTime, value: str, before: Mapping[str, Any] | None
    ) -> WantedTime:
        """Leave out an hour at which nobody is received, where only another day was named for it.

        « lundi à 22 h », which was refused, and then « mardi »: any hour of Tuesday.
        """
        start, earlier = wanted.start, WantedTime.from_slot(before, wanted.at).start
        said = read_when(value, wanted.at)
        if start is None or earlier is None or (said is not None and said.hours is not None):
            return wanted
        schedule, is_same_hour = self._free.schedule(), start.time() == earlier.time()
        refusals = {schedule.refusal(moment, wanted.at) for moment in (earlier, start)}
        if not is_same_hour or refusals != {Refusal.OUTSIDE_HOURS}:
            return wanted
        return WantedTime(wanted.at, said=(f"{start:%d/%m/%Y}",), offered=wanted.offered)

    def _can_be_had(
        self, start: datetime, tracker: Tracker, now: datetime, moving: int | None
    ) -> bool:
        try:
            if not is_somebody(tracker):
                return self._free.refusal(start, now, tracker.sender_id, moving) is None
            source = conversation.source(tracker)
            self._desk.hold(start, tracker.sender_id, now, source, moving)
        except NotBookable:
            return False
        except NotHeld:  # it is free, and may be taken by another before it is booked
            return True
        except SQLAlchemyError as error:  # booking will say where it is taken
            logger.error("holding a place failed: %s", type(error).__name__)
        return True


def is_somebody(tracker: Tracker) -> bool:
    """Tell whether a detail is known: for those who give none, no place is kept."""
    return any(tracker.get_slot(slot) for slot in (*DETAILS, "booking_reference"))


def _say_unclear(dispatcher: CollectingDispatcher, value: str, now: datetime) -> WantedTime | None:
    """Say that no time was understood, or that there is no such day; give the days near it."""
    nearest = missing_day(value, now)
    if nearest is None:
        dispatcher.utter_message(response="utter_time_unclear")
        return None
    before, after = (speak.day(midnight(day)) for day in nearest)
    dispatcher.utter_message(response="utter_time_missing_day", before=before, after=after)
    return WantedTime(now, said=(" ou ".join(f"{day:%d/%m/%Y}" for day in nearest),))


def _say_what_to_check(
    dispatcher: CollectingDispatcher, window: Window, start: datetime | None, now: datetime
) -> None:
    """Say where a day is not clear, or which hour it is in Paris, where it was said elsewhere."""
    if window.problem is not None:
        day = speak.day(window.anchor(now))
        dispatcher.utter_message(response=f"utter_time_{window.problem.value}", day=day)
    if window.zone is not None and start is not None and window.zone.differs(start):
        dispatcher.utter_message(
            response="utter_time_in_zone",
            hour=speak.hour(start, window.zone.zone),
            zone=window.zone.said,
            when=speak.moment(start),
        )
