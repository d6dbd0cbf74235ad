"""Tell how a model reads phrases, each after what was said before it, as Rasa would serve it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.trackers import DialogueStateTracker


def read_all(model: Path, phrases: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    """Read phrases (`text`, `said`, `job`) with a model. Raises ValueError where there is none."""
    if not model.is_file():  # Rasa would take another one of its folder
        raise ValueError(f"{model} is no file")
    agent = Agent()
    agent.load_model(str(model))
    processor = agent.processor
    if processor is None:
        raise ValueError(f"{model} holds no model")
    before = DialogueStateTracker.from_events("", [])
    return [
        _reading(
            processor._parse_message_with_graph(UserMessage(each["text"], metadata=each), before)
        )
        for each in phrases
    ]


def _reading(parsed: dict[str, Any]) -> dict[str, Any]:
    intent, asks = parsed["intent"], parsed.get("asks") or []
    of_intent = [ask for ask in asks if ask["intent"] == intent["name"]]
    return {
        "intent": intent["name"],
        "points": sorted({point for ask in of_intent for point in ask["points"]}),
        "confidence": intent["confidence"],
    }
