"""The interviews as a table: what spreadsheets read, and nothing that they would run."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from booking import register
from booking.model import BookingRequest, Visitor
from french.paris import PARIS
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


def cells(answer):
    """Read the rows of a workbook as Excel does: the text of strings, the numbers of days."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    return [
        ["".join(cell.itertext()) for cell in row.iter(f"{main}c")]
        for row in sheet.iter(f"{main}row")
    ]


def test_a_workbook_has_days_as_days_and_no_formula(server, secretary):
    visitor = Visitor('=HYPERLINK("https://evil.example")', "ines@example.com")
    asked = BookingRequest(visitor, at("2026-11-26T14:30"), NOW_THERE, "a")
    booked = server.services.desk.book(asked, NOW_THERE)

    answer = secretary.post("/equipe/export", format="xlsx", **MONTH)

    heads, row = cells(answer)
    assert answer.headers["Content-Disposition"].endswith('2026-11-01-2026-11-30.xlsx"')
    assert heads[:2] == ["Jour", "Début"]
    day = date(1899, 12, 30) + timedelta(days=float(row[0]))
    assert (day, float(row[1]) * 24) == (date(2026, 11, 26), 14.5)
    assert row[3] == '=HYPERLINK("https://evil.example")'
    assert row[-1] == booked.reference
    assert audit.latest(server.services.engine, 1)[0].action == "exported"


def test_a_long_table_is_read_in_pieces_and_each_interview_once(server, monkeypatch):
    monkeypatch.setattr(register, "_AT_ONCE", 2)
    hours = [f"2026-11-30T{hour}" for hour in ("09:00", "09:30", "10:00", "10:30", "11:00")]
    for when in hours:
        who = Visitor("Inès Marchetti", f"ines{hours.index(when)}@example.com")
        server.services.desk.book(replace(request(at(when), when), visitor=who), NOW_THERE)

    given = list(server.services.register.each_between(at("2026-11-30T00:00"), at(hours[-1])))

    assert [f"{each.start.astimezone(PARIS):%H:%M}" for each in given] == [
        when[-5:] for when in hours[:4]
    ]


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
