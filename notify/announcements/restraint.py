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
from booking.model import Change, InterviewEvent
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
_STRENGTH = (Topic.BOOKED, Topic.MOVED, Topic.CORRECTED, Topic.NOTED)
"""Of what is told in one, the first that happened is what the e-mail is about."""

_outbox = schema.outbox.c


def restrained(
    connection: Connection, drafts: Iterable[Draft], event: InterviewEvent
) -> list[Draft]:
    """Put off what is too much for one person, in place of what was put off before it."""
    return [kept for draft in drafts if (kept := _restrained(connection, draft, event)) is not None]


def _restrained(connection: Connection, draft: Draft, event: InterviewEvent) -> Draft | None:
    if not _is_bounded(draft):
        return draft
    now = event.at
    at_once = (
        _cannot_wait(connection, draft, event)
        or event.interview.start - now < _SOON
        or not _has_enough(connection, draft, now)
    )
    waiting = _take_back(connection, draft, now)
    if draft.topic in _GONE and any(row.topic == Topic.BOOKED for row in waiting):
        return None  # nobody was told that there was anything
    due = min((row.due_at for row in waiting), default=now + _PAUSES[draft.audience])
    return replace(_in_one(draft, waiting), due_at=now if at_once else max(due, now))


def _in_one(draft: Draft, waiting: Iterable[Row[Any]]) -> Draft:
    """Tell the strongest of what waited and what is new, and against what was told before."""
    payload = dict(draft.payload)
    topics = {draft.topic}
    for row in waiting:
        topics.add(Topic(row.topic))
        payload["previous_start"] = row.payload.get("previous_start") or payload["previous_start"]
        before = {**dict(payload["corrected"]), **dict(row.payload.get("corrected", ()))}
        payload["corrected"] = [
            [detail, value]
            for detail, value in before.items()
            if value != payload[f"visitor_{detail}"]
        ]
    if payload["previous_start"] == payload["start"]:
        payload["previous_start"] = None  # it was moved there and back
    if draft.topic not in _STRENGTH:
        return replace(draft, payload=payload)
    return replace(draft, topic=min(topics & set(_STRENGTH), key=_STRENGTH.index), payload=payload)


def _is_bounded(draft: Draft) -> bool:
    if draft.channel is not Channel.EMAIL or draft.topic in reminders.TOPICS:
        return False
    return draft.audience is Audience.VISITOR or draft.topic is not Topic.BOOKED


def _cannot_wait(connection: Connection, draft: Draft, event: InterviewEvent) -> bool:
    """Tell whether a visitor needs it now: the link that confirms in time, or what it confirmed."""
    if draft.topic is not Topic.TO_CONFIRM:
        return draft.audience is Audience.VISITOR and event.change is Change.CONFIRMED
    asked = connection.execute(
        select(_outbox.payload).where(
            _outbox.interview_id == draft.interview_id,
            _outbox.topic == Topic.TO_CONFIRM,
            is_of(func.lower(_outbox.recipient), mailbox_of(draft.recipient)),
        )
    )
    deadline = draft.payload["confirm_by"]
    return all(payload.get("confirm_by") != deadline for payload in asked.scalars())


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
        .returning(_outbox.topic, _outbox.due_at, _outbox.payload)
    )
    return connection.execute(taken).all()


def _of_changes(draft: Draft) -> tuple[ColumnElement[bool], ...]:
    return (
        _outbox.kind == draft.audience,
        _outbox.channel == Channel.EMAIL,
        _outbox.topic.not_in(reminders.TOPICS),
    )
