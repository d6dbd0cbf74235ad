"""The steps of a visitor's agenda: each yields what is said, and is sent what is seen then."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from bench.visitors.seen import Seen

PATIENCE = 4
"""Times that a visitor is asked for the same before he goes away."""


@dataclass(frozen=True)
class Say:
    """What a visitor says, and what he does by it; without words he opens a new conversation."""

    acts: tuple[str, ...]
    text: str | None


Talk = Generator[Say, Seen, Seen]
"""A step of an agenda: returns what was seen last."""

Tells = Callable[[str, Seen], bool]
"""Judges whether a point was told."""


class GaveUp(Exception):
    """The visitor goes away without what he came for; says what he was held up by."""
