"""Who must be told of a change, and the outbox rows that tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from booking.model import Change, InterviewEvent
from notify import schema, tools
from notify.message import Channel, Kind, Snapshot, Topic, identity


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
        .where(outbox.interview_id == event.interview.id, outbox.channel == Channel.EMAIL)
        .order_by(outbox.id)
    ).all()
    domain = staff_email.rpartition("@")[2].encode("idna").decode()
    previous_start = _previous_start(event, earlier)
    mails = [
        {
            "interview_id": event.interview.id,
            "kind": recipient.kind,
            "topic": Topic(event.change),
            "channel": Channel.EMAIL,
            "recipient": recipient.email,
            "message_id": _message_id(event, recipient, domain),
            "payload": _snapshot(event, recipient, earlier, previous_start).to_json(),
            "created_at": event.at,
            "due_at": event.at,
            "attempts": 0,
        }
        for recipient in recipients(connection, event, staff_email)
    ]
    return mails + tools.rows(connection, event, previous_start)


def _previous_start(
    event: InterviewEvent, earlier: Sequence[Row[Any, Any, Any, Any]]
) -> datetime | None:
    was_moved = bool(earlier) and event.change is Change.MOVED
    return datetime.fromisoformat(earlier[-1].payload["start"]) if was_moved else None


def _snapshot(
    event: InterviewEvent,
    recipient: Recipient,
    earlier: Sequence[Row[Any, Any, Any, Any]],
    previous_start: datetime | None,
) -> Snapshot:
    to_the_same = [
        row.message_id
        for row in earlier
        if (row.kind, row.recipient) == (recipient.kind, recipient.email)
    ]
    return Snapshot.of(
        event.interview,
        recipient_name=recipient.name,
        previous_start=previous_start,
        first_message_id=to_the_same[0] if to_the_same else None,
    )


def _message_id(event: InterviewEvent, recipient: Recipient, domain: str) -> str:
    name = identity(event.interview.uid, event.interview.sequence, recipient.key)
    return f"<{name}@{domain}>"
