"""How messages are sent, each channel by its own sender, and how that can fail."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from notify.outbox.message import Message


class DeliveryFailure(Exception):
    """A message was not delivered. The reason is kept and logged, so it names no person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TemporaryFailure(DeliveryFailure):
    """Trying again later may help."""


class PermanentFailure(DeliveryFailure):
    """Trying again will not help."""


class Sender(Protocol):
    """Sends the messages of one channel."""

    async def deliver(self, message: Message, now: datetime) -> None:
        """Deliver a message. Raises TemporaryFailure or PermanentFailure."""
