"""What the forms share: each reads a message for all of its slots at once."""

from __future__ import annotations

from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

Found = dict[str, Any]
"""Candidates for slots, by their names."""


class ReadingForm(FormValidationAction):
    """Finds candidates for any slot in the last message, and then checks each."""

    async def get_extraction_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Set what was found; where that is nothing, the form steps back and a rule answers."""
        events = [SlotSet(slot, value) for slot, value in self.found(dispatcher, tracker).items()]
        tracker.add_slots(events)
        return events

    def found(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Found:
        """Find candidates in the last message."""
        raise NotImplementedError
