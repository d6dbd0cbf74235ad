"""At most so many e-mails a day to one person; what more there is to tell is told in one.

Beyond the limit a message waits, and the next change of the same interview takes its place: in the
end one e-mail says how things stand. Staff are told of every booking at once all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select, update

from booking.mailbox import is_of, mailbox_of
from booking.model import Interview
from notify import schema
from notify.announcements import reminders
from notify.outbox.message import Audience, Channel, Draft, Topic

MOST_A_DAY = 12
"""How many e-mails about changes a visitor gets in a day, whatever the tag of the address."""

MOST_OF_ONE = 6
"""How many e-mails about one interview a member of the staff gets in a day."""

_PAUSES = {Audience.VISITOR: timedelta(hours=3), Audience.STAFF: timedelta(minutes=30)}
_SOON = timedelta(hours=6)  # what is about to begin is told at once
_DAY = timedelta(days=1)
_GONE = frozenset({Topic.CANCELLED, Topic.LAPSED})
_NEW = frozenset({Topic.BOOKED, Topic.TO_CONFIRM})
_outbox = schema.outbox.c


def restrained(
    connection: Connection, drafts: Iterable[Draft], interview: Interview, now: datetime
) -> list[Draft]:
    """Put off what is too much for one person, in place of what was put off before it."""
    return [
        kept
        for draft in drafts
        if (kept := _restrained(connection, draft, interview, now)) is not None
    ]


def _restrained(
    connection: Connection, draft: Draft, interview: Interview, now: datetime
) -> Draft | None:
    if not _is_bounded(draft) or not _has_enough(connection, draft, now):
        return draft
    waiting = _take_back(connection, draft, now)
    untold = next((row.topic for row in waiting if row.topic in _NEW), None)
    if untold is not None and draft.topic in _GONE:
        return None  # nobody was told that there was anything
    is_soon = interview.start - now < _SOON
    due = min((row.due_at for row in waiting), default=now + _PAUSES[draft.audience])
    return replace(
        draft, topic=Topic(untold or draft.topic), due_at=now if is_soon else max(due, now)
    )


def _is_bounded(draft: Draft) -> bool:
    if draft.channel is not Channel.EMAIL or draft.topic in reminders.TOPICS:
        return False
    return draft.audience is Audience.VISITOR or draft.topic is not Topic.BOOKED


def _has_enough(connection: Connection, draft: Draft, now: datetime) -> bool:
    is_for_staff = draft.audience is Audience.STAFF
    whose = (
        and_(_outbox.recipient == draft.recipient, _outbox.interview_id == draft.interview_id)
        if is_for_staff
        else is_of(func.lower(_outbox.recipient), mailbox_of(draft.recipient))
    )
    query = select(func.count()).select_from(schema.outbox)
    written = query.where(
        _outbox.id > _last_before(connection, now - _DAY),
        whose,
        _outbox.dropped_at.is_(None),
        *_of_changes(draft),
    )
    most = MOST_OF_ONE if is_for_staff else MOST_A_DAY
    return connection.execute(written).scalar_one() >= most


def _last_before(connection: Connection, moment: datetime) -> int:
    """Find where a day's messages begin: however many there are in all, few are read."""
    older = select(_outbox.id).where(_outbox.created_at <= moment)
    return connection.execute(older.order_by(_outbox.id.desc()).limit(1)).scalar() or 0


def _take_back(connection: Connection, draft: Draft, now: datetime) -> Sequence[Row[Any]]:
    """Drop what waits of the same interview for the same person, and was put off."""
    waits = and_(
        _outbox.interview_id == draft.interview_id,
        _outbox.recipient == draft.recipient,
        _outbox.due_at > now,
        _outbox.attempts == 0,
        _outbox.sent_at.is_(None),
        _outbox.dropped_at.is_(None),
        *_of_changes(draft),
    )
    taken = (
        update(schema.outbox)
        .where(waits)
        .values(dropped_at=now, last_error="the interview was changed since")
        .returning(_outbox.topic, _outbox.due_at)
    )
    return connection.execute(taken).all()


def _of_changes(draft: Draft) -> tuple[ColumnElement[bool], ...]:
    return (
        _outbox.kind == draft.audience,
        _outbox.channel == Channel.EMAIL,
        _outbox.topic.not_in(reminders.TOPICS),
    )
