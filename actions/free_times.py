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
from booking.rules_in_words import refusal_variables, rule_variables
from booking.schedule import Schedule
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
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Domain,
        wanted: WantedTime,
        moving: int | None = None,
    ) -> EventType:
        """Utter the slots that fit what is wanted, else why none does, and the nearest.

        Remembers what was offered: to who has said no other wish since, why is not told again.
        """
        now = self._now()
        if wanted.window is None:
            slots = self._say_any(dispatcher, now, moving)
        else:
            slots = self._fitting(wanted.window, now, moving)
            response, why = "utter_free_slots_wanted", ""
            if not slots:
                slots = self._free.nearest(wanted.window.anchor(now), now, OFFERED, moving)
                response = _response_to_nothing(slots, wanted)
                why = self._why_none(domain, wanted.window, now, tracker.sender_id, moving)
            buttons = _buttons(slots)
            dispatcher.utter_message(
                response=response, first=_first(slots), why=why, buttons=buttons
            )
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

    def _fitting(self, window: Window, now: datetime, moving: int | None) -> list[Slot]:
        if window.problem is Problem.ZONE_UNKNOWN:
            window = replace(window, hours=None)  # which hour it is in Paris, nobody knows
        slots = self._free.upcoming(now, *window.search_bounds(), moving)
        fitting = (slot for slot in slots if window.contains(slot.start))
        return _over_days(reversed(list(fitting)) if window.latest_first else fitting)

    def _why_none(
        self, domain: Domain, window: Window, now: datetime, holder: str, moving: int | None
    ) -> str:
        """Say what keeps all that is wanted from being had, with the rules in force."""
        schedule = self._free.schedule()
        if window.is_exact and window.start is not None:
            when = speak.moment(window.start)
            reason = self._free.refusal(window.start, now, holder, moving)
        else:
            when = speak.day(midnight(window.days.first)) if window.days else ""
            reason = _refusal_of_days(schedule, window, now)
        response = f"utter_refused_{reason.value}" if reason else "utter_nothing_free"
        text: str = domain["responses"][response][0]["text"]
        return text.format(**refusal_variables(schedule, when))


def _response_to_nothing(nearest: Sequence[Slot], wanted: WantedTime) -> str:
    if not nearest:
        return "utter_no_free_slot"
    return "utter_no_free_slot_wanted_again" if wanted.offered else "utter_no_free_slot_wanted"


def _refusal_of_days(schedule: Schedule, window: Window, now: datetime) -> Refusal | None:
    """Tell why none of the days that are wanted can be had, where that is one reason."""
    is_open = window.days_bound == "until" or bool(window.others)
    if window.days is None or window.problem or is_open:
        return None
    reason = schedule.refusal_of_days(window.days.first, window.days.last, now)
    if reason is None and window.days.is_one and window.start is not None and window.hours:
        at_start = schedule.refusal(window.start, now)
        reason = at_start if at_start is Refusal.OUTSIDE_HOURS else None
    return reason


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
        return [*events, self._offer.say(dispatcher, tracker, domain, wanted), asked]


def _gives_details(text: str, now: datetime) -> bool:
    details = read_details(text, now)
    return bool(details.name or details.email.value or details.phone.value)
