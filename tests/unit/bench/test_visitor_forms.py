"""What a form asks for is read from Rasa's events: the latest of each kind counts."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from bench.visitors.forms import Forms


@pytest.fixture
def asking(tmp_path):
    """Tell which form asks for what after some events (kind, action, data)."""

    def asking(*events: tuple[str, str | None, dict[str, object]]):
        with closing(sqlite3.connect(tmp_path / "trackers.db")) as database:
            database.execute(
                "CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id, type_name, action_name,"
                " data)"
            )
            database.executemany(
                "INSERT INTO events (sender_id, type_name, action_name, data)"
                " VALUES ('somebody', ?, ?, ?)",
                [(kind, action, json.dumps(data)) for kind, action, data in events],
            )
            database.commit()
        with closing(Forms(tmp_path)) as forms:
            return forms.asking("somebody")

    return asking


def test_nothing_is_asked_in_a_new_conversation(asking):
    assert asking() == (None, None)


def test_the_form_that_was_begun_last_asks_for_its_slot(asking):
    events = [
        ("active_loop", None, {"name": "booking_form"}),
        ("slot", "requested_slot", {"value": "interview_time"}),
        ("slot", "visitor_name", {"value": "Léa Morvan"}),
        ("slot", "requested_slot", {"value": "visitor_email"}),
    ]

    assert asking(*events) == ("booking_form", "visitor_email")


def test_a_form_that_is_over_asks_for_nothing(asking):
    events = [
        ("active_loop", None, {"name": "booking_form"}),
        ("slot", "requested_slot", {"value": "recap_confirmed"}),
        ("active_loop", None, {"name": None}),
        ("slot", "requested_slot", {"value": None}),
    ]

    assert asking(*events) == (None, None)
