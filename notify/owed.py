"""Who must be told of a change, and the outbox rows that tell them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from booking.model import Change, InterviewEvent
from notify import schema
from notify.message import Channel, Kind, Snapshot, Topic


@dataclass(frozen=True)
class Recipient:
    """Someone to be told; `key` is what tells them from the others told of the same change."""

    kind: Kind
    email: str
    name: str | None
    key: str


def recipients(connection: Connection, event: InterviewEvent, staff_email: str) -> list[Recipient]:
    """List who is told of a change: the staff or, where none is named, one address; the visitor."""
    visitor = event.interview.visitor
    people = connection.execute(select(schema.staff).order_by(schema.staff.c.id)).all()
    staff = [Recipient(Kind.STAFF, row.email, row.name, f"staff {row.id}") for row in people]
    return [
        *(staff or [Recipient(Kind.STAFF, staff_email, None, "staff")]),
        Recipient(Kind.VISITOR, visitor.email, visitor.name, "visitor"),
    ]


def rows(connection: Connection, event: InterviewEvent, staff_email: str) -> list[dict[str, Any]]:
    """Make the outbox rows of a change; in its transaction, for earlier messages are read."""
    outbox = schema.outbox.c
    earlier = connection.execute(
        select(outbox.kind, outbox.recipient, outbox.message_id, outbox.payload)
        .where(outbox.interview_id == event.interview.id)
        .order_by(outbox.id)
    ).all()
    domain = staff_email.rpartition("@")[2].encode("idna").decode()
    return [
        {
            "interview_id": event.interview.id,
            "kind": recipient.kind,
            "topic": Topic(event.change),
            "channel": Channel.EMAIL,
            "recipient": recipient.email,
            "message_id": _message_id(event, recipient, domain),
            "payload": _snapshot(event, recipient, earlier).to_json(),
            "created_at": event.at,
            "due_at": event.at,
            "attempts": 0,
        }
        for recipient in recipients(connection, event, staff_email)
    ]


def _snapshot(
    event: InterviewEvent, recipient: Recipient, earlier: Sequence[Row[Any, Any, Any, Any]]
) -> Snapshot:
    to_the_same = [
        row.message_id
        for row in earlier
        if (row.kind, row.recipient) == (recipient.kind, recipient.email)
    ]
    was_moved = bool(earlier) and event.change is Change.MOVED
    interview = event.interview
    return Snapshot(
        reference=interview.reference,
        uid=interview.uid,
        sequence=interview.sequence,
        start=interview.start,
        end=interview.end,
        visitor_name=interview.visitor.name,
        visitor_email=interview.visitor.email,
        visitor_phone=interview.visitor.phone,
        questions=interview.questions,
        interviewer_name=interview.interviewer.name,
        recipient_name=recipient.name,
        previous_start=(
            datetime.fromisoformat(earlier[-1].payload["start"]) if was_moved else None
        ),
        first_message_id=to_the_same[0] if to_the_same else None,
    )


def _message_id(event: InterviewEvent, recipient: Recipient, domain: str) -> str:
    """Name a message by what it is, so that a repeat of it is recognised as one."""
    what = f"{event.interview.uid} {event.interview.sequence} {recipient.key}"
    digest = hashlib.sha256(what.encode()).digest()[:15]
    return f"<{base64.b32encode(digest).decode().lower()}@{domain}>"
