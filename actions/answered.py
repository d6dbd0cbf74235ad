"""What is said of one thing that a message asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.follow_ups import Told


@dataclass(frozen=True)
class Answered:
    """One thing that was asked, and what is said of it."""

    intent: str
    answer: dict[str, str] | None = None
    """What the page says, with its links."""
    responses: tuple[str, ...] = ()
    """What is said in words of the assistant's own."""
    variables: Mapping[str, str] | None = None
    is_unknown: bool = False
    told: Told | None = None
    place: int = 0
    """Which of the things that the message asks it is."""


def without_what_others_say(answered: Sequence[Answered]) -> list[Answered]:
    """Leave out an answer all of whose sentences another one has; of two alike, the first stays."""
    said = [_sentences(each) for each in answered]
    return [
        each
        for place, each in enumerate(answered)
        if not said[place]
        or not any(
            said[place] < other or (said[place] == other and at < place)
            for at, other in enumerate(said)
        )
    ]


def _sentences(answered: Answered) -> frozenset[str]:
    lines = (answered.answer or {}).get("answer", "").splitlines()
    return frozenset(filter(None, map(str.strip, lines)))
