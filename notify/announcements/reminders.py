"""When visitors are reminded of their interview, and when they had better not be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from booking.model import Interview, Status
from french.paris import PARIS
from notify.outbox.message import Snapshot, Topic

MOST_A_DAY = 4
"""With this many e-mails to a person within a day, the next reminder is one too many."""


@dataclass(frozen=True)
class _Reminder:
    before: timedelta
    """How long before the interview, on Paris' wall clock."""
    after_booking: timedelta
    """How long the last confirmation must be past by then: sooner, nobody has forgotten it."""


_REMINDERS = {
    Topic.REMINDER_DAY: _Reminder(before=timedelta(days=1), after_booking=timedelta(hours=12)),
    Topic.REMINDER_HOUR: _Reminder(before=timedelta(hours=1), after_booking=timedelta(hours=2)),
}

TOPICS = frozenset(_REMINDERS)
"""The topics that are reminders."""


def moments(interview: Interview, confirmed_at: datetime) -> dict[Topic, datetime]:
    """Say which reminders an interview that was confirmed just now deserves, and when."""
    if interview.status is not Status.CONFIRMED:
        return {}
    start = interview.start.astimezone(PARIS)
    return {
        topic: start - reminder.before
        for topic, reminder in _REMINDERS.items()
        if start - reminder.before >= confirmed_at + reminder.after_booking
    }


def unneeded_because(
    topic: Topic, told: Snapshot, interview: Interview | None, mails_today: int, now: datetime
) -> str | None:
    """Say why a reminder that is about to be sent should not be; None where it should.

    `interview` is as it is now, None where it was erased; `mails_today` is how many e-mails its
    visitor got within a day.
    """
    if interview is None or interview.status is not Status.CONFIRMED:
        return "the interview is not to take place any more"
    if interview.sequence != told.sequence:
        return "the interview was changed since"  # and its change has reminders of its own
    if now >= interview.start:
        return "the interview has begun"
    if topic is Topic.REMINDER_DAY and not _is_day_before(now, interview.start):
        return "the interview is not tomorrow any more"
    if mails_today >= MOST_A_DAY:
        return f"the visitor got {mails_today} e-mails within a day"
    return None


def _is_day_before(now: datetime, start: datetime) -> bool:
    return now.astimezone(PARIS).date() + timedelta(days=1) == start.astimezone(PARIS).date()
