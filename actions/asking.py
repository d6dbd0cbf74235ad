"""Asking for a detail: in words that are not the same twice in a row, and with a way out."""

from __future__ import annotations

from collections.abc import Collection

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import conversation
from actions.detail_form import Domain
from actions.details import DETAILS

ASKED_IN_WORDS = ("visitor_name", "visitor_email", "visitor_phone", "consent")
"""The slots of the booking form that words alone ask for."""

_WORDINGS = ("", "_again", "_or_otherwise")


def wording(tracker: Tracker, slot: str, since: Collection[str] = ()) -> str:
    """Choose how to ask for a slot, as the ending of a response's name.

    Plainly at first; the second time with help; the third with the ways out (the plain form, a
    person, to stop), and then the latter two in turn. A slot of `since` that changes begins anew.
    """
    asked = conversation.times_asked(tracker, slot, since)
    return _WORDINGS[asked if asked < 2 else 2 - asked % 2]


class ActionAskDetail(Action):
    """Asks for a slot of the booking form that needs no more than words."""

    def __init__(self, slot: str, booking_page: str) -> None:
        self._slot = slot
        self._booking_page = booking_page

    def name(self) -> str:
        return f"action_ask_{self._slot}"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        if self._slot in DETAILS and conversation.is_taken_back(tracker, self._slot):
            response = f"utter_correct_{self._slot}"
        else:
            response = f"utter_ask_{self._slot}{wording(tracker, self._slot)}"
        dispatcher.utter_message(response=response, page=self._booking_page)
        return []
