"""What a button sends instead of words: an intent and what goes with it, in Rasa's notation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Command:
    """An intent and its entities, written `/book_interview{"interview_time": "…"}`."""

    intent: str
    entities: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"/{self.intent}" + (json.dumps(self.entities) if self.entities else "")

    @classmethod
    def parse(cls, text: str) -> Command:
        """Read a command; entities that are no JSON object are left out."""
        intent, brace, rest = text.removeprefix("/").partition("{")
        try:
            return cls(intent, json.loads(brace + rest) if brace else {})
        except ValueError:
            return cls(intent)


def book_at(start: datetime) -> Command:
    """Make the command that books an interview at a time."""
    return Command("book_interview", {"interview_time": start.isoformat()})
