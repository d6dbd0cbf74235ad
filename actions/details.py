"""How each detail of a visitor is read, and what is said of one that is not valid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rasa_sdk.executor import CollectingDispatcher

from booking.references import read_reference
from french.contact import read_email, read_phone
from french.names import name_as_typed, read_name

DECLINED = "declined"
"""The value of an address or number that the visitor does not want to give."""

REFUSED = "refused"
"""A no to what is needed, until the form has checked what follows from it."""

SAME = "same"
"""What was read back, said once more as if it were not what was read back."""


@dataclass(frozen=True)
class Detail:
    """A detail: `read` finds it in what was typed, `complaint` names the response if it fails."""

    read: Callable[[str], str | None]
    complaint: str

    def check(self, value: str | None, dispatcher: CollectingDispatcher) -> str | None:
        """Give the valid detail; where a value is none, say so."""
        valid = self.read(value) if value else None
        if value and valid is None:
            dispatcher.utter_message(response=self.complaint)
        return valid


NAME = Detail(lambda text: read_name(text, asked=True) or name_as_typed(text), "utter_name_unclear")
EMAIL = Detail(lambda text: read_email(text).value, "utter_email_invalid")
PHONE = Detail(lambda text: read_phone(text).value, "utter_phone_invalid")
REFERENCE = Detail(lambda text: read_reference(text, asked=True), "utter_reference_unclear")

DETAILS: Mapping[str, Detail] = {
    "visitor_name": NAME,
    "visitor_email": EMAIL,
    "visitor_phone": PHONE,
}
"""The details of a booking, by their slots."""
