"""Wishes to be called: a number with the wish, or one that answers the offer of a call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import conversation
from actions.detail_form import Domain, set_slots
from actions.open_questions import in_one
from booking.questions import LONGEST
from french.callback import CallBack, read_callback, wishes_call, without_numbers
from french.contact import read_email, read_phone
from french.phones import are_several

_FORM = "question_form"
_NUMBER_WANTED = "utter_call_needs_phone"
_OFFERS = frozenset({"utter_human", _NUMBER_WANTED})
"""What is said where a call may be asked for: a number that answers it is to be called."""


def call_wanted(tracker: Tracker, now: datetime) -> CallBack | None:
    """Read whether what is put to the school is that it should call, at a number."""
    is_offered = bool(_OFFERS & conversation.said_before_form(tracker, _FORM))
    return read_callback(tracker.get_slot("school_question") or "", now, is_offered=is_offered)


def call_asked_for(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """Begin to tell the school to call, where a number is named for that; None where none is.

    Of a number that cannot be read, or of two, one that can is asked for.
    """
    text = conversation.text(tracker)
    if len(text) > LONGEST or not read_phone(text).attempted:
        return None
    if not wishes_call(text) and not _is_left(tracker, text):
        return None
    if read_phone(text).value is None or are_several(text):
        dispatcher.utter_message(response=_NUMBER_WANTED)
        return []
    whole = _with_its_wish(tracker, text)
    slots = {"school_question": whole, "question_email": None, "proposed_email": None}
    return [*set_slots(slots), FollowupAction(_FORM)]


class UnlessNumberIsLeft(Action):
    """Does what another action does, but where a number answers the offer of a call."""

    def __init__(self, otherwise: Action) -> None:
        self._otherwise = otherwise

    def name(self) -> str:
        name: str = self._otherwise.name()
        return name

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain) -> Any:
        call = call_asked_for(dispatcher, tracker)
        return self._otherwise.run(dispatcher, tracker, domain) if call is None else call


def _is_left(tracker: Tracker, text: str) -> bool:
    """Tell a number that answers the offer of a call from one beside an address, for a booking."""
    is_offered = bool(_OFFERS & conversation.said_last(tracker))
    return is_offered and not read_email(text).attempted and not conversation.is_wish(tracker)


def _with_its_wish(tracker: Tracker, text: str) -> str:
    """Give a message after those that it goes on from, which may say when to call, and why."""
    led = map(without_numbers, conversation.typed_before(tracker, _OFFERS))
    whole = in_one([*filter(None, led), text])
    return whole if len(whole) <= LONGEST else text
