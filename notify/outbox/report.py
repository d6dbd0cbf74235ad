"""The outbox as administrators see it: what waits, what failed and why, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, or_, select, update

from booking.schema import interview
from notify.outbox import schema
from notify.outbox.message import Channel, Kind, Topic

KEPT = timedelta(days=30)
"""How long a message of no interview, or one that was not needed, is kept after its end."""

_outbox = schema.outbox.c


class State(StrEnum):
    """Where a message that was not delivered stands."""

    SCHEDULED = "scheduled"
    """Written for a later time, which has not come."""
    WAITING = "waiting"
    FAILED = "failed"
    DROPPED = "dropped"
    """No longer needed when its time came."""


@dataclass(frozen=True)
class Entry:
    """A message that was not delivered; `reason` is why it failed last, or was dropped."""

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


class Ledger:
    """Lists messages and tries them again.

    Every method works in the transaction of the connection given, and takes `now` (aware).
    """

    def entries(self, connection: Connection, now: datetime) -> Sequence[Entry]:
        """List every message that was not delivered, oldest first."""
        rows = connection.execute(
            select(schema.outbox, interview.c.reference)
            .outerjoin(interview)
            .where(_outbox.sent_at.is_(None))
            .order_by(_outbox.id)
        )
        return [_entry(row, now) for row in rows]

    def undelivered(self, connection: Connection, now: datetime) -> Sequence[Entry]:
        """List what waits and what failed, oldest first."""
        entries = self.entries(connection, now)
        return [entry for entry in entries if entry.state in (State.WAITING, State.FAILED)]

    def retry(self, connection: Connection, now: datetime, entry_id: int | None = None) -> int:
        """Make due at once what failed or was put off: all of it, or one; returns how many."""
        stuck = and_(
            _outbox.sent_at.is_(None),
            _outbox.dropped_at.is_(None),
            or_(_outbox.failed_at.is_not(None), _outbox.attempts > 0),
            or_(_outbox.claimed_until.is_(None), _outbox.claimed_until <= now),
        )
        if entry_id is not None:
            stuck = and_(stuck, _outbox.id == entry_id)
        result = connection.execute(
            update(schema.outbox).where(stuck).values(failed_at=None, due_at=now, attempts=0)
        )
        return result.rowcount

    def forget(self, connection: Connection, now: datetime) -> int:
        """Delete what has been over for long: of no interview, or not needed; returns how many.

        What was sent of an interview is kept, and goes, with the interview.
        """
        before = now - KEPT
        of_none = and_(
            _outbox.interview_id.is_(None),
            or_(_outbox.sent_at < before, _outbox.failed_at < before),
        )
        result = connection.execute(
            delete(schema.outbox).where(or_(of_none, _outbox.dropped_at < before))
        )
        return result.rowcount


def _entry(row: Row[Any], now: datetime) -> Entry:
    return Entry(
        id=row.id,
        state=_state(row, now),
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


def _state(row: Row[Any], now: datetime) -> State:
    if row.dropped_at is not None:
        return State.DROPPED
    if row.failed_at is not None:
        return State.FAILED
    is_for_later = row.attempts == 0 and row.due_at > max(row.created_at, now)
    return State.SCHEDULED if is_for_later else State.WAITING
