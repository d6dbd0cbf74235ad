"""Idempotent turns: a message that is sent again is answered again, and handled once.

A process may die after it wrote a turn and before it answered. The web then sends the message again
with the same `turn` in its metadata, and says that it is `again`: if the conversation holds that
turn already, its answers are said again, and nothing else happens.
"""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.serving.patches.register import replaces

_handle_message = MessageProcessor.handle_message


@replaces(
    MessageProcessor,
    "handle_message",
    library="rasa 3.6.21",
    source="6b9ae08a4b41a60cd15f12ec269934fcf6a8db6b10fd3f4bd25ea4cea2cdfa17",
    spares="a message handled twice where Rasa died before it answered",
)
async def handle_message(
    self: MessageProcessor, message: UserMessage
) -> list[dict[str, Any]] | None:
    """Handle a message, unless it is sent again and was handled already."""
    metadata = message.metadata or {}
    if metadata.get("again"):
        tracker = await self.get_tracker(message.sender_id)
        answers = _answers_to(metadata.get("turn"), tracker)
        if answers is not None:
            for answer in answers:
                await message.output_channel.send_response(message.sender_id, answer.message())
            return None
    handled: list[dict[str, Any]] | None = await _handle_message(self, message)
    return handled


def _answers_to(turn: str | None, tracker: DialogueStateTracker) -> list[BotUttered] | None:
    """Give what was answered in a turn; None where the conversation does not hold it."""
    answers: list[BotUttered] = []
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered):
            answers.insert(0, event)
        elif isinstance(event, UserUttered):
            if event.metadata.get("turn") == turn:
                return answers
            answers = []
    return None
