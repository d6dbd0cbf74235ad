"""Offering free slots: which ones, and the buttons that take them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import conversation
from actions.answers import Answers
from actions.detail_form import Domain
from actions.wanted_time import WantedTime
from booking.free_slots import FreeSlots
from booking.model import Refusal, Slot
from booking.rules_in_words import rule_variables
from conversations.commands import book_at
from french import speak
from french.message_details import read_details
from french.paris import PARIS
from french.when import Problem, Window, midnight

_OF_EACH_DAY = 2

OFFERED = 6
"""How many slots are offered at once: what fits a phone's screen."""


class SlotOffer:
    """Finds the slots to offer for what a visitor wants, and says them."""

    def __init__(self, free: FreeSlots, now: Callable[[], datetime]) -> None:
        self._free = free
        self._now = now

    def say(
        self, dispatcher: CollectingDispatcher, wanted: WantedTime, moving: int | None = None
    ) -> EventType:
        """Utter the slots that fit what is wanted, else the nearest; remember what was offered."""
        now = self._now()
        if wanted.window is None:
            slots = self._say_any(dispatcher, now, moving)
        else:
            slots = self._say_fitting(dispatcher, wanted.window, now, moving)
        return SlotSet("wanted_time", wanted.offering([slot.start for slot in slots]).to_slot())

    def _say_any(
        self, dispatcher: CollectingDispatcher, now: datetime, moving: int | None
    ) -> list[Slot]:
        slots = _over_days(self._free.upcoming(now, moving=moving))
        response = "utter_free_slots" if slots else "utter_no_free_slot"
        length = rule_variables(self._free.schedule())["length"]
        dispatcher.utter_message(
            response=response, length=length, first=_first(slots), buttons=_buttons(slots)
        )
        return slots

    def _say_fitting(
        self, dispatcher: CollectingDispatcher, window: Window, now: datetime, moving: int | None
    ) -> list[Slot]:
        if window.problem is Problem.ZONE_UNKNOWN:
            window = replace(window, hours=None)  # which hour it is in Paris, nobody knows
        slots = _over_days(self._fitting(window, now, moving))
        response = "utter_free_slots_wanted"
        if not slots:
            self._say_why_none(dispatcher, window, now)
            slots = self._free.nearest(window.anchor(now), now, OFFERED, moving)
            response = "utter_no_free_slot_wanted" if slots else "utter_no_free_slot"
        dispatcher.utter_message(response=response, first=_first(slots), buttons=_buttons(slots))
        return slots

    def _fitting(self, window: Window, now: datetime, moving: int | None) -> Iterator[Slot]:
        slots = self._free.upcoming(now, *window.search_bounds(), moving)
        fitting = (slot for slot in slots if window.contains(slot.start))
        return reversed(list(fitting)) if window.latest_first else fitting

    def _say_why_none(
        self, dispatcher: CollectingDispatcher, window: Window, now: datetime
    ) -> None:
        """Say what keeps all the days that are wanted from being had, where that is one reason.

        An exact time that is refused has been told why.
        """
        is_open = window.days_bound == "until" or bool(window.others)
        if window.days is None or window.is_exact or window.problem or is_open:
            return
        schedule = self._free.schedule()
        reason = schedule.refusal_of_days(window.days.first, window.days.last, now)
        if reason is None and window.days.is_one and window.start is not None and window.hours:
            at_start = schedule.refusal(window.start, now)
            reason = at_start if at_start is Refusal.OUTSIDE_HOURS else None
        if reason is not None:
            dispatcher.utter_message(
                response=f"utter_refused_{reason.value}",
                when=speak.day(midnight(window.days.first)),
                **rule_variables(schedule),
            )


def _over_days(slots: Iterator[Slot]) -> list[Slot]:
    """Choose slots to offer, two of each day first, so that all days wanted are among them."""
    chosen: list[Slot] = []
    left: list[Slot] = []
    for slot in slots:
        same_day = [one for one in chosen if _day(one) == _day(slot)]
        (chosen if len(same_day) < _OF_EACH_DAY else left).append(slot)
        if len(chosen) == OFFERED:
            break
    more = left[: OFFERED - len(chosen)]
    latest_first = len(chosen) > 1 and chosen[0].start > chosen[1].start
    return sorted(chosen + more, key=lambda slot: slot.start, reverse=latest_first)


def _day(slot: Slot) -> date:
    return slot.start.astimezone(PARIS).date()


def _first(slots: Sequence[Slot]) -> str:
    """Say the first of some slots in words; nothing where there is none."""
    return speak.moment(min(slot.start for slot in slots)) if slots else ""


def _buttons(slots: Sequence[Slot]) -> list[dict[str, str]]:
    return [
        {"title": speak.short_moment(slot.start), "payload": str(book_at(slot.start))}
        for slot in slots
    ]


class ActionShowFreeSlots(Action):
    """Shows which slots are free, in general or for the day that the visitor names."""

    def __init__(self, offer: SlotOffer, now: Callable[[], datetime], answers: Answers) -> None:
        self._offer = offer
        self._now = now
        self._answers = answers

    def name(self) -> str:
        return "action_show_free_slots"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        if _gives_details(conversation.text(tracker), self._now()):
            return [FollowupAction("booking_form")]  # « vendredi ? C'est au nom d'Antoine Dupuis »
        events = self._answers.say_asides(dispatcher, tracker)
        nothing = WantedTime(self._now())
        wanted = nothing.and_said(conversation.text(tracker), nothing.at) or nothing
        # « le plus tôt possible » after it is a choice, as where the form asks for a time.
        asked = SlotSet("told", {"said": "interview_time"})
        return [*events, self._offer.say(dispatcher, wanted), asked]


def _gives_details(text: str, now: datetime) -> bool:
    details = read_details(text, now)
    return bool(details.name or details.email.value or details.phone.value)
