"""Who must be told of a change or a question, and the outbox rows that tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from booking.model import Change, Interview, InterviewEvent
from booking.questions import Question
from notify.announcements import integrations, reminders
from notify.outbox import schema
from notify.outbox.message import Channel, Kind, QuestionSnapshot, Snapshot, Topic, identity


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
        .where(
            outbox.interview_id == interview.id,
            outbox.topic.not_in(reminders.TOPICS),
            outbox.channel == Channel.EMAIL,
        )
        .order_by(outbox.id)
    ).all()
    visitor = Recipient(Kind.VISITOR, interview.visitor.email, interview.visitor.name, "visitor")
    told = [(to, change, event.at) for to in (*staff(connection, staff_email), visitor)]
    moments = reminders.moments(interview, event.at)
    told.extend((visitor, topic, due_at) for topic, due_at in moments.items())
    previous_start = _previous_start(event, earlier)

    def name(recipient: Recipient, topic: Topic) -> str:
        return message_id(_identity(interview, recipient, topic), staff_email)

    mails = [
        {
            "interview_id": interview.id,
            "kind": recipient.kind,
            "topic": topic,
            "channel": Channel.EMAIL,
            "recipient": recipient.email,
            "message_id": name(recipient, topic),
            "payload": Snapshot.of(
                interview,
                recipient_name=recipient.name,
                previous_start=previous_start,
                first_message_id=_followed(
                    recipient, earlier, None if topic is change else name(recipient, change)
                ),
            ).to_json(),
            "created_at": event.at,
            "due_at": due_at,
            "attempts": 0,
        }
        for recipient, topic, due_at in told
    ]
    return mails + integrations.rows(connection, event, previous_start)


def _previous_start(
    event: InterviewEvent, earlier: Sequence[Row[Any, Any, Any, Any]]
) -> datetime | None:
    was_moved = bool(earlier) and event.change is Change.MOVED
    return datetime.fromisoformat(earlier[-1].payload["start"]) if was_moved else None


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
    """Name an e-mail by what it is, so that a repeat of it is recognised as one."""
    domain = staff_email.rpartition("@")[2].encode("idna").decode()
    return f"<{identity(what)}@{domain}>"


def _followed(
    recipient: Recipient, earlier: Sequence[Row[Any, Any, Any, Any]], confirmation: str | None
) -> str | None:
    """Find what a message follows: the first one to the same person, or else the confirmation."""
    to_the_same = [
        row.message_id
        for row in earlier
        if (row.kind, row.recipient) == (recipient.kind, recipient.email)
    ]
    return to_the_same[0] if to_the_same else confirmation


def _identity(interview: Interview, recipient: Recipient, topic: Topic) -> str:
    what = f"{interview.uid} {interview.sequence} {recipient.key}"
    return f"{what} {topic}" if topic in reminders.TOPICS else what
