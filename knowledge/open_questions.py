"""What the page of no job says of a school or of working life, in words for an honest answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ruamel.yaml import YAML

_ANYTHING = "anything"
_MOST_NAMED = 2  # more would be a list of what the assistant does not know


class OpenQuestions:
    """Names what is asked and left open: « du prix des études ni du rythme des cours »."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self.phrases = phrases

    @classmethod
    def load(cls, path: Path) -> OpenQuestions:
        """Read the phrases of a file."""
        return cls(YAML(typ="safe", pure=True).load(path.read_text("utf-8")))

    @property
    def points(self) -> tuple[str, ...]:
        """What is asked, by its names."""
        return tuple(point for point in self.phrases if point != _ANYTHING)

    def named(self, points: Sequence[str]) -> str:
        """Name what some points ask for, to complete « la page ne parle pas … »."""
        known = [self.phrases[point] for point in points if point in self.phrases]
        return " ni ".join(known[:_MOST_NAMED]) or self.phrases[_ANYTHING]
