"""What was said just before a message, as training examples and the model name it.

A training example may say it as `metadata`, for all examples of its block:

    - intent: deny
      metadata: {said: visitor_phone}
      examples: |
        - je préfère qu'on m'écrive

and `job` and `points` which of a job's points it asks for. When a message is parsed, the same words
come from the tracker (`said_before`), in the metadata of the message.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.understanding.examples import Example
from nlu.understanding.reader import Context

SAID = "said"
JOB = "job"
HAS_INTERVIEW = "has_interview"
_METADATA = "metadata"
_TOLD = "told"
_REQUESTED_SLOT = "requested_slot"
_KNOWN_REFERENCES = "known_references"


def said_before(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Tell what was asked or told last, of which job, and whether the visitor has an interview."""
    asked = tracker.get_slot(_REQUESTED_SLOT) if tracker.active_loop_name else None
    told = tracker.get_slot(_TOLD) or {}
    return {
        SAID: asked or told.get(SAID, ""),
        JOB: tracker.get_slot(JOB) or "",
        HAS_INTERVIEW: bool(tracker.get_slot(_KNOWN_REFERENCES)),
    }


def example_of(message: Message) -> Example:
    """Read a training example with its metadata."""
    of_block = (message.get(_METADATA) or {}).get("intent") or {}
    job = of_block.get(JOB)
    named = of_block.get("points")
    points = None if named is None else tuple(f"{job}/{each}" if job else each for each in named)
    return Example(message.get(TEXT), message.get("intent"), of_block.get(SAID, ""), points)


def context_of(message: Message) -> Context:
    """Read what was said before a message; empty where nobody told."""
    metadata = message.get(_METADATA) or {}
    has_interview = bool(metadata.get(HAS_INTERVIEW))
    return Context(metadata.get(SAID) or "", metadata.get(JOB) or "", has_interview)
