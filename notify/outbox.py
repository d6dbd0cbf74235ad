"""The outbox: messages owed, written with the booking itself, kept until they are delivered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, insert, or_, select, update

from booking.model import InterviewEvent
from booking.questions import Question
from booking.schema import interview
from notify import owed, schema
from notify.message import Channel, Kind, Message, Topic

_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=4)
_MOST_ATTEMPTS = 20  # with the pauses between them: a little more than two days
_LEASE = timedelta(minutes=3)

_outbox = schema.outbox.c


class State(StrEnum):
    """Where an undelivered message stands."""

    WAITING = "waiting"
    FAILED = "failed"


@dataclass(frozen=True)
class Entry:
    """An undelivered message, as administrators see it; `reason` is its last failure's."""

    id: int
    state: State
    reference: str | None
    kind: Kind
    topic: Topic
    channel: Channel
    recipient: str
    created_at: datetime
    due_at: datetime
    attempts: int
    failed_at: datetime | None
    reason: str | None


class Outbox:
    """Writes messages as they become owed and hands each to one notifier at a time.

    Every method works in the transaction of the connection given, and takes `now` (aware).
    `staff_email` is who is told where the table `staff` is empty; its domain names the messages.
    """

    def __init__(self, staff_email: str, lease: timedelta = _LEASE) -> None:
        self._staff_email = staff_email
        self._lease = lease

    def enqueue(self, connection: Connection, event: InterviewEvent) -> None:
        """Write the messages that a change owes: one for each of the staff, one for the visitor."""
        connection.execute(insert(schema.outbox), owed.rows(connection, event, self._staff_email))

    def enqueue_question(self, connection: Connection, question: Question) -> None:
        """Write the messages that a question owes: one for each of the staff."""
        rows = owed.question_rows(connection, question, self._staff_email)
        connection.execute(insert(schema.outbox), rows)

    def has_due(self, connection: Connection, now: datetime) -> bool:
        """Tell, without locking anything, whether `claim` would find a message."""
        return (
            connection.execute(select(_outbox.id).where(_is_due(now)).limit(1)).first() is not None
        )

    def claim(self, connection: Connection, now: datetime, limit: int) -> list[Message]:
        """Take up to `limit` due messages, which no one else is given before the lease ends."""
        due = (
            select(_outbox.id)
            .where(_is_due(now))
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
            .values(sent_at=now, failed_at=None, claimed_until=None, last_error=None)
        )

    def postpone(
        self, connection: Connection, message: Message, now: datetime, reason: str
    ) -> datetime | None:
        """Put a message off, longer each time; returns until when, or None: it is given up."""
        if message.attempts >= _MOST_ATTEMPTS:
            self.mark_failed(connection, message, now, reason)
            return None
        due_at = now + pause_after(message.attempts)
        self._release(connection, message, due_at=due_at, last_error=reason)
        return due_at

    def mark_failed(
        self, connection: Connection, message: Message, now: datetime, reason: str
    ) -> None:
        """Note that a message failed for good: it waits for a person to look at it."""
        self._release(connection, message, failed_at=now, last_error=reason)

    def undelivered(self, connection: Connection) -> Sequence[Entry]:
        """List what waits and what failed, oldest first."""
        rows = connection.execute(
            select(schema.outbox, interview.c.reference)
            .outerjoin(interview)
            .where(_outbox.sent_at.is_(None))
            .order_by(_outbox.id)
        )
        return [_entry(row) for row in rows]

    def retry(
        self, connection: Connection, now: datetime, ids: Collection[int] | None = None
    ) -> int:
        """Make failed messages (all, or those of some ids) due again; returns how many."""
        failed = and_(_outbox.failed_at.is_not(None), _outbox.sent_at.is_(None))
        if ids is not None:
            failed = and_(failed, _outbox.id.in_(ids))
        result = connection.execute(
            update(schema.outbox).where(failed).values(failed_at=None, due_at=now, attempts=0)
        )
        return result.rowcount

    def _release(self, connection: Connection, message: Message, **values: Any) -> None:
        # Whoever lost the lease must not undo what the next one did.
        connection.execute(
            update(schema.outbox)
            .where(
                _outbox.id == message.id,
                _outbox.claimed_until == message.claimed_until,
                _outbox.sent_at.is_(None),
            )
            .values(claimed_until=None, **values)
        )


def pause_after(attempts: int) -> timedelta:
    """Say how long to wait after so many attempts: 1 min, 2, 4 … at most 4 h."""
    doublings = min(attempts - 1, 10)  # enough for the longest pause
    return min(_FIRST_PAUSE * (1 << doublings), _LONGEST_PAUSE)


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Due, claimed by nobody, and with no earlier message to the same person before it.

    So that nobody reads of a cancellation before the booking.
    """
    before = schema.outbox.alias("before")
    return and_(
        _outbox.sent_at.is_(None),
        _outbox.failed_at.is_(None),
        _outbox.due_at <= now,
        or_(_outbox.claimed_until.is_(None), _outbox.claimed_until <= now),
        ~exists().where(
            before.c.interview_id == _outbox.interview_id,
            before.c.recipient == _outbox.recipient,
            before.c.kind == _outbox.kind,
            before.c.channel == _outbox.channel,
            before.c.id < _outbox.id,
            before.c.sent_at.is_(None),
            before.c.failed_at.is_(None),
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
    )


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        id=row.id,
        state=State.WAITING if row.failed_at is None else State.FAILED,
        reference=row.reference,
        kind=Kind(row.kind),
        topic=Topic(row.topic),
        channel=Channel(row.channel),
        recipient=row.recipient,
        created_at=row.created_at,
        due_at=row.due_at,
        attempts=row.attempts,
        failed_at=row.failed_at,
        reason=row.last_error,
    )
