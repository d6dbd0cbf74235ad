"""What an interviewer's own calendar says closes slots, on a real CalDAV server."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from booking.model import Refusal
from booking.schema import busy_time
from tests.builders import NOON
from tests.calendar_house import AFTERNOON, MORNING, a_lesson


def test_busy_times_block_slots_and_free_them_again(house, server):
    house.adopt(server)
    server.put("cours", a_lesson(MORNING, MORNING + timedelta(minutes=45)))

    house.read()
    while_busy = [house.refusal(MORNING + timedelta(minutes=30 * n)) for n in range(3)]
    server.put("cours", a_lesson(AFTERNOON, AFTERNOON + timedelta(minutes=30)))
    house.read()

    assert while_busy == [Refusal.TAKEN, Refusal.TAKEN, None]
    assert house.refusal(MORNING) is None
    assert house.refusal(AFTERNOON) is Refusal.TAKEN


def test_repeated_lessons_block_every_week(house, server):
    house.adopt(server)
    first = MORNING - timedelta(weeks=3)
    server.put("cours", a_lesson(first, first + timedelta(hours=1), "RRULE:FREQ=WEEKLY"))

    house.read()

    for weeks in range(4):
        assert house.refusal(MORNING + timedelta(weeks=weeks)) is Refusal.TAKEN
        assert house.refusal(MORNING + timedelta(weeks=weeks, hours=1)) is None


def test_an_interview_in_the_calendar_does_not_stand_in_its_own_way(house, server):
    house.adopt(server)
    booked = house.book()
    house.deliver_due()

    house.read()
    with house.engine.connect() as connection:
        assert connection.execute(select(busy_time)).all() == []
    house.desk.cancel(booked.reference, NOON)

    assert house.refusal(AFTERNOON) is None
