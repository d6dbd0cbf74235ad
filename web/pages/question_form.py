"""The form of `/question`: what was typed into it, and what is wrong with that."""

from __future__ import annotations

from dataclasses import dataclass

from sanic.request import RequestParameters

from booking.questions import LONGEST
from french import addresses
from web.chat.user_text import printable
from web.responses import response_text
from web.sentences import sentences


@dataclass(frozen=True)
class QuestionForm:
    """What was typed, as it was typed."""

    text: str = ""
    email: str = ""
    key: str = ""
    """The seal of the form: what was sent from it counts as one conversation."""
    seen: str = ""
    """The address that the visitor was asked about already."""

    @classmethod
    def read(cls, sent: RequestParameters) -> QuestionForm:
        """Read what a browser sent; nothing is cut."""

        def field(name: str) -> str:
            return " ".join(printable(sent.get(name) or "").split())

        return cls(field("question"), field("email"), field("cle"), field("vu"))

    def problems(self) -> dict[str, str]:
        """Say what is wrong with each field."""
        problems = {}
        texts = sentences("question")
        if not any(letter.isalnum() for letter in self.text):
            problems["text"] = texts["empty"]
        elif len(self.text) > LONGEST:
            problems["text"] = texts["too_long"].format(longest=LONGEST)
        if self.email and self.address() is None:
            several = self.email.count("@") > 1
            problems["email"] = (
                texts["several_addresses"] if several else response_text("utter_email_invalid")
            )
        return problems

    def address(self) -> str | None:
        """Where the school may answer; None where nothing was given, or no address."""
        return addresses.read_whole(self.email) if self.email else None
