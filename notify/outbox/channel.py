"""What carries messages away, each channel by one of its own, and how that may fail."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from notify.outbox.message import Message


class DeliveryFailure(Exception):
    """A message was not delivered. The reason names no person, for it is kept and logged."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TemporaryFailure(DeliveryFailure):
    """Trying again later may help."""


class PermanentFailure(DeliveryFailure):
    """Trying again will not help."""


class Courier(Protocol):
    """Carries the messages of one channel."""

    async def deliver(self, message: Message, now: datetime) -> None:
        """Hand a message over. Raises TemporaryFailure or PermanentFailure."""
