"""Messages that were written for later are looked at again when their time has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, func, or_, select

from booking import store
from french.paris import PARIS
from notify.announcements import reminders, summary
from notify.outbox import schema
from notify.outbox.message import Kind, Message, Topic

TOPICS = reminders.TOPICS | {Topic.SUMMARY}
"""What is looked at again; all else is sent as it was written."""

_A_DAY = timedelta(days=1)


class Unneeded(Exception):
    """A message had better not be sent any more. The reason names no person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def renew(connection: Connection, message: Message, now: datetime) -> Message:
    """Bring a claimed message up to date. Raises Unneeded."""
    if message.topic in reminders.TOPICS:
        interview = store.find_interview(connection, id=message.interview_id)
        mails = _mails_today(connection, message, now)
        reason = reminders.unneeded_because(message.topic, message.snapshot, interview, mails, now)
        if reason is not None:
            raise Unneeded(reason)
    if message.topic is Topic.SUMMARY:
        return _with_content(connection, message, now)
    return message


def _with_content(connection: Connection, message: Message, now: datetime) -> Message:
    asked = summary.read_request(message.payload)
    if now.astimezone(PARIS).date() != asked.until.astimezone(PARIS).date():
        raise Unneeded("the day is over")
    content = summary.read(connection, asked)
    if not content:
        raise Unneeded("there is nothing to say")
    return replace(message, payload=summary.to_json(content))


def _mails_today(connection: Connection, message: Message, now: datetime) -> int:
    """Count the e-mails that a visitor got within a day, and those on their way before this one."""
    outbox = schema.outbox.c
    return connection.execute(
        select(func.count())
        .select_from(schema.outbox)
        .where(
            outbox.recipient == message.recipient,
            outbox.kind == Kind.VISITOR,
            or_(
                outbox.sent_at > now - _A_DAY,
                and_(outbox.claimed_until > now, outbox.id < message.id),
            ),
        )
    ).scalar_one()
