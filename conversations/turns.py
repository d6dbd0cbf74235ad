"""What is counted of a turn: its topic and what became of it, never its words."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, delete, text
from sqlalchemy.exc import SQLAlchemyError

from conversations import schema

# Rasa's own table (rasa.core.tracker_store.SQLTrackerStore): the newest events of a conversation.
_LATEST = text(
    "SELECT type_name, intent_name, action_name, data FROM events "
    "WHERE sender_id = :conversation ORDER BY id DESC LIMIT 60"
)
_MISSES = "action_rephrase", "utter_booking_not_understood"
_OPEN_QUESTION, _TOLD = "unanswered_question", "told"  # slots of domain.yml
_NO_ANSWERS = ("booked", "interview_time")  # what is said next of them is read as after an answer


class Outcome(StrEnum):
    """What became of what the visitor said; the values are in the database."""

    OPENING = "opening"
    """The conversation began; the visitor said nothing yet."""
    TOLD = "told"
    """Answered from the page."""
    LEFT_OPEN = "left_open"
    """The page does not say it."""
    NOT_UNDERSTOOD = "not_understood"
    """The visitor was asked to say it otherwise."""
    OTHER = "other"
    """Nothing was asked: manners, details, decisions."""


class Step(StrEnum):
    """How far towards an interview a turn leads; the values are in the database."""

    SLOTS = "slots"
    HELD = "held"
    BOOKED = "booked"


_STEP_OF_DATA = {"slots": Step.SLOTS, "recap": Step.HELD, "booked": Step.BOOKED}
"""By what a bubble carries, as `custom` of domain.yml has it."""


@dataclass(frozen=True)
class Reading:
    """How a message was read: its points, its lead (0 to 1), and what had been said before it."""

    points: tuple[str, ...]
    margin: float
    said: str


@dataclass(frozen=True)
class Turn:
    """What is counted of a turn; topic and confidence (0 to 1) are None where Rasa is not heard."""

    outcome: Outcome = Outcome.OTHER
    topic: str | None = None
    confidence: float | None = None
    step: Step | None = None
    reading: Reading | None = None
    seconds: float | None = None
    """From the message to its answer, where that was measured."""


def step_of(data_of_bubbles: Collection[dict[str, Any] | None]) -> Step | None:
    """Tell how far the answers of a turn lead; the last step that they take counts."""
    taken = {_STEP_OF_DATA.get(data.get("kind", "")) for data in data_of_bubbles if data}
    return next((step for step in reversed(Step) if step in taken), None)


class TurnReader:
    """Reads what Rasa made of a turn, in the database of its trackers."""

    def __init__(self, trackers: Engine) -> None:
        self._reader = trackers.execution_options(read_only=True)

    def read(self, conversation_id: str, turn: str, step: Step | None = None) -> Turn:
        """Say what is counted of a turn that is answered. No figure is worth an error."""
        try:
            with self._reader.connect() as connection:
                rows = connection.execute(_LATEST, {"conversation": conversation_id}).all()
        except SQLAlchemyError:
            return Turn(step=step)
        since = _Events()
        for row in rows:
            if row.type_name == "user":
                return _counted(row, turn, since, step)
            since.take(row)
        return Turn(step=step)

    def said_before(self, conversation_id: str, turn: str) -> str | None:
        """Tell what the assistant had told or asked before a recent turn; None: not known."""
        try:
            with self._reader.connect() as connection:
                rows = connection.execute(_LATEST, {"conversation": conversation_id}).all()
        except SQLAlchemyError:
            return None
        for row in rows:
            metadata = json.loads(row.data).get("metadata") if row.type_name == "user" else None
            if metadata and metadata.get("turn") == turn:
                return metadata.get("said") or ""
        return None


def forget(engine: Engine, before: datetime) -> None:
    """Delete the turns of before a time."""
    with engine.begin() as connection:
        connection.execute(delete(schema.turn).where(schema.turn.c.at < before))


@dataclass
class _Events:
    """What happened after a visitor's message."""

    actions: set[str] = field(default_factory=set)
    slots: dict[str, Any] = field(default_factory=dict)

    def take(self, row: Any) -> None:
        if row.type_name == "action":
            self.actions.add(row.action_name)
        elif row.type_name == "slot" and row.action_name in (_OPEN_QUESTION, _TOLD):
            self.slots.setdefault(row.action_name, json.loads(row.data).get("value"))

    @property
    def outcome(self) -> Outcome:
        if self.slots.get(_OPEN_QUESTION) or "action_admit_unknown" in self.actions:
            return Outcome.LEFT_OPEN
        told = self.slots.get(_TOLD)
        if told and told["said"] not in _NO_ANSWERS:
            return Outcome.TOLD
        if self.actions.intersection(_MISSES):
            return Outcome.NOT_UNDERSTOOD
        return Outcome.OTHER


def _counted(row: Any, turn: str, since: _Events, step: Step | None) -> Turn:
    said = json.loads(row.data)
    if (said.get("metadata") or {}).get("turn") != turn:
        return Turn(step=step)
    parsed = said.get("parse_data") or {}
    confidence = (parsed.get("intent") or {}).get("confidence")
    return Turn(since.outcome, row.intent_name, confidence, step, _reading(said, parsed))


def _reading(said: dict[str, Any], parsed: dict[str, Any]) -> Reading:
    asks = parsed.get("asks") or []
    ranking = parsed.get("intent_ranking") or []
    likely = sorted((each.get("confidence") or 0.0 for each in ranking), reverse=True)
    first, second, *_ = (*likely, 0.0, 0.0)
    return Reading(
        tuple(sorted({point for ask in asks for point in ask.get("points") or ()})),
        first - second,
        (said.get("metadata") or {}).get("said") or "",
    )
