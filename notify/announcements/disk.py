"""What tells staff that a machine's disk fills up, while there is still time to make room."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from notify import schema
from notify.announcements.recipients import staff_recipients
from notify.outbox.message import Draft, Topic, email_message_id

_SAID_AGAIN = timedelta(days=1)


@dataclass(frozen=True)
class Disk:
    """What is left on a machine, and below what new conversations are refused, in megabytes."""

    machine: str
    free_mb: int
    chat_mb: int


def disk_drafts(connection: Connection, disk: Disk, staff_email: str, now: datetime) -> list[Draft]:
    """Write an e-mail to each of the staff; none where one of that machine is a day old or less."""
    outbox = schema.outbox.c
    query = select(outbox.payload).where(
        outbox.topic == Topic.DISK, outbox.created_at > now - _SAID_AGAIN
    )
    if any(said["machine"] == disk.machine for said in connection.execute(query).scalars()):
        return []
    payload = {"topic": Topic.DISK.value, **asdict(disk)}
    return [
        member.draft(
            Topic.DISK,
            email_message_id(f"disk {disk.machine} {now.isoformat()} {member.key}", staff_email),
            payload,
            now,
        )
        for member in staff_recipients(connection, staff_email)
    ]
