"""What the forms share: how a message is read for all slots at once, and the usual checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.details import DECLINED, DETAILS, REFUSED
from french.address_slips import likely_meant

Found = dict[str, Any]
"""Candidates for slots, by their names."""

Domain = dict[str, Any]
"""What `domain.yml` holds."""

Check = Callable[[Any, Any, CollectingDispatcher, Tracker, Domain], Found]
"""A method that rasa-sdk calls to check a slot's candidate: `validate_<slot>`."""


class DetailForm(FormValidationAction):
    """Finds candidates for any slot in the last message, and then checks each."""

    async def get_extraction_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> list[EventType]:
        """Set what was found; where that is nothing, the form steps back and a rule answers."""
        events = set_slots(self.found(dispatcher, tracker))
        tracker.add_slots(events)
        return events

    def found(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Found:
        """Find candidates in the last message."""
        raise NotImplementedError


def check_detail(slot: str, value: str | None, dispatcher: CollectingDispatcher) -> str | None:
    """Give a detail that is valid, or was declined; say what is wrong with another."""
    if value == REFUSED:
        dispatcher.utter_message(response=f"utter_needed_{slot}")
        return None
    if value == DECLINED:
        return value
    valid = DETAILS[slot].check(value, dispatcher)
    meant = likely_meant(valid) if valid and slot == "visitor_email" else None
    if meant:  # said, and taken as it is: only the visitor knows
        dispatcher.utter_message(response="utter_email_slip", email=valid, meant=meant)
    return valid


def checks_detail(slot: str) -> Check:
    """Make the check of a detail."""

    def validate(
        form: Any, value: str | None, dispatcher: CollectingDispatcher, *_: Tracker | Domain
    ) -> Found:
        return {slot: check_detail(slot, value, dispatcher)}

    return validate


def set_slots(values: Found) -> list[EventType]:
    """Set slots."""
    return [SlotSet(slot, value) for slot, value in values.items()]


def forget(slots: Iterable[str]) -> list[EventType]:
    """Empty a form's slots, and what it asked for last."""
    return set_slots(dict.fromkeys((*slots, "requested_slot")))


def back_to_form(form: str, **slots: Any) -> list[EventType]:
    """Go back to a form, which asks again for the slots that are None."""
    return [*set_slots(slots), FollowupAction(form)]
