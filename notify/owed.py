"""Who must be told of a change or a question, and the outbox rows that tell them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from booking.model import Change, InterviewEvent
from booking.questions import Question
from notify import schema
from notify.message import Channel, Kind, QuestionSnapshot, Snapshot, Topic


@dataclass(frozen=True)
class Recipient:
    """Someone to be told; `key` is what tells them from the others told of the same change."""

    kind: Kind
    email: str
    name: str | None
    key: str


def recipients(connection: Connection, event: InterviewEvent, staff_email: str) -> list[Recipient]:
    """List who is told of a change: the staff and the visitor."""
    visitor = event.interview.visitor
    return [
        *_staff(connection, staff_email),
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
    return [
        {
            "interview_id": event.interview.id,
            "kind": recipient.kind,
            "topic": Topic(event.change),
            "channel": Channel.EMAIL,
            "recipient": recipient.email,
            "message_id": _message_id(
                f"{event.interview.uid} {event.interview.sequence} {recipient.key}", staff_email
            ),
            "payload": _snapshot(event, recipient, earlier).to_json(),
            "created_at": event.at,
            "due_at": event.at,
            "attempts": 0,
        }
        for recipient in recipients(connection, event, staff_email)
    ]


def question_rows(
    connection: Connection, question: Question, staff_email: str
) -> list[dict[str, Any]]:
    """Make the outbox rows of a question: one for each of the staff."""
    return [
        {
            "question_id": question.id,
            "kind": recipient.kind,
            "topic": Topic.QUESTION,
            "channel": Channel.EMAIL,
            "recipient": recipient.email,
            "message_id": _message_id(
                f"question {question.id} {question.created_at.isoformat()} {recipient.key}",
                staff_email,
            ),
            "payload": QuestionSnapshot(
                question.text, question.email, question.created_at, recipient.name
            ).to_json(),
            "created_at": question.created_at,
            "due_at": question.created_at,
            "attempts": 0,
        }
        for recipient in _staff(connection, staff_email)
    ]


def _staff(connection: Connection, staff_email: str) -> list[Recipient]:
    """List the staff or, where none is named, one address."""
    people = connection.execute(select(schema.staff).order_by(schema.staff.c.id)).all()
    staff = [Recipient(Kind.STAFF, row.email, row.name, f"staff {row.id}") for row in people]
    return staff or [Recipient(Kind.STAFF, staff_email, None, "staff")]


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


def _message_id(what: str, staff_email: str) -> str:
    """Name a message by what it is, so that a repeat of it is recognised as one."""
    domain = staff_email.rpartition("@")[2].encode("idna").decode()
    digest = hashlib.sha256(what.encode()).digest()[:15]
    return f"<{base64.b32encode(digest).decode().lower()}@{domain}>"
