"""The one place that puts the parts together, for every process alike."""

from __future__ import annotations

from runtime.wiring.conversations import Conversations
from runtime.wiring.messages import Messages


class Services(Messages, Conversations):
    """What actions, pages and commands work with; each part is made when first used."""
