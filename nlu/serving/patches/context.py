"""Messages that know what was said before them: an answer is read as one to its question."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.components.context import said_before
from nlu.serving.patches.register import replaces

_parse = MessageProcessor._parse_message_with_graph


@replaces(
    MessageProcessor,
    "_parse_message_with_graph",
    library="rasa 3.6.21",
    source="fbf31230d2d5ac344ef4bf13e9a04bdd106785ddf5c8b01b8963eec25546fb6d",
    spares="nothing: with it, the model sees what was asked (stock Rasa parses text alone)",
)
def parse_message_with_graph(
    self: MessageProcessor,
    message: UserMessage,
    tracker: DialogueStateTracker,
    only_output_properties: bool = True,
) -> dict[str, Any]:
    """Hand what was said before to the components, with the message's metadata."""
    message.metadata = {**(message.metadata or {}), **said_before(tracker)}
    parsed: dict[str, Any] = _parse(self, message, tracker, only_output_properties)
    return parsed
