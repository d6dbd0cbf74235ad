"""Telling staff that a visitor's e-mail does not arrive, so that they can call."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from booking import store
from notify.announcements import change_messages
from notify.outbox import schema
from notify.outbox.message import Channel, Kind, Message, Snapshot, Topic

_CODE = re.compile(r"\d{3}( \d\.\d{1,3}\.\d{1,3})?(?=:)")


def rows(
    connection: Connection, failed: Message, staff_email: str, now: datetime, refusal: str | None
) -> list[dict[str, Any]]:
    """Make the outbox rows that tell the staff of a message that failed for good.

    `refusal` is why it was refused, None where it was given up. Staff are told once of each
    address of an interview, and never of messages to themselves: that might go on for ever.
    """
    if failed.kind is not Kind.VISITOR or failed.interview_id is None:
        return []
    interview = store.find_interview(connection, id=failed.interview_id)
    if interview is None or interview.visitor.email != failed.recipient:
        return []  # the address was corrected since
    code = None if refusal is None else _code(refusal)
    made = [
        {
            "interview_id": interview.id,
            "kind": person.kind,
            "topic": Topic.BOUNCED,
            "channel": Channel.EMAIL,
            "recipient": person.email,
            "message_id": change_messages.message_id(
                f"{interview.uid} {person.key} bounced {failed.recipient}", staff_email
            ),
            "payload": Snapshot.of(
                interview,
                recipient_name=person.name,
                failed_topic=failed.topic,
                failure_code=code,
            ).to_json(),
            "created_at": now,
            "due_at": now,
            "attempts": 0,
        }
        for person in change_messages.staff(connection, staff_email)
    ]
    told = select(schema.outbox.c.message_id).where(
        schema.outbox.c.interview_id == interview.id, schema.outbox.c.topic == Topic.BOUNCED
    )
    told_already = set(connection.execute(told).scalars())
    return [row for row in made if row["message_id"] not in told_already]


def _code(refusal: str) -> str:
    """Read what the visitor's server answered; empty where it was not asked."""
    match = _CODE.match(refusal)
    return match.group() if match else ""
