"""The school's figures: right sums, nobody recognisable, and read in one query each."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta

import pytest
from sqlalchemy import event, insert

from conversations.turns import Outcome
from staff.figure import Count, Name, Percent, Period
from staff.figures import Figures
from staff.schema import count_by_day

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
YEAR = Period(date(2025, 12, 1), date(2026, 11, 30))
FEW, UNTOLD = Count(None), Percent(None)
_TRIES, _MOST_SECONDS = 5, 0.2


@pytest.fixture
def figures(engine):
    return Figures(engine)


@pytest.fixture
def count(engine):
    """Writes totals: `count(day, measure=number)`, or `count(day, "topic", measure=number)`."""

    def write(day: date, topic: str = "", **numbers: int) -> None:
        rows = [
            {"day": day, "job": "", "measure": measure, "topic": topic, "number": number}
            for measure, number in numbers.items()
        ]
        with engine.begin() as connection:
            connection.execute(insert(count_by_day), rows)

    return write


def test_conversations_are_summed_up_by_day_and_by_month(figures, count):
    count(date(2026, 10, 31), visits_opened=100, visits_spoke=50)
    count(date(2026, 11, 1), visits_opened=20, visits_spoke=10)
    count(date(2026, 11, 30), visits_opened=30, visits_spoke=3)

    by_day = figures.read(Name.CONVERSATIONS, NOVEMBER)
    by_month = figures.read(Name.CONVERSATIONS, YEAR)

    assert [row.key.day for row in by_day.rows] == list(range(1, 31))
    assert by_day.rows[0].values == (Count(20), Count(10))
    assert by_day.rows[1].values == (Count(0), Count(0))
    assert by_day.rows[29].values == (Count(30), FEW)
    assert [row.key for row in by_month.rows][-2:] == [date(2026, 10, 1), date(2026, 11, 1)]
    assert [row.values for row in by_month.rows][-2:] == [
        (Count(100), Count(50)),
        (Count(50), Count(13)),
    ]
    assert len(by_month.rows) == 12


@pytest.mark.parametrize(
    ("number", "shown"), [(0, Count(0)), (1, FEW), (4, FEW), (5, Count(5)), (-1, Count(0))]
)
def test_less_than_five_are_few(number, shown):
    assert Count.of(number) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (50, 200, Percent(25)),
        (0, 200, Percent(0)),
        (200, 200, Percent(100)),
        (3, 200, UNTOLD),  # would tell three
        (197, 200, UNTOLD),  # would tell the other three
        (4, 4, UNTOLD),
        (0, 0, UNTOLD),
    ],
)
def test_a_share_tells_no_few_either(part, whole, shown):
    assert Percent.of(part, whole) == shown


def test_topics_come_with_what_the_page_leaves_open(figures, count):
    day = date(2026, 11, 3)
    count(day, "ask_salary", turn_told=40, turn_left_open=6)
    count(day, "ask_degrees", turn_told=60)
    count(day, "ask_not_on_page", turn_left_open=12)
    count(day, "greet", turn_other=500)

    rows = figures.read(Name.TOPICS, NOVEMBER).rows

    assert [(row.key, row.values) for row in rows] == [
        ("ask_degrees", (Count(60), Count(0))),
        ("ask_salary", (Count(40), Count(6))),
        ("ask_not_on_page", (Count(0), Count(12))),
    ]
    left = figures.read(Name.LEFT_OPEN, NOVEMBER).rows[2]
    assert left.values == (Count(18), Percent(15))  # of 118
    understood = figures.read(Name.UNDERSTOOD, NOVEMBER).rows[2]
    assert understood.values == (Count(618), Percent(100))


def test_what_was_not_understood_at_first_is_counted(figures, count):
    count(date(2026, 11, 3), "ask_salary", turn_told=60, turn_other=20)
    count(date(2026, 11, 3), "gibberish", turn_not_understood=20)

    assert figures.read(Name.UNDERSTOOD, NOVEMBER).rows[2].values == (Count(100), Percent(80))


def test_the_way_from_the_page_to_the_interview(figures, count):
    count(date(2026, 11, 3), visits_opened=90, visits_spoke=70, visits_slots=40)
    count(date(2026, 11, 4), visits_held=20, visits_booked=12, attended_of_visitors=8)

    rows = figures.read(Name.FUNNEL, NOVEMBER).rows

    assert [row.values[0].number for row in rows] == [90, 70, 40, 20, 12, 8]


def test_attendance_with_and_without_reminders(figures, count):
    count(date(2026, 11, 3), "reminded", attended=45, missed=5)
    count(date(2026, 11, 3), "not_reminded", attended=10, missed=10)
    count(date(2026, 11, 4), "not_reminded", attended=-1)  # taken back

    rows = figures.read(Name.ATTENDANCE, NOVEMBER).rows

    assert [(row.key, row.values) for row in rows] == [
        ("reminded", (Count(45), Count(5), Percent(10))),
        ("not_reminded", (Count(9), Count(10), Percent(53))),
    ]


def test_hours_delays_and_messages_have_their_rows(figures, count):
    count(date(2026, 11, 3), "09", hour=7)
    count(date(2026, 11, 3), "same_day", delay=6)
    count(date(2026, 11, 3), "visitor_email", delivered=20, undelivered=20)

    hours = figures.read(Name.HOURS, NOVEMBER).rows
    assert (len(hours), hours[9].values) == (24, (Count(7),))
    assert figures.read(Name.DELAY, NOVEMBER).rows[0].values == (Count(6),)
    messages = figures.read(Name.MESSAGES, NOVEMBER).rows
    assert [(row.key, row.values) for row in messages] == [
        ("visitor_email", (Count(20), Count(20), Percent(50)))
    ]


def test_two_years_of_totals_are_read_in_a_query_each_that_gives_few_rows(engine, figures):
    draw = random.Random(7)
    first = date(2024, 12, 1)
    measures = [
        *(("visits_" + step, "") for step in ("opened", "spoke", "slots", "held", "booked")),
        *((f"turn_{each}", f"ask_{n}") for each in Outcome for n in range(25)),
        *(("hour", f"{hour:02}") for hour in range(24)),
        *((measure, "reminded") for measure in ("attended", "missed")),
        *(("delay", name) for name in ("same_day", "next_day", "4_to_7")),
        *(("delivered", way) for way in ("visitor_email", "staff_email")),
    ]
    with engine.begin() as connection:
        connection.execute(
            insert(count_by_day),
            [
                {
                    "day": first + timedelta(days=day),
                    "job": "responsable-ecommerce",
                    "measure": measure,
                    "topic": topic,
                    "number": draw.randrange(40),
                }
                for day in range(730)
                for measure, topic in measures
            ],
        )
    queries, rows, seconds, period = [], [], [], Period(first, date(2026, 11, 30))
    for _ in range(_TRIES):
        began = time.process_time()  # what others do on this machine is not ours
        for name in Name:
            figures.read(name, period)
        seconds.append(time.process_time() - began)

    def note(connection, cursor, statement, parameters, context, executemany):
        if statement.startswith("SELECT"):
            queries.append(statement)

    event.listen(engine, "after_cursor_execute", note)
    for name in Name:
        rows.append(len(figures.read(name, period).rows))

    assert min(seconds) < _MOST_SECONDS
    assert len(queries) == len(Name)
    assert all("GROUP BY" in query for query in queries)
    assert max(rows) <= 25
