"""What a visitor sees of the assistant, and the turns of a conversation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

_DOUBT = re.compile(r"(?:c.est|est-ce) bien (?!cela)", re.IGNORECASE)
_OFFER = re.compile(r"voulez-vous (?:que je vous )?en réserve", re.IGNORECASE)
_ZONE = " (heure de Paris)"
_TAKES_AN_ANSWER = frozenset({"booking_form", "change_form", "question_form"})


@dataclass(frozen=True)
class Bubble:
    """A bubble of the assistant, its buttons by their titles, and what else it carries."""

    text: str
    buttons: tuple[str, ...] = ()
    data: Mapping[str, Any] | None = None

    @classmethod
    def of(cls, message: Mapping[str, Any]) -> Bubble:
        """Read a message of the chat API."""
        titles = tuple(button["title"] for button in message["buttons"])
        return cls(message["text"], titles, message.get("data"))


@dataclass(frozen=True)
class Seen:
    """What is seen after a message: bubbles, and which form asks for which slot."""

    bubbles: tuple[Bubble, ...]
    form: str | None = None
    requested: str | None = None

    @property
    def asked(self) -> str | None:
        """The slot that is asked for; None where a visitor may say anything."""
        return self.requested if self.form in _TAKES_AN_ANSWER else None

    @property
    def text(self) -> str:
        """All that is said, with ordinary spaces and without bold marks.

        Rasa makes a bubble of each paragraph; here they are put together again.
        """
        return plain("\n\n".join(bubble.text for bubble in self.bubbles))

    @property
    def offers_interview(self) -> bool:
        """Whether it ends with the offer of an interview."""
        return bool(self.bubbles) and bool(_OFFER.search(plain(self.bubbles[-1].text)))

    @property
    def doubts(self) -> str | None:
        """The bubble that asks whether a detail is really meant (« C’est bien votre nom ? »)."""
        texts = (plain(bubble.text) for bubble in self.bubbles)
        return next((text for text in texts if _DOUBT.search(text) and "?" in text), None)

    @property
    def recap(self) -> dict[str, str]:
        """The lines that read a booking back, by their labels; the time without its zone."""
        lines = self._data("recap", "lines") or ()
        return {line["label"]: plain(line["value"]).removesuffix(_ZONE) for line in lines}

    @property
    def offered(self) -> list[datetime]:
        """The free times that are offered."""
        return [datetime.fromisoformat(start) for start in self._data("slots", "offered") or ()]

    @property
    def booked(self) -> str | None:
        """The reference of an interview that was just booked."""
        reference = self._data("booked", "reference")
        return str(reference) if reference else None

    def _data(self, kind: str, field: str) -> Any:
        carried = [b.data for b in self.bubbles if b.data and b.data["kind"] == kind]
        return carried[-1][field] if carried else None


@dataclass(frozen=True)
class Turn:
    """What a visitor said, what he meant by it, and what he saw then.

    `acts` are what he does, in order: `give:visitor_name`, `ask:salary_range`, `repeat`, …
    """

    acts: tuple[str, ...]
    said: str
    seen: Seen
    asked: str | None = None
    """The slot that was asked for when he said it."""

    @property
    def points(self) -> list[str]:
        """The points that he asked for."""
        return [act.removeprefix("ask:") for act in self.acts if act.startswith("ask:")]


def plain(text: str) -> str:
    """Give a text with ordinary spaces and without bold marks."""
    return re.sub(r"[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", " ", text).replace("**", "")


def all_bubbles(turns: Sequence[Turn]) -> list[Bubble]:
    """Every bubble of a conversation, in order."""
    return [bubble for turn in turns for bubble in turn.seen.bubbles]
