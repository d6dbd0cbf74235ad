"""When visitors are reminded of their interview, and when they should not be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from booking.model import Interview, Status
from french.paris import PARIS
from notify import schema
from notify.outbox.message import Snapshot, Topic

MOST_A_DAY = 4
"""A visitor who got this many e-mails within a day gets no reminder."""


@dataclass(frozen=True)
class _Reminder:
    before: timedelta
    """How long before the interview, on Paris' wall clock."""
    after_booking: timedelta
    """How long ago the last confirmation must be by then: sooner, nobody has forgotten it."""


_REMINDERS = {
    Topic.REMINDER_DAY: _Reminder(before=timedelta(days=1), after_booking=timedelta(hours=12)),
    Topic.REMINDER_HOUR: _Reminder(before=timedelta(hours=1), after_booking=timedelta(hours=2)),
}

_REMINDED_WITHIN = timedelta(days=2)  # before the interview: an earlier one was of another time

TOPICS = frozenset(_REMINDERS)
"""The topics that are reminders."""


def due_times(interview: Interview, confirmed_at: datetime) -> dict[Topic, datetime]:
    """Say which reminders an interview that has just been confirmed gets, and when."""
    if interview.status is not Status.CONFIRMED:
        return {}
    start = interview.start.astimezone(PARIS)
    return {
        topic: start - reminder.before
        for topic, reminder in _REMINDERS.items()
        if start - reminder.before >= confirmed_at + reminder.after_booking
    }


def reason_to_drop(
    topic: Topic, snapshot: Snapshot, interview: Interview | None, mails_today: int, now: datetime
) -> str | None:
    """Say why a reminder that is about to be sent should not be; None if it should.

    `interview` is as it is now, None if it was erased; `mails_today` is how many e-mails its
    visitor got within a day.
    """
    if interview is None or interview.status is not Status.CONFIRMED:
        return "the interview is not to take place any more"
    if interview.sequence != snapshot.sequence:
        return "the interview was changed since"  # and its change has reminders of its own
    if now >= interview.start:
        return "the interview has begun"
    if topic is Topic.REMINDER_DAY and not _is_day_before(now, interview.start):
        return "the interview is not tomorrow any more"
    if mails_today >= MOST_A_DAY:
        return f"the visitor got {mails_today} e-mails within a day"
    return None


def was_sent(connection: Connection, interview: Interview) -> bool:
    """Tell whether the visitor was reminded of an interview, at the time at which it was."""
    outbox = schema.outbox.c
    query = select(outbox.id).where(
        outbox.interview_id == interview.id,
        outbox.topic.in_(TOPICS),
        outbox.sent_at >= interview.start - _REMINDED_WITHIN,
    )
    return connection.execute(query.limit(1)).first() is not None


def _is_day_before(now: datetime, start: datetime) -> bool:
    return now.astimezone(PARIS).date() + timedelta(days=1) == start.astimezone(PARIS).date()
