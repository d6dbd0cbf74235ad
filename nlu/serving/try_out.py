"""Tell how a model reads phrases, each after what was said before it.

    python -m nlu.serving.try_out MODEL.tar.gz < phrases.json > readings.json

Phrases are a list of `{"text": …, "said": …, "job": …}`; what is told of each, in their order, is
`{"intent": …, "points": […], "confidence": …}`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nlu.serving.unused_imports import compute_on_one_thread, leave_out_unused


def read_all(model: str, phrases: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    """Read phrases with a model. Raises ValueError where the file is none."""
    if not Path(model).is_file():  # Rasa would take another one of its folder
        raise ValueError(f"{model} is no file")
    compute_on_one_thread()
    leave_out_unused()
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage
    from rasa.shared.core.trackers import DialogueStateTracker

    agent = Agent()
    agent.load_model(model)
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


def main() -> None:
    """Read from standard input, write to standard output."""
    json.dump(read_all(sys.argv[1], json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
