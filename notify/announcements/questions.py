"""What is sent when a visitor has put a question to the school, and when it is answered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from booking.questions import Question
from notify.announcements.recipients import Recipient, staff_recipients
from notify.outbox.message import (
    AnswerSnapshot,
    Audience,
    Draft,
    QuestionSnapshot,
    Topic,
    email_message_id,
)


def question_drafts(connection: Connection, question: Question, staff_email: str) -> list[Draft]:
    """Write the e-mails about a question: one to each of the staff."""
    recipients = staff_recipients(connection, staff_email)
    return [_draft(question, recipient, staff_email) for recipient in recipients]


def answer_draft(
    question_id: int, email: str, answer: AnswerSnapshot, now: datetime, staff_email: str
) -> Draft:
    """Write the e-mail that answers a question."""
    visitor = Recipient(Audience.VISITOR, email, None, "visitor")
    about = f"answer {question_id} {answer.asked_at.isoformat()}"
    message_id = email_message_id(about, staff_email)
    payload = answer.to_json()
    return visitor.draft(Topic.ANSWER, message_id, payload, now, question_id=question_id)


def _draft(question: Question, recipient: Recipient, staff_email: str) -> Draft:
    asked_at = question.created_at
    about = f"question {question.id} {asked_at.isoformat()} {recipient.key}"
    call = question.callback
    snapshot = QuestionSnapshot(
        question.text,
        question.email,
        asked_at,
        recipient.name,
        phone=call.phone if call else None,
        call_when=call.when if call else None,
    )
    return recipient.draft(
        Topic.QUESTION,
        email_message_id(about, staff_email),
        snapshot.to_json(),
        asked_at,
        question_id=question.id,
    )
