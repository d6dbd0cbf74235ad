"""A message owed: to whom, about what, by which channel, and all that is needed to write it."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from booking.model import Interview


class Kind(StrEnum):
    """Whom a message addresses; the values are kept in the database."""

    STAFF = "staff"
    VISITOR = "visitor"


class Topic(StrEnum):
    """What a message tells of; the values are kept in the database.

    The first four are those of `booking.model.Change`. A summary is of a day, not of an interview.
    """

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    CORRECTED = "corrected"
    QUESTION = "question"
    REMINDER_DAY = "reminder_day"
    REMINDER_HOUR = "reminder_hour"
    BOUNCED = "bounced"
    SUMMARY = "summary"


class Channel(StrEnum):
    """How a message leaves; the values are kept in the database."""

    EMAIL = "email"
    WEBHOOK = "webhook"
    CALDAV = "caldav"


@dataclass(frozen=True)
class Snapshot:
    """An interview as it was when the message became due; times are aware and in UTC.

    A field added later needs a default, since messages written before it may still wait.
    """

    reference: str
    uid: str
    sequence: int
    start: datetime
    end: datetime
    visitor_name: str
    visitor_email: str
    visitor_phone: str | None
    questions: tuple[str, ...] = ()
    interviewer_name: str | None = None
    recipient_name: str | None = None
    previous_start: datetime | None = None
    """When a moved interview was to begin before."""
    first_message_id: str | None = None
    """The first message of this interview to the same person, which this one follows."""
    failed_topic: Topic | None = None
    """What the visitor was not told, where staff read that a message failed."""
    failure_code: str | None = None
    """What the visitor's mail server refused it with; None where it was given up."""

    @classmethod
    def of(cls, interview: Interview, **more: Any) -> Snapshot:
        """Make the snapshot of an interview; `more` is what the interview does not know."""
        return cls(
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

    def to_json(self) -> dict[str, Any]:
        """Write the snapshot in values that JSON knows."""
        values: dict[str, Any] = _SNAPSHOT.dump_python(self, mode="json")
        return values


@dataclass(frozen=True)
class QuestionSnapshot:
    """A question put to the school; `asked_at` is aware and in UTC."""

    text: str
    email: str | None
    asked_at: datetime
    recipient_name: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Write the snapshot in values that JSON knows."""
        values: dict[str, Any] = _QUESTION.dump_python(self, mode="json")
        return values


@dataclass(frozen=True)
class Message:
    """A message that this process has claimed, until `claimed_until`, to deliver."""

    id: int
    kind: Kind
    topic: Topic
    channel: Channel
    recipient: str
    message_id: str
    created_at: datetime
    attempts: int
    claimed_until: datetime
    payload: dict[str, Any]
    interview_id: int | None = None

    @property
    def snapshot(self) -> Snapshot:
        """The interview that the message tells of."""
        return _SNAPSHOT.validate_python(self.payload, strict=False)

    @property
    def question(self) -> QuestionSnapshot:
        """The question that the message tells of, where that is its topic."""
        return _QUESTION.validate_python(self.payload, strict=False)


def identity(*what: object) -> str:
    """Name a message by what it is, so that a repeat of it is recognised as one."""
    digest = hashlib.sha256(" ".join(map(str, what)).encode()).digest()[:15]
    return base64.b32encode(digest).decode().lower()


_SNAPSHOT = TypeAdapter(Snapshot)
_QUESTION = TypeAdapter(QuestionSnapshot)
