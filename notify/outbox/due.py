"""Which messages are due, and how long one that failed waits."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_

from notify import schema
from notify.announcements import reminders

_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=4)
_LONGEST_AFTER = 9  # attempts
_APART = timedelta(minutes=1)  # more than the clocks of machines differ

_outbox = schema.outbox.c
WAITS = and_(_outbox.sent_at.is_(None), _outbox.failed_at.is_(None), _outbox.dropped_at.is_(None))
"""What has not come to an end."""


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after some attempts: 1 min, 2, 4 … at most 4 h."""
    doublings = min(attempts - 1, 10)  # enough for the longest pause
    return min(_FIRST_PAUSE * (1 << doublings), _LONGEST_PAUSE)


def is_due(now: datetime, lease: timedelta) -> ColumnElement[bool]:
    """Due, claimed by nobody, and with no earlier message to the same person before it.

    So nobody reads of a cancellation before the booking. A reminder, which may wait for weeks,
    holds nothing back. A clock that is set back keeps nobody waiting: see `_is_put_too_far_off`.
    """
    before = schema.outbox.alias("before")
    return and_(
        WAITS,
        or_(_outbox.due_at <= now, _is_put_too_far_off(now)),
        or_(
            _outbox.claimed_until.is_(None),
            _outbox.claimed_until <= now,
            _outbox.claimed_until > now + lease + _APART,
        ),
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


def _is_put_too_far_off(now: datetime) -> ColumnElement[bool]:
    """Say that a message is due later than it can have been put off: the clock was set back.

    Who wrote it meant it to be sent at once, or after a pause that depends on its attempts.
    """
    return or_(
        and_(_outbox.attempts == 0, _outbox.due_at <= _outbox.created_at),
        *(
            and_(_outbox.attempts == number, _outbox.due_at > now + pause_after(number) + _APART)
            for number in range(1, _LONGEST_AFTER)
        ),
        and_(_outbox.attempts >= _LONGEST_AFTER, _outbox.due_at > now + _LONGEST_PAUSE + _APART),
    )
