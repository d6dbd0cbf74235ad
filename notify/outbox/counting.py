"""How messages ended, counted without whom they were for: erasing a visitor takes nothing away."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert

from notify.outbox.message import Message
from notify.schema import delivery


def count(connection: Connection, message: Message, now: datetime, *, is_delivered: bool) -> None:
    """Count a message that was taken by the recipient's server, or given up for good."""
    connection.execute(
        insert(delivery).values(
            at=now, audience=message.audience, channel=message.channel, is_delivered=is_delivered
        )
    )


def forget(connection: Connection, before: datetime) -> None:
    """Delete what was counted before a time."""
    connection.execute(delete(delivery).where(delivery.c.at < before))
