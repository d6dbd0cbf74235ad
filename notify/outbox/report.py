"""The outbox as staff see it: what waits, what failed, and why; what an interview brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from booking.schema import interview
from notify import schema
from notify.outbox.message import Audience, Channel, Topic

_outbox = schema.outbox.c


class State(StrEnum):
    """The state of a message."""

    SCHEDULED = "scheduled"
    """Written for a later time, which has not come yet."""
    WAITING = "waiting"
    FAILED = "failed"
    DROPPED = "dropped"
    """No longer needed when its time came."""
    SENT = "sent"


@dataclass(frozen=True)
class Entry:
    """A message; `reason` is why it failed last, or was dropped."""

    id: int
    state: State
    reference: str | None
    audience: Audience
    topic: Topic
    channel: Channel
    recipient: str
    created_at: datetime
    due_at: datetime
    attempts: int
    failed_at: datetime | None
    reason: str | None
    sent_at: datetime | None = None


def list_entries(connection: Connection, now: datetime) -> Sequence[Entry]:
    """List every message that was not delivered, oldest first."""
    rows = connection.execute(
        select(schema.outbox, interview.c.reference)
        .outerjoin(interview)
        .where(_outbox.sent_at.is_(None))
        .order_by(_outbox.id)
    )
    return [_entry(row, now) for row in rows]


def list_of_interview(connection: Connection, interview_id: int, now: datetime) -> Sequence[Entry]:
    """List every message about an interview, oldest first."""
    rows = connection.execute(
        select(schema.outbox, interview.c.reference)
        .join(interview)
        .where(_outbox.interview_id == interview_id)
        .order_by(_outbox.id)
    )
    return [_entry(row, now) for row in rows]


def list_webhook_deliveries(connection: Connection, now: datetime, limit: int) -> Sequence[Entry]:
    """List what was sent or is owed to other tools last, newest first."""
    rows = connection.execute(
        select(schema.outbox, interview.c.reference)
        .outerjoin(interview)
        .where(_outbox.channel == Channel.WEBHOOK)
        .order_by(_outbox.id.desc())
        .limit(limit)
    )
    return [_entry(row, now) for row in rows]


def list_undelivered(connection: Connection, now: datetime) -> Sequence[Entry]:
    """List the messages that wait and those that failed, oldest first."""
    is_due = or_(_outbox.due_at <= now, _outbox.due_at <= _outbox.created_at)
    rows = connection.execute(
        select(schema.outbox, interview.c.reference)
        .outerjoin(interview)
        .where(
            _outbox.sent_at.is_(None),
            _outbox.dropped_at.is_(None),
            or_(_outbox.failed_at.is_not(None), _outbox.attempts > 0, is_due),
        )
        .order_by(_outbox.id)
    )
    return [_entry(row, now) for row in rows]


def _entry(row: Row[Any], now: datetime) -> Entry:
    return Entry(
        id=row.id,
        state=_state(row, now),
        reference=row.reference,
        audience=Audience(row.kind),
        topic=Topic(row.topic),
        channel=Channel(row.channel),
        recipient=row.recipient,
        created_at=row.created_at,
        due_at=row.due_at,
        attempts=row.attempts,
        failed_at=row.failed_at,
        reason=row.last_error,
        sent_at=row.sent_at,
    )


def _state(row: Row[Any], now: datetime) -> State:
    if row.sent_at is not None:
        return State.SENT
    if row.dropped_at is not None:
        return State.DROPPED
    if row.failed_at is not None:
        return State.FAILED
    is_for_later = row.attempts == 0 and row.due_at > max(row.created_at, now)
    return State.SCHEDULED if is_for_later else State.WAITING
