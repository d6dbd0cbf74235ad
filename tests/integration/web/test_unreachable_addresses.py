"""An address to which the school cannot write is said so before anything is booked."""

from __future__ import annotations

import httpx
import pytest
from aiosmtpd.controller import Controller

from testing.running import free_ports
from testing.web_server import WebServer
from tests.booking_page import fields, text
from tests.conftest import a_database
from tests.mailboxes import Mailboxes

ACCENTED = "josé.garçon@exemple.fr"


@pytest.fixture
def send_form(request, tmp_path):
    """Send the booking form to a house whose mail server knows addresses with accents, or not."""

    def send(knows_accents: bool, email: str) -> httpx.Response:
        [port] = free_ports(1)
        database = a_database("sqlite", request, tmp_path)
        server = WebServer(tmp_path / "home", database, SMTP_URL=f"smtp://127.0.0.1:{port}")
        post = Controller(Mailboxes(), "127.0.0.1", port, enable_SMTPUTF8=knows_accents)
        post.start()
        try:
            with server.running(), httpx.Client(base_url=server.url, timeout=30) as visitor:
                shown = visitor.get("/rendez-vous/")
                return visitor.post("/rendez-vous/", data=fields(shown, email=email))
        finally:
            post.stop()

    return send


def test_who_cannot_be_written_to_is_asked_for_another_address(send_form):
    answer = send_form(knows_accents=False, email=ACCENTED)

    assert answer.status_code == 422
    assert "ne sait pas écrire" in text(answer)
    assert ACCENTED in answer.text


def test_who_can_be_written_to_goes_on(send_form):
    assert send_form(knows_accents=True, email=ACCENTED).status_code == 200


def test_accents_of_a_domain_are_no_matter(send_form):
    assert send_form(knows_accents=False, email="jose@école.example.fr").status_code == 200
