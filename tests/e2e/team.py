"""The staff's console in a browser: the web process and the notifier, and what they are given."""

from __future__ import annotations

import email
import re
import time
from contextlib import contextmanager
from datetime import datetime
from email.policy import default
from pathlib import Path

from playwright.sync_api import Page

from booking.model import BookingRequest, Interview, Visitor
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from testing.sqlite import sqlite_database
from testing.web_server import WebServer
from tests.equipe import NOW_THERE

NAMES = (
    *("Inès Marchetti", "Paul Durand", "Fatou Ndiaye", "Léa Martin"),
    *("Hugo Petit", "Nora Ben Ali", "Tom Roux"),
)


def book(server: WebServer, name: str, when: str, at: str = "2026-11-20T10:00") -> Interview:
    """Book as a visitor did; times of Paris in winter."""
    start, now = (datetime.fromisoformat(f"{moment}:00+01:00") for moment in (when, at))
    address = f"{name.split()[0].lower()}.{when[5:13]}@example.com".replace("-", "")
    asked = ("Faut-il un diplôme ?",)
    visitor = Visitor(name, address, "+33639981122")
    return server.services.desk.book(BookingRequest(visitor, start, now, when, asked), now)


@contextmanager
def a_school(folder: Path, *interviews: tuple[str, str], parts: tuple[str, ...] = ("web",)):
    """Have a school with some interviews (whose, when), served while it is looked at."""
    database = sqlite_database(folder)
    with WebServer(folder, database, parts=parts).running() as server:
        for name, when in interviews:
            book(server, name, when)
        yield server


def let_in(page: Page, school: WebServer) -> Page:
    """Have Zoé of the office signed in to a page's browser."""
    zoe = school.services.accounts.invite(
        "zoe@ecole.example", "Zoé", Role.SECRETARIAT, COMMAND_LINE, NOW_THERE
    )
    token = school.services.sessions.open(zoe, "Chromium", NOW_THERE)
    page.context.add_cookies([{"name": "equipe", "value": token, "url": school.url}])
    return page


def letter(folder: Path, recipient: str, words: str) -> str:
    """Wait for an e-mail to somebody that holds some words; returns its text."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for path in sorted(folder.glob("*.eml"), reverse=True):
            mail = email.message_from_bytes(path.read_bytes(), policy=default)
            text = mail.get_body(("plain",)).get_content().replace("\u00a0", " ")
            if recipient in mail["To"] and re.search(words, text):
                return text
        time.sleep(0.2)
    raise AssertionError(f"no e-mail to {recipient} says {words!r}")
