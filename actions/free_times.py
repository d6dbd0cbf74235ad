"""Offering free slots: which ones, and the buttons that take them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import conversation
from actions.answers import Answers
from actions.detail_form import Domain
from actions.wanted_time import WantedTime
from booking.free_slots import FreeSlots
from booking.model import Slot
from booking.rules_in_words import rule_variables
from conversations.commands import book_at
from french import speak
from french.when import Window

OFFERED = 6
"""How many slots are offered at once: what fits a phone's screen."""


class SlotOffer:
    """Finds the slots to offer for what a visitor wants, and says them."""

    def __init__(self, free: FreeSlots, now: Callable[[], datetime]) -> None:
        self._free = free
        self._now = now

    def say(self, dispatcher: CollectingDispatcher, wanted: WantedTime) -> EventType:
        """Utter the slots that fit what is wanted, else the nearest; remember what was offered."""
        now = self._now()
        if wanted.window is None:
            slots = self._say_any(dispatcher, now)
        else:
            slots = self._say_fitting(dispatcher, wanted.window, now)
        return SlotSet("wanted_time", wanted.offering([slot.start for slot in slots]).to_slot())

    def _say_any(self, dispatcher: CollectingDispatcher, now: datetime) -> list[Slot]:
        slots = self._spread(now)
        response = "utter_free_slots" if slots else "utter_no_free_slot"
        length = rule_variables(self._free.schedule())["length"]
        dispatcher.utter_message(response=response, length=length, buttons=_buttons(slots))
        return slots

    def _say_fitting(
        self, dispatcher: CollectingDispatcher, window: Window, now: datetime
    ) -> list[Slot]:
        slots = list(islice(self._fitting(window, now), OFFERED))
        response = "utter_free_slots_wanted"
        if not slots:
            slots = self._free.nearest(window.anchor(now), now, OFFERED)
            response = "utter_no_free_slot_wanted" if slots else "utter_no_free_slot"
        dispatcher.utter_message(response=response, buttons=_buttons(slots))
        return slots

    def _fitting(self, window: Window, now: datetime) -> Iterator[Slot]:
        slots = self._free.upcoming(now, *window.search_bounds())
        fitting = (slot for slot in slots if window.contains(slot.start))
        return reversed(list(fitting)) if window.latest_first else fitting

    def _spread(self, now: datetime) -> list[Slot]:
        """The first free slots, at most two a day, so that several days are offered."""
        offered: list[Slot] = []
        for slot in self._free.upcoming(now):
            day = slot.start.date()
            if sum(other.start.date() == day for other in offered) < 2:
                offered.append(slot)
            if len(offered) == OFFERED:
                break
        return offered


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
        events = self._answers.say_asides(dispatcher, tracker)
        nothing = WantedTime(self._now())
        wanted = nothing.and_said(conversation.text(tracker), nothing.at) or nothing
        return [*events, self._offer.say(dispatcher, wanted)]
