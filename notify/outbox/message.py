"""A message: to whom, about what, by which channel, and all that is needed to write it."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row

from booking.model import Interview


class Audience(StrEnum):
    """Who a message is for; the values are in the database, in the column `kind`."""

    STAFF = "staff"
    VISITOR = "visitor"


class Topic(StrEnum):
    """What a message is about; the values are in the database.

    The first five and LAPSED are those of `booking.model.Change`. A summary is of a day, not of an
    interview; a disk is a machine's, a page the school's, and so is a paragraph for it.
    """

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    CORRECTED = "corrected"
    NOTED = "noted"
    QUESTION = "question"
    ASSIGNED = "assigned"
    """A question is somebody's now, by a colleague's decision."""
    REMINDER_DAY = "reminder_day"
    REMINDER_HOUR = "reminder_hour"
    BOUNCED = "bounced"
    SUMMARY = "summary"
    SIGN_IN = "sign_in"
    ANSWER = "answer"
    MISSED = "missed"
    EARLIER = "earlier"
    DISK = "disk"
    PAGE = "page"
    TO_CONFIRM = "to_confirm"
    """A visitor is asked to confirm the address, and so the interview."""
    LAPSED = "lapsed"
    """That was not done: the place is free again."""
    PARAGRAPH = "paragraph"
    """A webmaster is asked to put a paragraph on the page."""
    ON_PAGE = "on_page"
    """The page answers now what a visitor had asked."""
    QUESTIONS = "questions"
    """How many questions came that no e-mail of their own tells of."""


class Channel(StrEnum):
    """How a message is sent; the values are in the database."""

    EMAIL = "email"
    WEBHOOK = "webhook"
    CALDAV = "caldav"


@dataclass(frozen=True)
class Snapshot:
    """An interview as it was when the message was written; times are aware and in UTC.

    A field added later needs a default: messages written before it may still wait.
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
    """When a moved interview was to begin before it was moved."""
    corrected: tuple[tuple[str, str | None], ...] = ()
    """Which details were corrected (name, email, phone), each with what stood there before."""
    first_message_id: str | None = None
    """The first message about this interview to the same person, to which this one replies."""
    offers: tuple[tuple[datetime, str], ...] = ()
    """Other times for a visitor who did not come, each with the address that books it."""
    failed_topic: Topic | None = None
    """What the visitor was not told, if this tells staff that a message failed."""
    confirm_by: datetime | None = None
    """Until when the visitor is to confirm the address, if that is needed."""
    visitor_zone: str | None = None
    """The visitor's own time zone, as the zone database names it."""
    offered_start: datetime | None = None
    """When a place that was given up begins, if this offers it; and until when it does."""
    offered_until: datetime | None = None
    visitor_note: str | None = None
    """What the visitor wants the interviewer to know beforehand."""
    failure_code: str | None = None
    """The code with which the visitor's mail server refused it; None if it was given up."""

    awaits_answer: bool = False
    """Whether the school moved it, and asks the visitor whether that suits."""

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
            confirm_by=interview.confirm_by,
            visitor_zone=interview.zone,
            visitor_note=interview.note,
            awaits_answer=interview.awaits_answer,
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
    phone: str | None = None
    """Where the visitor wants to be called; None: nowhere."""
    call_when: str | None = None
    given_by: str | None = None
    """Who gave the question to the recipient, if somebody did."""
    was_of: str | None = None
    """Whose it was before, who has left or answers no more: it is everybody's again."""

    def to_json(self) -> dict[str, Any]:
        """Write the snapshot in values that JSON knows."""
        values: dict[str, Any] = _QUESTION.dump_python(self, mode="json")
        return values


@dataclass(frozen=True)
class AnswerSnapshot:
    """The school's answer to a question, which its visitor may reply to at `reply_to`.

    `others` are the numbers of more questions of the same visitor that it answers.
    """

    question: str
    answer: str
    asked_at: datetime
    reply_to: str
    answered_by: str
    others: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Write the snapshot in values that JSON knows."""
        values: dict[str, Any] = _ANSWER.dump_python(self, mode="json")
        return values


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A message to be put into the outbox; it is sent from `due_at` on. Times are aware.

    `message_id` is unique: it names what the message says and to whom.
    """

    audience: Audience
    topic: Topic
    channel: Channel
    recipient: str
    message_id: str
    payload: dict[str, Any]
    created_at: datetime
    due_at: datetime
    interview_id: int | None = None
    question_id: int | None = None

    def to_row(self) -> dict[str, Any]:
        """Return the columns of the table `outbox`."""
        return {
            "interview_id": self.interview_id,
            "question_id": self.question_id,
            "kind": self.audience,
            "topic": self.topic,
            "channel": self.channel,
            "recipient": self.recipient,
            "message_id": self.message_id,
            "payload": self.payload,
            "created_at": self.created_at,
            "due_at": self.due_at,
            "attempts": 0,
        }


@dataclass(frozen=True)
class Message:
    """A message of the outbox that this process has claimed, until `claimed_until`, to deliver."""

    id: int
    audience: Audience
    topic: Topic
    channel: Channel
    recipient: str
    message_id: str
    created_at: datetime
    attempts: int
    claimed_until: datetime
    payload: dict[str, Any]
    interview_id: int | None = None
    question_id: int | None = None

    @classmethod
    def from_row(cls, row: Row[Any]) -> Message:
        """Make the message of a claimed row of the table `outbox`."""
        return cls(
            id=row.id,
            audience=Audience(row.kind),
            topic=Topic(row.topic),
            channel=Channel(row.channel),
            recipient=row.recipient,
            message_id=row.message_id,
            created_at=row.created_at,
            attempts=row.attempts,
            claimed_until=row.claimed_until,
            payload=row.payload,
            interview_id=row.interview_id,
            question_id=row.question_id,
        )

    @property
    def snapshot(self) -> Snapshot:
        """The interview that the message is about."""
        return _SNAPSHOT.validate_python(self.payload, strict=False)

    @property
    def question(self) -> QuestionSnapshot:
        """The question that the message is about, if that is its topic."""
        return _QUESTION.validate_python(self.payload, strict=False)

    @property
    def answer(self) -> AnswerSnapshot:
        """The answer that the message is, if that is its topic."""
        return _ANSWER.validate_python(self.payload, strict=False)


def stable_id(*parts: object) -> str:
    """Derive an id from what a message is about: a repeat of the message has the same id."""
    digest = hashlib.sha256(" ".join(map(str, parts)).encode()).digest()[:15]
    return base64.b32encode(digest).decode().lower()


def email_message_id(about: str, staff_email: str) -> str:
    """Derive a Message-ID, in the domain of `staff_email`, from what an e-mail is about."""
    domain = staff_email.rpartition("@")[2].encode("idna").decode()
    return f"<{stable_id(about)}@{domain}>"


_SNAPSHOT = TypeAdapter(Snapshot)
_QUESTION = TypeAdapter(QuestionSnapshot)
_ANSWER = TypeAdapter(AnswerSnapshot)
