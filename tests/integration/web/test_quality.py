"""The public page of quality: only what was measured, the same for people and for programs."""

from __future__ import annotations

import json
import math
from datetime import date, datetime, timedelta

import httpx
import pytest
from sqlalchemy import delete, insert, update

from booking.schema import interview
from runtime.settings import ROOT
from staff.quality import read_live
from staff.schema import count_by_day
from tests.builders import NOON, a_request, paris
from tests.equipe import words
from web.sentences import sentences

FILE = json.loads((ROOT / "docs" / "quality.json").read_text())
YESTERDAY = date(2026, 11, 24)


@pytest.fixture
def counted(running):
    numbers = {"turn_told": 180, "turn_left_open": 20, "delivered": 95, "undelivered": 5}
    rows = [
        {"day": day, "job": "", "measure": measure, "topic": "", "number": number}
        for measure, number in numbers.items()
        for day in (YESTERDAY, YESTERDAY - timedelta(days=31))  # of which one is too old
    ]
    with running.services.engine.begin() as connection:
        connection.execute(insert(count_by_day), rows)
    yield
    with running.services.engine.begin() as connection:
        connection.execute(delete(count_by_day))


def test_people_and_programs_are_told_the_same(running, counted):
    page = words(httpx.get(f"{running.url}/qualite"))
    body = httpx.get(f"{running.url}/qualite.json").json()

    assert "10 % de 200, en 30 jours" in page
    assert "95 % de 100, en 30 jours" in page
    live = body["live"]
    assert (live["left_open_percent"], live["questions"]) == (10, 200)
    assert (live["delivered_percent"], live["messages"]) == (95, 100)
    assert live["double_bookings"] == 0
    assert set(live["held_at"]) == set(running.services.watched)
    assert body["measured"]["measured_on"] == FILE["measured_on"]


def test_what_was_measured_comes_with_how_and_how_sure(running):
    page = words(httpx.get(f"{running.url}/qualite"))
    answered = FILE["shares"]["answered"]

    low, high = math.floor(answered["interval"][0]), math.ceil(answered["interval"][1])

    assert f"{answered['right']} {answered['total']} {low} à {high} %" in page
    assert f"Textes inventés {sentences('quality')['invented_how']}".replace("\u00a0", " ") in page


def test_everything_in_the_file_has_its_words():
    texts = sentences("quality")

    assert {name for each in FILE["shares"] for name in (each, f"{each}_how")} <= texts.keys()
    assert all(
        share["interval"][0] <= 100 * share["right"] / share["total"] <= share["interval"][1]
        for share in FILE["shares"].values()
    )


def test_a_double_booking_would_be_told(services):
    """Nothing but a hand in the database can make one."""
    first = services.desk.book(a_request(), NOON)
    services.desk.book(a_request(email="b@example.com", start=paris(2026, 12, 1, 15)), NOON)
    services.desk.book(a_request(email="c@example.com", start=paris(2026, 12, 1, 16)), NOON)
    assert read_live(services.engine, NOON).double_bookings == 0

    with services.engine.begin() as connection:
        longer = update(interview).where(interview.c.id == first.id)
        connection.execute(longer.values(ends_at=paris(2026, 12, 1, 17)))

    live = read_live(services.engine, NOON)
    assert live.double_bookings == 2
    assert live.interviews.number is None  # three


@pytest.mark.parametrize(
    ("speeds", "within"),
    [
        ({"50": 94, "200": 1, "5000": 5}, 200),
        ({"50": 94, "slower": 6}, None),
        ({"50": 99}, None),  # too few to tell
        ({}, None),
    ],
)
def test_how_fast_answers_come_is_told_of_many(services, speeds, within):
    row = {"day": YESTERDAY, "job": "", "measure": "answered_in"}
    rows = [{**row, "topic": most, "number": number} for most, number in speeds.items()]
    with services.engine.begin() as connection:
        if rows:
            connection.execute(insert(count_by_day), rows)

    assert read_live(services.engine, NOON).p95_ms == within


def test_small_numbers_are_told_to_nobody(services):
    with services.engine.begin() as connection:
        row = {"day": YESTERDAY, "job": "", "topic": ""}
        connection.execute(
            insert(count_by_day),
            [
                {**row, "measure": "turn_told", "number": 100},
                {**row, "measure": "turn_left_open", "number": 2},
            ],
        )

    live = read_live(services.engine, datetime.fromisoformat("2026-11-25T10:05:00+01:00"))

    assert live.left_open.number is None
