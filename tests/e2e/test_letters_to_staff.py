"""The morning's summary is read on a phone: who comes today, what they said, and what waits."""

from __future__ import annotations

import email
import time
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import expect

from notify.announcements import summary as summary_of
from testing.sqlite import sqlite_database
from testing.web_server import WebServer
from tests.e2e.chat import faults, fits
from tests.e2e.team import book
from tests.equipe import NOW_THERE
from tests.mails import html_of

STAFF = "admissions@ecole.example"
_OF_THE_MAIL_PROGRAM = ("landmark-one-main", "region")  # whose page has the e-mail in its main part
_LONG = "Maximilienne-Bérengère de la Rochefoucauld-Montmorency-Châteauneuf"


@pytest.fixture
def summary(tmp_path) -> EmailMessage:
    """The summary of a morning with two interviews, a note and a question that waits."""
    server = WebServer(tmp_path, sqlite_database(tmp_path), parts=("notifier",), STAFF_EMAIL=STAFF)
    with server.services.engine.begin() as connection:
        summary_of.DAILY.take(connection, NOW_THERE - timedelta(days=1))  # the day before's is sent
    first = book(server, "Paul Durand", "2026-11-25T11:00")
    book(server, _LONG, "2026-11-25T14:00")
    server.services.desk.write_note(first.reference, "Je suis sourd\nMon fils sera là", NOW_THERE)
    server.services.questions.put("Y a-t-il un internat ?", "lea@example.com", "a", NOW_THERE, None)
    with server.running():
        return _letter(tmp_path / "mail", "Entretiens du")


def _letter(folder: Path, subject: str) -> EmailMessage:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for path in folder.glob("*.eml"):
            mail = email.message_from_bytes(path.read_bytes(), policy=default)
            if STAFF in mail["To"] and subject in mail["Subject"]:
                return mail
        time.sleep(0.2)
    raise AssertionError(f"no e-mail to the staff says {subject!r}")


def test_the_summary_is_whole_and_readable_at_any_width_and_in_the_dark(
    summary, new_page, take_picture
):
    found = {}
    for width, scheme in ((1280, "light"), (360, "light"), (320, "light"), (360, "dark")):
        reader = new_page(viewport={"width": width, "height": 740}, color_scheme=scheme)
        reader.set_content(html_of(summary))
        state = f"{width} {scheme}"
        take_picture(reader, state)
        found[state] = [
            each for each in faults(reader) if not each.startswith(_OF_THE_MAIL_PROGRAM)
        ]
        found[state] += [] if fits(reader) else ["it must be scrolled sideways"]

    assert {state: faults for state, faults in found.items() if faults} == {}


def test_the_summary_says_who_comes_what_they_said_and_what_waits(summary, new_page):
    reader = new_page(viewport={"width": 360, "height": 740})
    reader.set_content(html_of(summary))

    said = reader.locator("body").inner_text().replace("\u00a0", " ").replace("\u2011", "-")
    assert "11 h : Paul Durand" in said
    assert "Son mot : « Je suis sourd · Mon fils sera là »" in said
    assert "A demandé : Faut-il un diplôme ?" in said
    assert "Y a-t-il un internat ?" in said
    phones = reader.get_by_role("link", name="06 39 98 11 22")
    expect(phones).to_have_count(2)
    expect(phones.first).to_have_attribute("href", "tel:+33639981122")
    for phone in phones.all():
        assert phone.evaluate("link => link.getClientRects().length") == 1  # in one line
    expect(reader.get_by_role("link", name="Venu, ou pas ?")).to_have_count(2)
