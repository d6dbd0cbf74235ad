"""The outbox: messages owed, written with the booking itself, kept until they are delivered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, insert, or_, select, update

from booking.model import InterviewEvent
from booking.questions import Question
from notify.announcements import bounces, change_messages, reminders, summary
from notify.outbox import schema
from notify.outbox.message import Channel, Kind, Message, Topic
from notify.outbox.report import Ledger

_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=4)
_MOST_ATTEMPTS = 20  # with the pauses between them: a little more than two days
_LEASE = timedelta(minutes=3)

_outbox = schema.outbox.c
_WAITS = and_(_outbox.sent_at.is_(None), _outbox.failed_at.is_(None), _outbox.dropped_at.is_(None))


class Outbox(Ledger):
    """Writes messages as they become owed and hands each to one notifier at a time.

    Every method works in the transaction of the connection given, and takes `now` (aware).
    `staff_email` is who is told where the table `staff` is empty; its domain names the messages.
    """

    def __init__(self, staff_email: str, lease: timedelta = _LEASE) -> None:
        self._staff_email = staff_email
        self._lease = lease

    def enqueue(self, connection: Connection, event: InterviewEvent) -> None:
        """Write what a change owes: to each of the staff, to the visitor, and reminders for later.

        The reminders of before are no longer needed.
        """
        overtaken = and_(
            _outbox.interview_id == event.interview.id, _outbox.topic.in_(reminders.TOPICS), _WAITS
        )
        connection.execute(
            update(schema.outbox)
            .where(overtaken)
            .values(dropped_at=event.at, last_error="the interview was changed since")
        )
        connection.execute(
            insert(schema.outbox), change_messages.rows(connection, event, self._staff_email)
        )

    def enqueue_question(self, connection: Connection, question: Question) -> None:
        """Write the messages that a question owes: one for each of the staff."""
        rows = change_messages.question_rows(connection, question, self._staff_email)
        connection.execute(insert(schema.outbox), rows)

    def summarize(self, connection: Connection, now: datetime) -> bool:
        """Write the summary of the day for each of the staff, once a day, whoever asks."""
        rows = summary.rows(connection, self._staff_email, now)
        if rows:
            connection.execute(insert(schema.outbox), rows)
        return bool(rows)

    def has_due(
        self, connection: Connection, now: datetime, channels: Collection[Channel] = tuple(Channel)
    ) -> bool:
        """Tell, without locking anything, whether `claim` would find a message."""
        due = select(_outbox.id).where(_is_due(now), _outbox.channel.in_(channels)).limit(1)
        return connection.execute(due).first() is not None

    def claim(
        self,
        connection: Connection,
        now: datetime,
        limit: int,
        channels: Collection[Channel] = tuple(Channel),
    ) -> list[Message]:
        """Take up to `limit` due messages, which no one else is given before the lease ends."""
        due = (
            select(_outbox.id)
            .where(_is_due(now), _outbox.channel.in_(channels))
            .order_by(_outbox.due_at, _outbox.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=schema.outbox)
        )
        ids = connection.execute(due).scalars().all()
        if not ids:
            return []
        connection.execute(
            update(schema.outbox)
            .where(_outbox.id.in_(ids))
            .values(claimed_until=now + self._lease, attempts=_outbox.attempts + 1)
        )
        claimed = select(schema.outbox).where(_outbox.id.in_(ids)).order_by(_outbox.id)
        return [_message(row) for row in connection.execute(claimed)]

    def mark_sent(self, connection: Connection, message: Message, now: datetime) -> None:
        """Note that a message was delivered, even where the lease ended meanwhile."""
        connection.execute(
            update(schema.outbox)
            .where(_outbox.id == message.id, _outbox.sent_at.is_(None))
            .values(
                sent_at=now, failed_at=None, dropped_at=None, claimed_until=None, last_error=None
            )
        )

    def postpone(
        self, connection: Connection, message: Message, now: datetime, reason: str
    ) -> datetime | None:
        """Put a message off, longer each time; returns until when, or None: it is given up."""
        if message.attempts >= _MOST_ATTEMPTS:
            self._fail(connection, message, now, reason, refusal=None)
            return None
        due_at = now + pause_after(message.attempts)
        self._release(connection, message, due_at=due_at, last_error=reason)
        return due_at

    def mark_failed(
        self, connection: Connection, message: Message, now: datetime, reason: str
    ) -> None:
        """Note that a message was refused for good: it waits for a person to look at it."""
        self._fail(connection, message, now, reason, refusal=reason)

    def drop(self, connection: Connection, message: Message, now: datetime, reason: str) -> None:
        """Note that a message is not needed any more."""
        self._release(connection, message, dropped_at=now, last_error=reason)

    def _fail(
        self,
        connection: Connection,
        message: Message,
        now: datetime,
        reason: str,
        refusal: str | None,
    ) -> None:
        if self._release(connection, message, failed_at=now, last_error=reason):
            rows = bounces.rows(connection, message, self._staff_email, now, refusal)
            if rows:
                connection.execute(insert(schema.outbox), rows)

    def _release(self, connection: Connection, message: Message, **values: Any) -> bool:
        # Whoever lost the lease must not undo what the next one did.
        released = connection.execute(
            update(schema.outbox)
            .where(
                _outbox.id == message.id,
                _outbox.claimed_until == message.claimed_until,
                _outbox.sent_at.is_(None),
            )
            .values(claimed_until=None, **values)
        )
        return released.rowcount > 0


def pause_after(attempts: int) -> timedelta:
    """Say how long to wait after so many attempts: 1 min, 2, 4 … at most 4 h."""
    doublings = min(attempts - 1, 10)  # enough for the longest pause
    return min(_FIRST_PAUSE * (1 << doublings), _LONGEST_PAUSE)


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Due, claimed by nobody, and with no earlier message to the same person before it.

    So that nobody reads of a cancellation before the booking. A reminder, which may wait for
    weeks, holds nothing back.
    """
    before = schema.outbox.alias("before")
    return and_(
        _WAITS,
        _outbox.due_at <= now,
        or_(_outbox.claimed_until.is_(None), _outbox.claimed_until <= now),
        ~exists().where(
            before.c.interview_id == _outbox.interview_id,
            before.c.recipient == _outbox.recipient,
            before.c.kind == _outbox.kind,
            before.c.channel == _outbox.channel,
            before.c.id < _outbox.id,
            before.c.topic.not_in(reminders.TOPICS),
            before.c.sent_at.is_(None),
            before.c.failed_at.is_(None),
            before.c.dropped_at.is_(None),
        ),
    )


def _message(row: Row[Any]) -> Message:
    return Message(
        id=row.id,
        kind=Kind(row.kind),
        topic=Topic(row.topic),
        channel=Channel(row.channel),
        recipient=row.recipient,
        message_id=row.message_id,
        created_at=row.created_at,
        attempts=row.attempts,
        claimed_until=row.claimed_until,
        payload=row.payload,
        interview_id=row.interview_id,
    )
