"""Behind a reverse proxy every visitor is answered, whatever the proxy says of where they are."""

from __future__ import annotations

import httpx
import pytest

from testing.web_server import WebServer
from tests.conftest import a_database


@pytest.fixture(scope="module")
def server(request, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    started = WebServer(
        home, a_database("sqlite", request, home), RASA_PORT="1", TRUSTED_PROXIES="1"
    )
    started.start()
    yield started
    started.stop()


def ask(server, address: str) -> int:
    """Ask for a job that there is not, which is counted like any other."""
    headers, job = {"X-Forwarded-For": address}, {"job": "none"}
    answer = httpx.post(f"{server.url}/api/chat/sessions", json=job, headers=headers, timeout=30)
    return answer.status_code


@pytest.mark.parametrize(
    "address",
    ["2001:db8::1", "[2001:db8::1]:443", "203.0.113.5:51234", "::ffff:203.0.113.9", "unknown",
     "_sealed", "nobody, knows", ",", "203.0.113.5, 2001:db8::9"],
)  # fmt: skip
def test_no_address_is_an_error(server, address):
    assert ask(server, address) == 422


def test_one_household_counts_as_one_and_another_does_not(server):
    asked = [ask(server, f"2001:db8:0:7::{n:x}") for n in range(1, 80)]

    assert asked[-1] == 428  # who does no work comes no further
    assert ask(server, "2001:db8:0:8::1") == 422


def test_every_public_route_has_a_limit(server):
    asked = {
        "sessions": ("POST", "/api/chat/sessions"),
        "forged": ("POST", "/api/chat/messages"),
        "history": ("GET", "/api/chat/messages"),
        "slots": ("GET", "/api/chat/slots"),
        "page": ("GET", "/"),
        "form": ("POST", "/rendez-vous/"),
        "interview": ("POST", "/entretien/forged/annuler"),
        "feed": ("GET", "/agenda/forged.ics"),
    }
    with httpx.Client(base_url=server.url, timeout=60) as client:
        for number, (name, (method, path)) in enumerate(asked.items()):
            headers = {"X-Forwarded-For": f"198.51.100.{number}"}
            told = set()
            for times in range(500):
                headers["Authorization"] = f"Bearer junk{times}"
                told.add(
                    client.request(method, path, headers=headers, json={"job": "x"}).status_code
                )
                if 429 in told:
                    break
            assert 429 in told, name
