"""What is counted stays when conversations and interviews are forgotten, and names nobody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update

from booking import privacy
from booking.model import Status
from booking.schema import interview
from conversations.schema import turn
from conversations.transcript import ASSISTANT, Bubble, Transcript
from conversations.turns import Outcome, Step, Turn
from entrypoints import routine
from notify.outbox.owing import owing_interviews
from notify.schema import outbox
from staff import totals
from staff.audit import COMMAND_LINE
from staff.schema import count_by_day
from testing.sqlite import make_tables
from tests.builders import NOON, HandClock, a_request, paris

JOB = "responsable-ecommerce"
ATTENDED, NO_SHOW = Status.ATTENDED, Status.NO_SHOW


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def services(open_services, database_url, clock):
    made = open_services(clock, database_url)
    make_tables(made.engine)
    return made


@pytest.fixture
def visit(services):
    """Holds a conversation of which some turns are counted; returns what it is kept under."""
    transcript = Transcript(services.engine)

    def hold(*turns: Turn) -> str:
        conversation = transcript.open(NOON, JOB)
        for number, counted in enumerate((Turn(Outcome.OPENING), *turns)):
            said = [Bubble(ASSISTANT, "Le salaire est de 35 k€.")]
            transcript.add(conversation, str(number), said, NOON, counted)
        return conversation

    return hold


def counted(services) -> dict[tuple[date, str, str], tuple[int, float | None]]:
    with services.engine.connect() as connection:
        return {
            (row.day, row.measure, row.topic): (row.number, row.confidence)
            for row in connection.execute(select(count_by_day))
        }


def test_a_day_that_is_over_is_counted_once(services, clock, visit):
    salary = Turn(Outcome.TOLD, "ask_salary", 0.75)
    visit(salary, Turn(Outcome.TOLD, "ask_salary", 0.25, Step.SLOTS))
    visit(Turn(Outcome.LEFT_OPEN, "ask_not_on_page", 0.5))
    visit()
    booked = services.desk.book(a_request(), NOON)
    services.desk_of(COMMAND_LINE).cancel(booked.reference, NOON)

    assert totals.write(services.engine, clock()) == 0  # the day is not over
    clock.advance(days=1)
    assert totals.write(services.engine, clock()) == 1
    assert totals.write(services.engine, clock()) == 0

    day = NOON.date()
    assert counted(services) == {
        (day, "visits_opened", ""): (3, None),
        (day, "visits_spoke", ""): (2, None),
        (day, "visits_slots", ""): (1, None),
        (day, "turn_opening", ""): (3, None),
        (day, "turn_told", "ask_salary"): (2, 0.5),
        (day, "turn_left_open", "ask_not_on_page"): (1, 0.5),
        (day, "hour", "12"): (3, None),
        (day, "booked", "visitor"): (1, None),
        (day, "cancelled", "command_line"): (1, None),
        (day, "delay", "4_to_7"): (1, None),
    }


def test_nights_that_were_missed_are_made_up_for(services, clock, visit):
    visit(Turn(Outcome.TOLD, "ask_salary", 0.9))
    clock.advance(days=4)

    assert totals.write(services.engine, clock()) == 4
    assert (NOON.date(), "turn_told", "ask_salary") in counted(services)


def test_what_is_erased_is_still_counted_and_nothing_says_whose_it_was(services, clock, visit):
    conversation = visit(Turn(Outcome.TOLD, "ask_salary", 0.9))

    services.conversation_eraser.erase(conversation)

    with services.engine.connect() as connection:
        left = connection.execute(select(turn)).mappings().all()
    assert [row["topic"] for row in left] == [None, "ask_salary"]
    assert not any(conversation == value for row in left for value in row.values())
    clock.advance(days=1)
    totals.write(services.engine, clock())
    assert counted(services)[NOON.date(), "visits_spoke", ""] == (1, None)


def test_who_came_is_counted_with_and_without_reminders_and_what_is_taken_back_is_not(
    services, clock
):
    starts = [paris(2026, 12, 1, hour) for hour in (9, 10, 11, 14)]
    booked = [
        services.desk.book(a_request(email=f"v{number}@example.com", start=start), NOON)
        for number, start in enumerate(starts)
    ]
    with services.engine.begin() as connection:  # one was reminded
        reminders = update(outbox).where(outbox.c.topic.startswith("reminder"))
        of_first = outbox.c.interview_id == booked[0].id
        connection.execute(reminders.where(of_first).values(sent_at=paris(2026, 12, 1, 8)))
    clock.set(paris(2026, 12, 1, 18))
    totals.write(services.engine, clock())
    noted = services.attendance_of(COMMAND_LINE)
    for one, outcome in zip(booked, [ATTENDED, ATTENDED, NO_SHOW, NO_SHOW], strict=True):
        noted.close(one.reference, outcome, clock())
    noted.reopen(booked[3].reference, clock())
    clock.advance(hours=12)
    totals.write(services.engine, clock())
    noted.reopen(booked[1].reference, clock())  # the next morning
    for number in range(4):
        privacy.erase(
            services.engine,
            f"v{number}@example.com",
            paris(2026, 12, 3, 9),
            owing_interviews(),
        )
    clock.advance(days=1)
    totals.write(services.engine, clock())

    days = counted(services)
    tuesday, wednesday = date(2026, 12, 1), date(2026, 12, 2)
    assert days[tuesday, "attended", "reminded"] == (1, None)
    assert days[tuesday, "attended", "not_reminded"] == (1, None)
    assert days[wednesday, "attended", "not_reminded"] == (-1, None)
    assert days[tuesday, "attended_of_visitors", ""] == (2, None)
    assert days[wednesday, "attended_of_visitors", ""] == (-1, None)
    assert days[tuesday, "missed", "not_reminded"] == (1, None)
    assert (tuesday, "missed", "reminded") not in days


def test_messages_are_counted_however_they_ended_and_whoever_is_erased(services, clock):
    services.desk.book(a_request(), NOON)
    with services.engine.begin() as connection:
        to_staff, to_visitor = services.outbox.claim(connection, NOON, 2)
        services.outbox.mark_sent(connection, to_staff, NOON)
        services.outbox.mark_sent(connection, to_staff, NOON)  # noted twice, sent once
        services.outbox.mark_failed(connection, to_visitor, NOON, "550: no such address")
        connection.execute(delete(interview))
    clock.advance(days=1)

    totals.write(services.engine, clock())

    day = NOON.date()
    assert counted(services)[day, "delivered", f"{to_staff.audience}_email"] == (1, None)
    assert counted(services)[day, "undelivered", f"{to_visitor.audience}_email"] == (1, None)


def test_turns_are_counted_before_they_are_forgotten(services, clock, visit):
    visit(Turn(Outcome.TOLD, "ask_salary", 0.9))
    clock.advance(days=40)

    routine.purge(services)

    with services.engine.connect() as connection:
        assert connection.execute(select(turn)).all() == []
    assert counted(services)[NOON.date(), "turn_told", "ask_salary"] == (1, 0.9)


def test_the_time_that_answers_took_is_counted(services, clock, visit):
    visit(*(Turn(Outcome.TOLD, "ask_salary", 0.9, seconds=each) for each in (0.01, 0.2, 0.25, 9)))
    clock.advance(days=1)

    totals.write(services.engine, clock())

    speeds = {
        topic: number
        for (_, measure, topic), (number, _) in counted(services).items()
        if measure == "answered_in"
    }
    assert speeds == {"50": 1, "200": 1, "300": 1, "slower": 1}


def test_a_total_keeps_its_day_of_paris(services, clock, visit):
    late = NOON.replace(hour=23, minute=30)  # half past midnight in Paris
    transcript = Transcript(services.engine)
    conversation = transcript.open(late, JOB)
    transcript.add(conversation, "1", [Bubble(ASSISTANT, "Oui.")], late, Turn(Outcome.OPENING))
    clock.set(late + timedelta(days=2))

    totals.write(services.engine, clock())

    assert [day for day, *_ in counted(services)] == [date(2026, 11, 26)] * 2


def test_what_visitors_say_of_answers_is_counted_by_topic(services, clock, visit):
    conversation = visit(Turn(Outcome.TOLD, "ask_salary", 0.9))
    answer = Transcript(services.engine).history(conversation)[-1]
    Transcript(services.engine).judge(conversation, answer.id, helped=False)
    clock.advance(days=1)

    totals.write(services.engine, clock())

    assert counted(services)[(NOON.date(), "did_not_help", "ask_salary")] == (1, None)
