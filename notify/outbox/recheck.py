"""Messages that were written for later are checked again when they are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, func, or_, select

from booking import store
from booking.questions import is_open
from french.paris import PARIS
from notify import schema
from notify.announcements import earlier, questions, reminders, summary
from notify.outbox.message import Audience, Message, Topic

RECHECKED = reminders.TOPICS | {Topic.SUMMARY, Topic.QUESTIONS, Topic.EARLIER, Topic.ASSIGNED}
"""The topics that are checked again; all others are sent as they were written."""

_A_DAY = timedelta(days=1)


class NoLongerNeeded(Exception):
    """A message should not be sent any more. The reason names no person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotTheirs(NoLongerNeeded):
    """A message should go to others than it was written to."""

    def __init__(self) -> None:
        super().__init__("whom it was for is told no more")


def recheck(connection: Connection, message: Message, now: datetime) -> Message:
    """Bring a claimed message up to date. Raises NoLongerNeeded."""
    if message.topic in reminders.TOPICS:
        interview = store.interview_by_id(connection, message.interview_id)
        mails = _mails_today(connection, message, now)
        reason = reminders.reason_to_drop(message.topic, message.snapshot, interview, mails, now)
        if reason is not None:
            raise NoLongerNeeded(reason)
    if message.topic is Topic.EARLIER:
        interview = store.interview_by_id(connection, message.interview_id)
        reason = earlier.reason_to_drop(message.snapshot, interview, now)
        if reason is not None:
            raise NoLongerNeeded(reason)
    if message.topic is Topic.ASSIGNED and not is_open(connection, message.question_id or 0):
        raise NoLongerNeeded("the question is answered")
    if message.topic is Topic.SUMMARY:
        return _with_summary(connection, message, now)
    if message.topic is Topic.QUESTIONS:
        since = datetime.fromisoformat(message.payload["since"])
        count = questions.count_since(connection, since, now)
        return replace(message, payload={**message.payload, "count": count})
    return message


def _with_summary(connection: Connection, message: Message, now: datetime) -> Message:
    request = summary.read_request(message.payload)
    if now.astimezone(PARIS).date() != request.until.astimezone(PARIS).date():
        raise NoLongerNeeded("the day is over")
    content = summary.read(connection, request)
    if not content:
        raise NoLongerNeeded("there is nothing to say")
    return replace(message, payload=summary.to_json(content))


def _mails_today(connection: Connection, message: Message, now: datetime) -> int:
    """Count the e-mails that a visitor got within a day, or is being sent before this one."""
    outbox = schema.outbox.c
    return connection.execute(
        select(func.count())
        .select_from(schema.outbox)
        .where(
            outbox.recipient == message.recipient,
            outbox.kind == Audience.VISITOR,
            or_(
                outbox.sent_at > now - _A_DAY,
                and_(outbox.claimed_until > now, outbox.id < message.id),
            ),
        )
    ).scalar_one()
