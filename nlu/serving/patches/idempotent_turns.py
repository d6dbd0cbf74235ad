"""Idempotent turns: a message that is sent again is answered again, and handled once.

A process may die after it wrote a turn and before it answered. The web then sends the message again
with the same `turn` in its metadata, and says that it is `again`: if the conversation holds answers
to that turn already, they are said again, and nothing else happens.

A turn that could not be written is not answered at all, where Rasa would answer it and forget: the
web then says that it failed, and the visitor sends it again.
"""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.serving.patches.register import replaces

logger = logging.getLogger(__name__)

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
        if answers:
            for answer in answers:
                await message.output_channel.send_response(message.sender_id, answer.message())
            return None
    try:
        handled: list[dict[str, Any]] | None = await _handle_message(self, message)
    except Exception as error:
        # The REST channel catches it, and would send what was said until then.
        if isinstance(message.output_channel, CollectingOutputChannel):
            message.output_channel.messages.clear()
        logger.error("a turn failed, and was not kept (%s)", type(error).__name__)
        raise
    return handled


def _answers_to(turn: str | None, tracker: DialogueStateTracker) -> list[BotUttered]:
    """Give what was answered in a turn; nothing where the conversation does not hold it."""
    answers: list[BotUttered] = []
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered):
            answers.insert(0, event)
        elif isinstance(event, UserUttered):
            if event.metadata.get("turn") == turn:
                return answers
            answers = []
    return []
