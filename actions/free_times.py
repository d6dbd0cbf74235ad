"""Offering free slots: which ones, and the buttons that take them."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import islice
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import conversation
from actions.answers import Answers
from booking.model import NotBookable, Slot
from booking.rules_in_words import rule_terms
from conversations.commands import book_at
from french import speak
from french.paris import PARIS
from french.when import Window, read_when, refine
from runtime.wiring import Services

logger = logging.getLogger(__name__)

_REMEMBERED = 4  # phrases about the time, of which the later complete or correct the earlier

OFFERED = 6
"""How many slots are offered at once: what fits a phone's screen."""


def wanted_window(wanted: dict[str, Any] | None) -> Window | None:
    """Rebuild what the visitor said of the time so far from the slot `wanted_time`."""
    if not wanted or not wanted["said"]:
        return None
    now = datetime.fromisoformat(wanted["at"]).astimezone(PARIS)
    first, *later = wanted["said"]
    window = read_when(first, now)
    for phrase in later:
        window = (refine(window, phrase, now) if window else None) or window
    return window


def remember(phrases: Sequence[str], now: datetime, offered: Sequence[Slot] = ()) -> dict[str, Any]:
    """Write what was said of the time, and what was offered, for the slot `wanted_time`."""
    starts = [slot.start.isoformat() for slot in offered]
    return {"said": list(phrases), "at": now.isoformat(), "offered": starts}


def as_phrase(start: datetime) -> str:
    """Write an exact time as a phrase that `french.when` reads back."""
    return f"{start.astimezone(PARIS):%d/%m/%Y à %Hh%M}"


def exact_time(
    services: Services, value: str, dispatcher: CollectingDispatcher, tracker: Tracker
) -> tuple[datetime | None, dict[str, Any] | None]:
    """Read a time said in a form: a start that can be had, and what to remember of the phrases.

    Says why, where there is no such start; holds the place, where there is.
    """
    now = services.now()
    window, wanted = _understand(value, tracker.get_slot("wanted_time"), now)
    if window is None:
        dispatcher.utter_message(response="utter_time_unclear")
    if window is None or window.start is None or not window.is_exact:
        return None, wanted
    start = window.start
    try:
        services.desk.hold(start, tracker.sender_id, now)
    except NotBookable as refused:
        say_refusal(services, dispatcher, refused, start)
        return None, wanted
    except SQLAlchemyError as error:
        logger.error("holding a place failed: %s", type(error).__name__)
    return start, wanted


def say_refusal(
    services: Services, dispatcher: CollectingDispatcher, refused: NotBookable, start: datetime
) -> None:
    """Say why an interview cannot begin at `start`, with the rules in force."""
    dispatcher.utter_message(
        response=f"utter_refused_{refused.reason.value}",
        when=speak.moment(start),
        **rule_terms(services.desk.schedule()),
    )


def _understand(
    value: str, before: dict[str, Any] | None, now: datetime
) -> tuple[Window | None, dict[str, Any] | None]:
    """Read a time against what was said before; returns it, and what to remember."""
    with suppress(ValueError):
        value = as_phrase(datetime.fromisoformat(value))
    if read_when(value, now.astimezone(PARIS)) is None:
        return None, before
    said = [*(before["said"] if before else ()), value][-_REMEMBERED:]
    wanted = remember(said, now)
    return wanted_window(wanted), wanted


class SlotOffer:
    """Finds the slots to offer for what a visitor wants, and says them."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def say(self, dispatcher: CollectingDispatcher, window: Window | None) -> list[Slot]:
        """Utter the slots that fit the window, else the nearest; returns what was offered."""
        now = self._services.now()
        if window is None:
            slots = self._spread(now)
            response = "utter_free_slots" if slots else "utter_no_free_slot"
            length = rule_terms(self._services.desk.schedule())["length"]
            dispatcher.utter_message(response=response, length=length, buttons=_buttons(slots))
            return slots
        slots = list(islice(self._fitting(window, now), OFFERED))
        response = "utter_free_slots_wanted"
        if not slots:
            slots = self._services.desk.nearest(window.anchor(now), now, OFFERED)
            response = "utter_no_free_slot_wanted" if slots else "utter_no_free_slot"
        dispatcher.utter_message(response=response, buttons=_buttons(slots))
        return slots

    def _fitting(self, window: Window, now: datetime) -> Iterator[Slot]:
        slots = self._services.desk.free_slots(now, *window.search_bounds())
        return (slot for slot in slots if window.contains(slot.start))

    def _spread(self, now: datetime) -> list[Slot]:
        """The first free slots, at most two a day, so that several days are offered."""
        offered: list[Slot] = []
        for slot in self._services.desk.free_slots(now):
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

    def __init__(self, services: Services, answers: Answers) -> None:
        self._services = services
        self._answers = answers
        self._offer = SlotOffer(services)

    def name(self) -> str:
        return "action_show_free_slots"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        events = self._answers.say_asides(dispatcher, tracker)
        now = self._services.now()
        text = conversation.text(tracker)
        window = read_when(text, now.astimezone(PARIS))
        slots = self._offer.say(dispatcher, window)
        wanted = remember([text] if window else [], now, slots)
        return [*events, SlotSet("wanted_time", wanted)]
