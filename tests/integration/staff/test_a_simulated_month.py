"""A month of visitors: every figure is right, erasing all of them changes none, nobody is in it."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from booking import privacy, schema
from booking.model import BookingRequest, Status, Visitor
from conversations.schema import turn
from conversations.transcript import ASSISTANT, VISITOR, Bubble, Transcript
from conversations.turns import Outcome, Step, Turn
from french.paris import PARIS
from notify.outbox.owing import owing_interviews
from notify.schema import delivery
from staff import totals
from staff.audit import COMMAND_LINE
from staff.figure import FEW, Count, Name, Period
from staff.figures import Figures
from staff.schema import audit_event, count_by_day
from testing.sqlite import make_tables
from tests.builders import HandClock

FIRST, LAST = date(2026, 11, 2), date(2026, 11, 30)
CONVERSATIONS = 290
JOB = "responsable-ecommerce"
NAMES = ("Inès Marchetti", "Maël Nguyen", "Fatou Ndiaye", "Zoé Lambert", "Björn Ångström")
TOPICS = ("ask_salary", "ask_degrees", "ask_missions", "ask_interview")
LATE = time(19, 30)


class Month:
    """Visitors who talk, book, come or do not, and are all erased in the end."""

    def __init__(self, services, clock) -> None:
        self.services = services
        self._clock = clock
        self._draw = random.Random(2026)
        self._transcript = Transcript(services.engine)
        self.counted: Counter[str] = Counter()
        self.secrets: set[str] = set()
        self._conversations: list[str] = []
        self._booked: dict[date, list[str]] = {}

    def pass_by(self) -> None:
        days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
        for day in days:
            for number in range(CONVERSATIONS // len(days)):
                self._clock.set(datetime.combine(day, time(9 + number % 9, number % 60), PARIS))
                self._visit()
            self._clock.set(datetime.combine(day, LATE, PARIS))
            self._end(day)

    def erase(self) -> None:
        self._clock.set(datetime.combine(LAST + timedelta(days=20), LATE, PARIS))
        now = self._clock()
        for conversation in self._conversations:
            self.services.conversation_eraser.erase(conversation)
        for email in [secret for secret in self.secrets if "@" in secret]:
            privacy.erase(self.services.engine, email, now, owing_interviews())
            privacy.erase_questions(self.services.engine, email)

    def _visit(self) -> None:
        name, number = self._draw.choice(NAMES), len(self._conversations)
        email, phone = f"v{number}@visiteur.example", f"+336399{number:05}"
        self.secrets |= {name, email, phone}
        conversation = self._transcript.open(self._clock(), JOB)
        self._conversations.append(conversation)
        said = f"Bonjour, {name}, {email}, {phone}"
        self._say(conversation, "0", "", Turn(Outcome.OPENING))
        self.counted["opened"] += 1
        if self._draw.random() < 0.2:
            return
        self.counted["spoke"] += 1
        for each in range(self._draw.randint(1, 3)):
            topic = self._draw.choice(TOPICS)
            is_open = self._draw.random() < 0.2
            outcome = Outcome.LEFT_OPEN if is_open else Outcome.TOLD
            self.counted[outcome] += 1
            self._say(conversation, f"a{each}", said, Turn(outcome, topic, 0.9))
        if self._draw.random() < 0.3:
            self._book(conversation, name, email, phone, said)

    def _book(self, conversation: str, name: str, email: str, phone: str, said: str) -> None:
        now = self._clock()
        slot = next(self.services.free_slots.upcoming(now), None)
        if slot is None:
            return
        visitor = Visitor(name, email, phone)
        request = BookingRequest(visitor, slot.start, now, email, (said,))
        interview = self.services.desk.book(request, now)
        self._say(conversation, "b", said, Turn(Outcome.OTHER, "inform", 0.9, Step.BOOKED))
        self.counted["booked"] += 1
        self._booked.setdefault(slot.start.astimezone(PARIS).date(), []).append(interview.reference)

    def _say(self, conversation: str, number: str, said: str, counted: Turn) -> None:
        if said:
            self._transcript.add(conversation, number, [Bubble(VISITOR, said)], self._clock())
        answer = [Bubble(ASSISTANT, "Oui.")]
        self._transcript.add(conversation, number, answer, self._clock(), counted)

    def _end(self, day: date) -> None:
        """Send what is due, and note who came."""
        services, now = self.services, self._clock()
        with services.engine.begin() as connection:
            for message in services.outbox.claim(connection, now, 1000):
                if self._draw.random() < 0.9:
                    services.outbox.mark_sent(connection, message, now)
                    self.counted["delivered"] += 1
                else:
                    services.outbox.mark_failed(connection, message, now, "550: no")
                    self.counted["undelivered"] += 1
        for reference in self._booked.pop(day, []):
            came = self._draw.random() < 0.7
            outcome = Status.ATTENDED if came else Status.NO_SHOW
            services.attendance_of(COMMAND_LINE).close(reference, outcome, now)
            self.counted[outcome] += 1


@pytest.fixture
def clock():
    return HandClock(datetime.combine(FIRST, time(8), PARIS))


@pytest.fixture
def services(open_services, clock):
    made = open_services(clock)
    make_tables(made.engine)
    return made


@pytest.fixture
def month(services, clock):
    passed = Month(services, clock)
    passed.pass_by()
    return passed


def all_totals(services) -> list[tuple]:
    with services.engine.connect() as connection:
        return sorted(map(tuple, connection.execute(select(count_by_day))))


def summed(figures: Figures, measure: str) -> Count:
    return figures.totals(Period(FIRST, LAST), (measure,))[measure]


def test_every_figure_is_right_whether_visitors_are_erased_before_or_after(services, clock, month):
    clock.set(datetime.combine(LAST, time(23), PARIS))
    totals.write(services.engine, clock())
    month.erase()
    totals.write(services.engine, clock())
    written = all_totals(services)
    with services.engine.begin() as connection:  # anew, from what erasing has left
        connection.execute(count_by_day.delete())
    totals.write(services.engine, clock())

    assert all_totals(services) == written
    figures, told = Figures(services.engine), month.counted
    assert summed(figures, "visits_opened") == Count(told["opened"])
    assert summed(figures, "visits_spoke") == Count(told["spoke"])
    assert summed(figures, "visits_booked") == Count(told["booked"])
    assert summed(figures, "attended") == Count(told[Status.ATTENDED])
    assert summed(figures, "missed") == Count(told[Status.NO_SHOW])
    assert summed(figures, "delivered") == Count(told["delivered"])
    assert summed(figures, "undelivered") == Count(told["undelivered"])
    assert summed(figures, "turn_left_open") == Count(told[Outcome.LEFT_OPEN])
    assert told["booked"] > FEW
    with services.engine.connect() as connection:
        assert connection.execute(select(schema.interview)).all() == []


def test_nobody_is_found_in_what_is_kept(services, clock, month):
    clock.set(datetime.combine(LAST + timedelta(days=1), time(4), PARIS))
    totals.write(services.engine, clock())
    kept = []
    with services.engine.connect() as connection:
        for table in (turn, delivery, count_by_day, audit_event):
            kept += [str(tuple(row)) for row in connection.execute(select(table))]
    figures = Figures(services.engine)
    kept += [str(figures.read(name, Period(FIRST, LAST))) for name in Name]
    text = "\n".join(kept)

    assert len(month.secrets) > CONVERSATIONS
    assert [secret for secret in month.secrets if secret in text] == []
