"""The interviews as a table: what spreadsheets read, and nothing that they would run."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from booking.model import BookingRequest, Visitor
from staff import audit
from tests.bookings import at, request
from tests.equipe import NOW_THERE, words

MONTH = {"du": "2026-11-01", "au": "2026-11-30"}


def read(answer):
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_month_is_exported_and_noted(server, secretary):
    booked = server.services.desk.book(request(at("2026-11-30T17:30")), NOW_THERE)
    server.services.desk.book(request(at("2026-12-01T09:00"), "b"), NOW_THERE)

    answer = secretary.post("/equipe/export", **MONTH)

    heads, *rows = read(answer)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert heads[:4] == ["Jour", "Début", "Fin", "Nom"]
    assert [row[-1] for row in rows] == [booked.reference]
    assert rows[0][:4] == ["30/11/2026", "17:30", "18:00", "Inès Marchetti"]
    assert audit.latest(server.services.engine, 1)[0].action == "exported"


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+33", "-1+1", "@SUM(A1)"])
def test_what_a_spreadsheet_would_run_is_text(server, secretary, name):
    visitor = Visitor(name, "ines@example.com", "+33639981122")
    asked = BookingRequest(visitor, at("2026-11-26T14:30"), NOW_THERE, "a")
    server.services.desk.book(asked, NOW_THERE)

    _, row = read(secretary.post("/equipe/export", **MONTH))

    assert row[3] == f"'{name}"
    assert row[5] == "06 39 98 11 22"


def test_days_that_make_no_sense_are_said_and_kept(secretary):
    answer = secretary.post("/equipe/export", du="2026-12-01", au="2026-11-01")

    assert answer.status_code == 422
    assert "vient avant" in words(answer)
    assert 'value="2026-12-01"' in answer.text


def test_an_old_session_signs_in_again_first(server, secretary):
    moment = NOW_THERE - timedelta(hours=1)
    token = server.services.sessions.open(secretary.account, "Firefox", moment)
    secretary.client.cookies.set("equipe", token)

    assert "encore=oui" in secretary.get("/equipe/export").headers["Location"]
