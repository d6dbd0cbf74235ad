"""On a Saturday a secretary thinks of the week to come, unless somebody still comes in this one."""

from __future__ import annotations

from datetime import datetime

import pytest

from booking.rules import Departure, Exceptionally, Rule
from staff.accounts import Role
from testing.sqlite import sqlite_database
from testing.web_server import WebServer
from tests.bookings import at, request
from tests.equipe import Desk, an_account, words

SATURDAY, SUNDAY = "2026-11-28T10:05:00+01:00", "2026-11-29T10:05:00+01:00"
THIS_WEEK, NEXT_WEEK = "Du lundi 23 novembre 2026", "Du lundi 30 novembre 2026"
ON_SATURDAY = Exceptionally(1, frozenset({Departure(Rule.HOURS)}))


@pytest.mark.parametrize("day", [SATURDAY, SUNDAY])
def test_the_agenda_opens_on_the_week_to_come(tmp_path, day):
    server = WebServer(tmp_path, sqlite_database(tmp_path), CONSEILLER_NOW=day)
    with server.running():
        secretary, account = Desk(server, None), an_account(server, Role.SECRETARIAT)
        token = server.services.sessions.open(account, "Firefox", datetime.fromisoformat(day))
        secretary.client.cookies.set("equipe", token)
        assert NEXT_WEEK in words(secretary.get("/equipe/agenda"))
        assert THIS_WEEK in words(secretary.get(f"/equipe/agenda?date={day[:10]}"))
        assert day[:10] in secretary.get("/equipe/agenda?vue=jour").text

        if day == SATURDAY:
            sent = request(at("2026-11-28T17:00"))
            desk = server.services.desk_of(account.actor)
            desk.book(sent, at("2026-11-27T10:00"), ON_SATURDAY)
            assert THIS_WEEK in words(secretary.get("/equipe/agenda"))
        secretary.client.close()
