"""What is a visitor's stays theirs: files, caches, and forms that only our own pages may send."""

from __future__ import annotations

import httpx
import pytest

from testing.web_server import WebServer
from tests.booking_page import fields
from tests.conftest import a_database


@pytest.fixture(scope="module")
def server(request, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    started = WebServer(
        home / "new", a_database("sqlite", request, home), PUBLIC_URL="https://school.example"
    )
    started.start()
    yield started
    started.stop()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "https://school.example"}, 200),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "https://other.example"}, 403),
    ],
)
def test_a_form_comes_from_our_own_pages(server, headers, status):
    with httpx.Client(base_url=server.url, timeout=30) as visitor:
        form = fields(visitor.get("/rendez-vous/"))
        answer = visitor.post("/rendez-vous/", data=form, headers=headers)

    assert answer.status_code == status


def test_the_conversation_is_kept_by_no_cache_and_tls_is_kept_to(server):
    answer = httpx.get(f"{server.url}/api/chat/messages")

    assert answer.headers["Cache-Control"] == "no-store"
    assert "max-age" in answer.headers["Strict-Transport-Security"]
