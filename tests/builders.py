"""Builders shared by tests: a real database, a clock that is set by hand, interviews, messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, make_url

from booking import schema
from booking.model import BookingRequest, Interview, Interviewer, Status, Visitor
from booking.privacy import RETENTION
from booking.staff_links import StaffLinks
from french.paris import PARIS
from knowledge import School
from notify import (
    Audience,
    Channel,
    Composer,
    InterviewTexts,
    Message,
    QuestionSnapshot,
    Snapshot,
    Topic,
    VideoRooms,
)
from runtime.database import make_engine

NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)  # a Wednesday, 12:00 in Paris
BOOKING_PAGE = "https://ecole.example/rendez-vous"
STAFF_EMAIL = "admissions@ecole.example"


ROOMS = VideoRooms("https://meet.example/{room}", "secret")
TEXTS = InterviewTexts(lambda: School(name="HETIC"), STAFF_EMAIL, ROOMS)


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def __call__(self) -> datetime:
        """Tell the time."""
        return self._now

    def advance(self, **by: float) -> None:
        """Move on: `advance(minutes=1)`."""
        self._now += timedelta(**by)

    def set(self, moment: datetime) -> None:
        """Be at a time."""
        self._now = moment.astimezone(UTC)


def paris(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Make a time of Paris' wall clock."""
    return datetime(year, month, day, hour, minute, tzinfo=PARIS)


def a_database(folder: Path) -> Engine:
    """Make a SQLite file with every table, and one interviewer, weekdays from 9:00 to 18:00."""
    engine = make_engine(make_url(f"sqlite:///{folder / 'notify.db'}"))
    schema.metadata.create_all(engine)
    with engine.begin() as connection:
        rules = {"slot_minutes": 30, "pause_minutes": 0, "notice_minutes": 120, "horizon_days": 60}
        # Tests of messages book at will for one and the same visitor.
        connection.execute(insert(schema.booking_rules).values(id=1, open_per_email=100, **rules))
        connection.execute(insert(schema.interviewer).values(id=1, active=True))
        connection.execute(
            insert(schema.opening),
            [
                {"interviewer_id": 1, "weekday": day, "starts": time(9), "ends": time(18)}
                for day in range(5)
            ],
        )
    return engine


def a_request(
    name: str = "Camille Martin",
    email: str = "camille@visiteur.example",
    start: datetime | None = None,
    questions: tuple[str, ...] = (),
) -> BookingRequest:
    """Make what a visitor confirms: by default, Tuesday 1 December 2026 at 14:30 in Paris."""
    start = start or paris(2026, 12, 1, 14, 30)
    return BookingRequest(
        visitor=Visitor(name, email, "+33639981234"),
        start=start,
        consented_at=NOON,
        key=f"{email} {start.isoformat()}",
        questions=questions,
    )


def an_interview(start: datetime | None = None, **fields: Any) -> Interview:
    """Make a confirmed interview of half an hour: by default, at the time of `a_request`."""
    start = start or paris(2026, 12, 1, 14, 30)
    made = Interview(
        id=1,
        reference="K7PD-M4QX",
        uid="6f1c1f0e",
        sequence=0,
        status=Status.CONFIRMED,
        start=start,
        end=start + timedelta(minutes=30),
        interviewer=Interviewer(1, None, None),
        visitor=Visitor("Camille Martin", "camille@visiteur.example"),
        created_at=NOON,
        changed_at=NOON,
    )
    return replace(made, **fields)


def a_message(
    audience: Audience = Audience.VISITOR, topic: Topic = Topic.BOOKED, **snapshot: Any
) -> Message:
    """Make a claimed message like any other, but for the fields of its snapshot given."""
    told = Snapshot(
        reference="K7PD-M4QX",
        uid="6f1c1f0e-9a52-4c39-8a5b-0d7f3c5a9e11",
        sequence=0,
        start=paris(2026, 12, 1, 14, 30).astimezone(UTC),
        end=paris(2026, 12, 1, 15).astimezone(UTC),
        visitor_name="Camille Martin",
        visitor_email="camille@visiteur.example",
        visitor_phone="+33639981234",
        recipient_name="Camille Martin" if audience is Audience.VISITOR else None,
    )
    told = replace(told, **snapshot)
    return Message(
        id=1,
        audience=audience,
        topic=topic,
        channel=Channel.EMAIL,
        recipient=told.visitor_email if audience is Audience.VISITOR else STAFF_EMAIL,
        message_id="<qmzjdd2vdbxwgiq7nnfb4d6z@ecole.example>",
        created_at=NOON,
        attempts=1,
        claimed_until=NOON + timedelta(minutes=3),
        payload=told.to_json(),
    )


def a_question_message(text: str, email: str | None = None) -> Message:
    """Make a claimed message to the staff about a question."""
    told = QuestionSnapshot(text, email, NOON)
    message = a_message(Audience.STAFF, Topic.QUESTION)
    return replace(message, payload=told.to_json())


def a_composer(texts: InterviewTexts = TEXTS, kind: type[Composer] = Composer) -> Composer:
    """Make what writes e-mails."""
    return kind(
        texts,
        STAFF_EMAIL,
        RETENTION,
        BOOKING_PAGE,
        lambda sign_in: {"link": sign_in, "code": "123456"},
        StaffLinks("https://ecole.example", "a key for tests"),
    )
