"""Who must be told of a change or a question, and the outbox rows that tell them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from booking.model import Change, Interview, InterviewEvent
from booking.questions import Question
from notify import reminders, schema
from notify.message import Channel, Kind, QuestionSnapshot, Snapshot, Topic


@dataclass(frozen=True)
class Recipient:
    """Someone to be told; `key` is what tells them from the others told of the same change."""

    kind: Kind
    email: str
    name: str | None
    key: str


def staff(connection: Connection, staff_email: str) -> list[Recipient]:
    """List the people of the school who are told or, where none is named, one address."""
    people = connection.execute(select(schema.staff).order_by(schema.staff.c.id)).all()
    named = [Recipient(Kind.STAFF, row.email, row.name, f"staff {row.id}") for row in people]
    return named or [Recipient(Kind.STAFF, staff_email, None, "staff")]


def rows(connection: Connection, event: InterviewEvent, staff_email: str) -> list[dict[str, Any]]:
    """Make the outbox rows of a change; in its transaction, for earlier messages are read."""
    outbox = schema.outbox.c
    interview, change = event.interview, Topic(event.change)
    earlier = connection.execute(
        select(outbox.kind, outbox.recipient, outbox.message_id, outbox.payload)
        .where(outbox.interview_id == interview.id, outbox.topic.not_in(reminders.TOPICS))
        .order_by(outbox.id)
    ).all()
    visitor = Recipient(Kind.VISITOR, interview.visitor.email, interview.visitor.name, "visitor")
    told = [(to, change, event.at) for to in (*staff(connection, staff_email), visitor)]
    moments = reminders.moments(interview, event.at)
    told.extend((visitor, topic, due_at) for topic, due_at in moments.items())

    def name(recipient: Recipient, topic: Topic) -> str:
        return message_id(_identity(interview, recipient, topic), staff_email)

    return [
        {
            "interview_id": interview.id,
            "kind": recipient.kind,
            "topic": topic,
            "channel": Channel.EMAIL,
            "recipient": recipient.email,
            "message_id": name(recipient, topic),
            "payload": _snapshot(
                event,
                recipient,
                earlier,
                confirmation=None if topic is change else name(recipient, change),
            ).to_json(),
            "created_at": event.at,
            "due_at": due_at,
            "attempts": 0,
        }
        for recipient, topic, due_at in told
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
            "message_id": message_id(
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
        for recipient in staff(connection, staff_email)
    ]


def message_id(what: str, staff_email: str) -> str:
    """Name a message by what it is, so that a repeat of it is recognised as one."""
    domain = staff_email.rpartition("@")[2].encode("idna").decode()
    digest = hashlib.sha256(what.encode()).digest()[:15]
    return f"<{base64.b32encode(digest).decode().lower()}@{domain}>"


def snapshot(interview: Interview, **more: Any) -> Snapshot:
    """Write down an interview as it is."""
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
        **more,
    )


def _snapshot(
    event: InterviewEvent,
    recipient: Recipient,
    earlier: Sequence[Row[Any, Any, Any, Any]],
    confirmation: str | None,
) -> Snapshot:
    """Write down an interview for a message; a reminder also follows the change's confirmation."""
    to_the_same = [
        row.message_id
        for row in earlier
        if (row.kind, row.recipient) == (recipient.kind, recipient.email)
    ]
    was_moved = bool(earlier) and event.change is Change.MOVED
    return snapshot(
        event.interview,
        recipient_name=recipient.name,
        previous_start=(
            datetime.fromisoformat(earlier[-1].payload["start"]) if was_moved else None
        ),
        first_message_id=to_the_same[0] if to_the_same else confirmation,
    )


def _identity(interview: Interview, recipient: Recipient, topic: Topic) -> str:
    what = f"{interview.uid} {interview.sequence} {recipient.key}"
    return f"{what} {topic}" if topic in reminders.TOPICS else what
