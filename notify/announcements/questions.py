"""What is sent when a visitor has put a question to the school, and when it is answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from booking import schema as booking_schema
from booking.questions import Question
from notify import schema
from notify.announcements.recipients import Person, Recipient, staff_recipients
from notify.outbox.message import (
    AnswerSnapshot,
    Audience,
    Draft,
    QuestionSnapshot,
    Topic,
    email_message_id,
)

MOST_AN_HOUR = 20
"""How many questions within an hour staff read in e-mails of their own."""

_HOUR = timedelta(hours=1)


def question_drafts(connection: Connection, question: Question, staff_email: str) -> list[Draft]:
    """Write the e-mails about a question: one to each of the staff.

    Where many come in an hour, one e-mail tells how many; they all stand in the console.
    """
    recipients = staff_recipients(connection, staff_email)
    if _count(connection, Topic.QUESTION, question.created_at) < MOST_AN_HOUR * len(recipients):
        return [_draft(question, recipient, staff_email) for recipient in recipients]
    if _count(connection, Topic.QUESTIONS, question.created_at):
        return []  # the one that waits, or was just sent, tells of this one or the next does
    return [_many_draft(question.created_at, recipient, staff_email) for recipient in recipients]


def assigned_draft(
    question: Question, person: Person, given_by: str | None, now: datetime, staff_email: str
) -> Draft:
    """Write the e-mail to whom a colleague gives a question."""
    recipient = Recipient(Audience.STAFF, person.email, person.name, person.email)
    about = f"assigned {question.id} {now.isoformat()} {recipient.key}"
    message_id = email_message_id(about, staff_email)
    payload = _snapshot(question, recipient, given_by).to_json()
    return recipient.draft(Topic.ASSIGNED, message_id, payload, now, question_id=question.id)


def given_back_drafts(
    connection: Connection, question: Question, before: Person, now: datetime, staff_email: str
) -> list[Draft]:
    """Write the e-mails about a question that was somebody's, who left: one to each of the staff.

    They knew of it, and that it was no matter of theirs.
    """
    others = [
        each
        for each in staff_recipients(connection, staff_email)
        if each.email.lower() != before.email.lower()
    ]
    return [
        each.draft(
            Topic.QUESTION,
            email_message_id(f"given back {question.id} {now.isoformat()} {each.key}", staff_email),
            _snapshot(question, each, was_of=before.name).to_json(),
            now,
            question_id=question.id,
        )
        for each in others
    ]


def answer_draft(
    question_id: int, email: str, answer: AnswerSnapshot, now: datetime, staff_email: str
) -> Draft:
    """Write the e-mail that answers a question."""
    visitor = Recipient(Audience.VISITOR, email, None, "visitor")
    about = f"answer {question_id} {answer.asked_at.isoformat()}"
    message_id = email_message_id(about, staff_email)
    payload = answer.to_json()
    return visitor.draft(Topic.ANSWER, message_id, payload, now, question_id=question_id)


def count_since(connection: Connection, since: datetime, until: datetime) -> int:
    """Count the questions that came after one moment, until another."""
    asked = booking_schema.school_question.c.created_at
    query = select(func.count()).select_from(booking_schema.school_question)
    return connection.execute(query.where(asked >= since, asked <= until)).scalar_one()


def _count(connection: Connection, topic: Topic, now: datetime) -> int:
    outbox = schema.outbox.c
    query = select(func.count()).select_from(schema.outbox)
    lately = query.where(outbox.topic == topic, outbox.created_at > now - _HOUR)
    return connection.execute(lately).scalar_one()


def _many_draft(now: datetime, recipient: Recipient, staff_email: str) -> Draft:
    message_id = email_message_id(f"questions {now.isoformat()} {recipient.key}", staff_email)
    payload = {"topic": Topic.QUESTIONS.value, "since": now.isoformat()}
    return recipient.draft(Topic.QUESTIONS, message_id, payload, now, due_at=now + _HOUR)


def _draft(question: Question, recipient: Recipient, staff_email: str) -> Draft:
    asked_at = question.created_at
    about = f"question {question.id} {asked_at.isoformat()} {recipient.key}"
    return recipient.draft(
        Topic.QUESTION,
        email_message_id(about, staff_email),
        _snapshot(question, recipient).to_json(),
        asked_at,
        question_id=question.id,
    )


def _snapshot(
    question: Question,
    recipient: Recipient,
    given_by: str | None = None,
    was_of: str | None = None,
) -> QuestionSnapshot:
    call = question.callback
    return QuestionSnapshot(
        question.text,
        question.email,
        question.created_at,
        recipient.name,
        phone=call.phone if call else None,
        call_when=call.when if call else None,
        given_by=given_by,
        was_of=was_of,
    )
