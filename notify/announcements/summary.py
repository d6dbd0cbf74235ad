"""The summary that staff get in the morning: the day's interviews, and what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from booking import schema as booking_schema
from booking import store
from booking.model import Interview, Status
from french.paris import PARIS
from notify import schema
from notify.announcements.recipients import staff_recipients
from notify.daily_task import DailyTask
from notify.outbox.message import Audience, Channel, Draft, Topic, email_message_id

DAILY = DailyTask("summary", time(7))

_NEWS = (Topic.BOOKED, Topic.MOVED, Topic.CANCELLED, Topic.LAPSED)
_LOOKING_AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Line:
    """An interview in a summary; `change` is what happened to it, if that is the news."""

    reference: str
    uid: str
    start: datetime
    name: str
    email: str
    phone: str | None
    interviewer: str | None
    change: Topic | None = None
    questions: tuple[str, ...] = ()
    """What the visitor asked the assistant before booking."""
    note: str | None = None
    """What the visitor wants to be known beforehand."""


@dataclass(frozen=True)
class OpenQuestion:
    """A question that waits for the school, or a call; `phone` is where that is wanted."""

    text: str
    asked_at: datetime
    email: str | None = None
    phone: str | None = None
    call_when: str | None = None


@dataclass(frozen=True)
class Unreached:
    """Someone whom a message did not reach since the last summary."""

    recipient: str
    reference: str | None


@dataclass(frozen=True)
class Summary:
    """A morning's summary. `ahead` are the interviews of the next working day."""

    day: datetime
    today: tuple[Line, ...]
    ahead: tuple[Line, ...]
    news: tuple[Line, ...]
    unreached: tuple[Unreached, ...]
    open_questions: tuple[OpenQuestion, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is anything to tell."""
        return any((self.today, self.ahead, self.news, self.unreached, self.open_questions))


@dataclass(frozen=True)
class Request:
    """What is in the outbox until a summary is sent: the time that it covers. It names nobody."""

    since: datetime
    until: datetime


def is_due(connection: Connection, now: datetime) -> bool:
    """Say, without locking anything, whether today's summary is due."""
    return DAILY.is_due(connection, now) and _is_working_day(connection, now)


def summary_drafts(connection: Connection, staff_email: str, now: datetime) -> list[Draft]:
    """Write today's summary, one to each of the staff; none if it was written before.

    What it says is looked up when it is sent, so that nothing personal waits in the outbox.
    """
    since = DAILY.take(connection, now) if _is_working_day(connection, now) else None
    if since is None:
        return []
    day = now.astimezone(PARIS).date()
    payload = _REQUEST.dump_python(Request(since, now), mode="json")
    return [
        member.draft(
            Topic.SUMMARY,
            email_message_id(f"summary {day} {member.key}", staff_email),
            payload,
            now,
        )
        for member in staff_recipients(connection, staff_email)
    ]


def read_request(payload: dict[str, Any]) -> Request:
    """Read the payload of a draft."""
    return _REQUEST.validate_python(payload)


def read(connection: Connection, request: Request) -> Summary:
    """Look up what a summary says."""
    day = request.until.astimezone(PARIS).date()
    to_come = store.list_interviews(
        connection, statuses=(Status.CONFIRMED,), after=datetime.combine(day, time(), PARIS)
    )
    next_day = _next_working_day(connection, to_come, day)
    return Summary(
        day=request.until,
        today=tuple(_line(interview) for interview in to_come if _day(interview) == day),
        ahead=tuple(_line(interview) for interview in to_come if _day(interview) == next_day),
        news=_news(connection, request),
        unreached=_unreached(connection, request),
        open_questions=_open_questions(connection),
    )


def to_json(summary: Summary) -> dict[str, Any]:
    """Write a summary in values that JSON knows."""
    values: dict[str, Any] = _SUMMARY.dump_python(summary, mode="json")
    return values


def from_json(payload: dict[str, Any]) -> Summary:
    """Read what `to_json` wrote."""
    return _SUMMARY.validate_python(payload)


def _news(connection: Connection, request: Request) -> tuple[Line, ...]:
    """List the last change of each interview: one that was booked and cancelled is cancelled."""
    outbox = schema.outbox.c
    changes = connection.execute(
        select(outbox.interview_id, outbox.topic)
        .where(
            outbox.kind == Audience.STAFF,
            outbox.channel == Channel.EMAIL,  # other tools may hear of it later
            outbox.topic.in_(_NEWS),
            outbox.created_at >= request.since,
            outbox.created_at < request.until,
        )
        .distinct()
    )
    by_interview: dict[int, set[Topic]] = {}
    for change in changes:
        topic = Topic.CANCELLED if change.topic == Topic.LAPSED else Topic(change.topic)
        by_interview.setdefault(change.interview_id, set()).add(topic)
    lines = []
    for interview_id, topics in by_interview.items():
        interview = store.interview_by_id(connection, interview_id)
        if interview is not None:
            news = next(t for t in (Topic.CANCELLED, Topic.BOOKED, Topic.MOVED) if t in topics)
            lines.append(_line(interview, news))
    return tuple(sorted(lines, key=lambda line: line.start))


def _unreached(connection: Connection, request: Request) -> tuple[Unreached, ...]:
    outbox, interview = schema.outbox, booking_schema.interview
    failed = connection.execute(
        select(outbox.c.recipient, interview.c.reference)
        .outerjoin_from(outbox, interview)
        .where(
            outbox.c.channel == Channel.EMAIL,
            outbox.c.sent_at.is_(None),
            outbox.c.failed_at >= request.since,
            outbox.c.failed_at < request.until,
        )
        .distinct()
        .order_by(interview.c.reference, outbox.c.recipient)
    )
    return tuple(Unreached(row.recipient, row.reference) for row in failed)


def _open_questions(connection: Connection) -> tuple[OpenQuestion, ...]:
    question = booking_schema.school_question
    waiting = connection.execute(
        select(question).where(question.c.answered_at.is_(None)).order_by(question.c.id)
    )
    return tuple(
        OpenQuestion(row.text, row.created_at, row.email, row.phone, row.call_when)
        for row in waiting
    )


def _is_working_day(connection: Connection, now: datetime) -> bool:
    """Say whether the school receives visitors today, or has an interview anyway."""
    day = now.astimezone(PARIS).date()
    schedule = store.read_schedule(connection)
    if any(schedule.places(day)):
        return True
    midnight = datetime.combine(day, time(), PARIS)
    confirmed = store.list_interviews(connection, statuses=(Status.CONFIRMED,), after=midnight)
    return any(_day(interview) == day for interview in confirmed)


def _next_working_day(
    connection: Connection, to_come: Sequence[Interview], day: date
) -> date | None:
    schedule = store.read_schedule(connection)
    booked = {_day(interview) for interview in to_come}
    for ahead in range(1, _LOOKING_AHEAD.days + 1):
        next_day = day + timedelta(days=ahead)
        if next_day in booked or any(schedule.places(next_day)):
            return next_day
    return None


def _day(interview: Interview) -> date:
    return interview.start.astimezone(PARIS).date()


def _line(interview: Interview, change: Topic | None = None) -> Line:
    return Line(
        reference=interview.reference,
        uid=interview.uid,
        start=interview.start,
        name=interview.visitor.name,
        email=interview.visitor.email,
        phone=interview.visitor.phone,
        interviewer=interview.interviewer.name,
        change=change,
        questions=interview.questions,
        note=interview.note,
    )


_SUMMARY = TypeAdapter(Summary)
_REQUEST = TypeAdapter(Request)
