"""An address that is to be confirmed: what the page, the link and the e-mails say."""

from __future__ import annotations

import asyncio
import email
import re
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from html import unescape
from pathlib import Path

import httpx
import pytest

from booking.confirming import WAIT
from booking.model import Status
from notify import Audience, Channel, Topic, list_entries
from staff.accounts import Role
from testing.web_server import NOW, WebServer
from tests.booking_page import book, text
from tests.conftest import a_database
from tests.equipe import Desk, an_account, words

THEN = datetime.fromisoformat(NOW)


@pytest.fixture
def server(request, tmp_path):
    database = a_database("sqlite", request, tmp_path)
    with WebServer(tmp_path / "home", database, CONFIRM_ADDRESSES="always").running() as started:
        yield started


@pytest.fixture
def visitor(server):
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield client


def owed(server) -> set[tuple[Audience, Topic]]:
    with server.services.engine.connect() as connection:
        entries = list_entries(connection, THEN)
    return {(e.audience, e.topic) for e in entries if e.channel is Channel.EMAIL}


def test_a_visitor_is_told_confirms_and_is_invited(server, visitor):
    booked = book(visitor)
    page = visitor.get(booked.headers["Location"])
    address = str(page.url.path)

    (interview,) = server.interviews()
    assert interview.confirm_by is not None
    assert "Il reste un geste" in text(page)
    assert {(Audience.STAFF, Topic.BOOKED), (Audience.VISITOR, Topic.TO_CONFIRM)} <= owed(server)
    assert (Audience.VISITOR, Topic.BOOKED) not in owed(server)

    link = mailed_link(server)
    assert link.startswith(f"{address}/confirmer?")
    shown = visitor.get(link)
    assert "Oui, je viendrai" in text(shown)
    assert server.interviews()[0].confirm_by is not None  # opening the link confirms nothing

    form = re.search(r'action="([^"]+/confirmer[^"]*)"', shown.text)[1]
    done = visitor.post(unescape(form), follow_redirects=True)
    assert "C’est confirmé" in text(done)
    assert server.interviews()[0].confirm_by is None
    assert (Audience.VISITOR, Topic.BOOKED) in owed(server)
    again = visitor.post(link, follow_redirects=True)
    assert again.status_code == 200
    assert "Votre entretien" in text(visitor.get(link, follow_redirects=True))


@pytest.mark.parametrize("proof", ["", "?preuve=", "?preuve=forged", "?preuve={token}"])
def test_the_page_that_whoever_booked_is_led_to_confirms_nothing(server, visitor, proof):
    address = book(visitor).headers["Location"].partition("?")[0]
    link = f"{address}/confirmer{proof.format(token=address.rpartition('/')[2])}"

    shown = visitor.get(link, follow_redirects=True)
    refused = visitor.post(link, follow_redirects=True)

    assert "Oui, je viendrai" not in text(shown)
    assert "Il reste à confirmer cet entretien" in text(refused)
    assert server.interviews()[0].confirm_by is not None


def test_the_link_of_one_e_mail_confirms_no_other_interview(server, visitor):
    book(visitor)
    theirs = mailed_link(server)
    other = book(visitor, email="victim@example.com", creneau="2026-11-26T15:30:00+01:00")
    address = other.headers["Location"].partition("?")[0]

    visitor.post(f"{address}/confirmer?{theirs.partition('?')[2]}")

    assert all(interview.confirm_by is not None for interview in server.interviews())


def test_what_lapsed_is_said_to_have_lapsed_and_everybody_is_told(server, visitor):
    address = book(visitor).headers["Location"].partition("?")[0]
    link = mailed_link(server)
    confirmations = server.services.confirmations
    confirmations.lapse(THEN + WAIT + timedelta(minutes=5))

    assert "n’a pas été confirmé à temps" in text(visitor.get(address))
    late = visitor.post(link, follow_redirects=True)
    assert "n’a pas été confirmé à temps" in text(late)
    assert server.interviews()[0].status is Status.CANCELLED
    assert {(Audience.STAFF, Topic.LAPSED), (Audience.VISITOR, Topic.LAPSED)} <= owed(server)


def test_the_e_mails_say_so_plainly(server, visitor):
    book(visitor)
    asyncio.run(server.services.notifiers[0].deliver_due())

    files = server.services.mail_folder.glob("*.eml")
    mails = {m["To"].addresses[0].addr_spec: m for m in map(read_mail, files)}
    visitors, staffs = mails["ines@example.com"], mails[server.services.settings.staff_email]
    assert "À confirmer avant 10 h 3" in plain(visitors["Subject"])
    assert "/confirmer" in visitors.get_body(("plain",)).get_content()
    assert not any(part.get_content_type() == "text/calendar" for part in visitors.walk())
    assert "à confirmer" in plain(staffs["Subject"])
    assert "redevient libre" in plain(staffs.get_body(("plain",)).get_content())


def mailed_link(server) -> str:
    """Read the link to confirm out of the e-mail, as only its reader can."""
    asyncio.run(server.services.notifiers[0].deliver_due())
    mails = map(read_mail, server.services.mail_folder.glob("*.eml"))
    (mail,) = (m for m in mails if m["To"].addresses[0].addr_spec == "ines@example.com")
    return re.search(r"/entretien/\S+/confirmer\S*", mail.get_body(("plain",)).get_content())[0]


def read_mail(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=default)


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_staff_confirm_for_somebody_with_whom_they_spoke(server, visitor):
    book(visitor)
    (interview,) = server.interviews()
    secretary = Desk(server, an_account(server, Role.SECRETARIAT))
    page = f"/equipe/entretien/{interview.reference}"
    assert "À confirmer avant 10 h 35" in words(secretary.get(page))

    answer = secretary.post(f"{page}/confirmer", seen_on=page)

    assert answer.headers["Location"] == f"{page}?fait=confirme"
    assert server.interviews()[0].confirm_by is None
    assert "Secretariat a confirmé l’entretien" in words(secretary.get(page))
    assert (Audience.VISITOR, Topic.BOOKED) in owed(server)
