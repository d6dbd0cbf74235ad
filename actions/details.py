"""How each detail of a visitor is read, and what is said of one that is not valid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import conversation
from booking.references import read_reference
from french.contact import read_email, read_phone, spoken_phone
from french.message_details import chosen_value
from french.names import name_as_typed, read_name

DECLINED = "declined"
"""The value of an address or number that the visitor does not want to give."""

REFUSED = "refused"
"""A no to what is needed, until the form has checked what follows from it."""

SAME = "same"
"""What was read back, said once more as if it were not what was read back."""


def _no_alternatives(_: str) -> tuple[str, ...]:
    return ()


def said_together(values: tuple[str, ...]) -> str:
    """Say several addresses or numbers one after the other."""
    return ", ".join(conversation.quoted(v) if "@" in v else spoken_phone(v) for v in values)


@dataclass(frozen=True)
class Detail:
    """A detail: `read` finds it in what was typed, `complaint` names the response if it fails.

    `alternatives` finds several where what was typed leaves the choice; `several` says so.
    """

    read: Callable[[str], str | None]
    complaint: str
    alternatives: Callable[[str], tuple[str, ...]] = _no_alternatives
    several: str = ""

    def check(self, value: str | None, dispatcher: CollectingDispatcher) -> str | None:
        """Give the valid detail; where a value is none, or gives several, say so."""
        valid = self.read(value) if value else None
        several = self.alternatives(value) if value and valid is None else ()
        if several:
            dispatcher.utter_message(response=self.several, given=said_together(several))
        elif value and valid is None:
            dispatcher.utter_message(response=self.complaint)
        return valid


NAME = Detail(lambda text: read_name(text, asked=True) or name_as_typed(text), "utter_name_unclear")
EMAIL = Detail(
    lambda text: read_email(text).value,
    "utter_email_invalid",
    lambda text: read_email(text).alternatives,
    "utter_email_several",
)
PHONE = Detail(
    lambda text: read_phone(text).value,
    "utter_phone_invalid",
    lambda text: read_phone(text).alternatives,
    "utter_phone_several",
)
REFERENCE = Detail(lambda text: read_reference(text, asked=True), "utter_reference_unclear")

DETAILS: Mapping[str, Detail] = {
    "visitor_name": NAME,
    "visitor_email": EMAIL,
    "visitor_phone": PHONE,
}
"""The details of a booking, by their slots."""


def chosen_of_several(tracker: Tracker, detail: Detail) -> str | None:
    """Tell which is meant of the several that a message before gave: « la première »."""
    text = conversation.text(tracker)
    if detail.read(text) or detail.alternatives(text):
        return None  # which says it in full
    given = (detail.alternatives(said) for said in conversation.said_lately(tracker))
    return chosen_value(text, next(filter(None, given), ()))
