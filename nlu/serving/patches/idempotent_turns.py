"""A message that is sent again is answered again, and handled once.

A process may die after it wrote a turn and before it answered. Whoever then sends the message
again gives the same `turn` in its metadata, and says that it is `again`: if the conversation holds
that turn already, what was answered is said again, and nothing else happens.
"""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

_handle = MessageProcessor.handle_message


def handle_once() -> None:
    """Have Rasa recognise messages that are sent again; call it before a model is loaded."""
    MessageProcessor.handle_message = _handle_once


async def _handle_once(self: MessageProcessor, message: UserMessage) -> list[dict[str, Any]] | None:
    metadata = message.metadata or {}
    if metadata.get("again"):
        tracker = await self.get_tracker(message.sender_id)
        said = _answers(tracker, metadata.get("turn"))
        if said is not None:
            for bubble in said:
                await message.output_channel.send_response(message.sender_id, bubble.message())
            return None
    return await _handle(self, message)


def _answers(tracker: DialogueStateTracker, turn: str | None) -> list[BotUttered] | None:
    """Give what was answered to a turn; None where the conversation does not hold it."""
    answers: list[BotUttered] = []
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered):
            answers.insert(0, event)
        elif isinstance(event, UserUttered):
            if event.metadata.get("turn") == turn:
                return answers
            answers = []
    return None
