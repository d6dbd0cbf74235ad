"""Pages that people read: what they state follows the settings, and a wrong address explained."""

from __future__ import annotations

import re

import httpx
import pytest

from booking import schedule_editing
from booking.blocking import KEPT as BLOCKED
from booking.privacy import RETENTION
from entrypoints.routine import CONVERSATIONS_KEPT
from staff.phrases import KEPT as PHRASES_KEPT
from testing.web_server import WebServer
from tests.booking_page import text
from tests.conftest import a_database

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SCHOOL = "https://www.ecole.example.org"
STRANGER = "https://ailleurs.example"


@pytest.fixture(scope="module")
def server(request, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    settings = {"RASA_PORT": "1", "ALLOWED_ORIGINS": SCHOOL}
    with WebServer(home, a_database("sqlite", request, home), **settings).running() as started:
        yield started


def test_the_page_says_how_long_an_interview_is(server):
    assert "30 minutes" in text(httpx.get(server.url))

    schedule_editing.set_rules(server.services.engine, slot_minutes=45)
    page = text(httpx.get(server.url))
    schedule_editing.set_rules(server.services.engine, slot_minutes=30)

    assert "45 minutes" in page
    assert "30 minutes" not in page


@pytest.mark.parametrize("path", ["/inconnu", "/static/inconnu.css", "/rendez-vous/x/y"])
def test_a_person_at_an_unknown_address_reads_a_page(server, path):
    answer = httpx.get(server.url + path, headers=BROWSER)

    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "Cette page n’existe pas" in text(answer)
    assert 'href="/rendez-vous"' in answer.text


def test_a_program_at_an_unknown_address_reads_json(server):
    for path, headers in (("/inconnu", {}), ("/api/inconnu", BROWSER)):
        answer = httpx.get(server.url + path, headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    "path",
    ["/", "/rendez-vous/", "/widget.js", "/healthz", "/static/base.css", "/equipe/connexion"],
)
def test_who_asks_for_the_headers_alone_gets_those_of_the_page(server, path):
    alone, whole = httpx.head(server.url + path), httpx.get(server.url + path)

    assert (alone.status_code, alone.text) == (200, "")
    assert alone.headers["Content-Type"] == whole.headers["Content-Type"]


def test_a_site_that_may_not_carry_the_chat_can_read_that_it_may_not(server):
    address, origin = f"{server.url}/api/chat/sessions", {"Origin": STRANGER}
    asked = {"Access-Control-Request-Method": "POST"}
    before = httpx.options(address, headers={**origin, **asked})
    refused = httpx.post(address, headers=origin, json={})

    assert before.is_success
    assert before.headers["Access-Control-Allow-Origin"] == STRANGER
    assert refused.status_code == 403
    assert refused.headers["Access-Control-Allow-Origin"] == STRANGER
    assert "n’est pas autorisé" in refused.json()["messages"][0]["text"]


def test_a_site_that_may_not_carry_the_chat_can_read_nothing_else(server):
    for path in ("/api/openapi.json", "/api/chat/slots", "/api/chat/messages", "/api/inconnu"):
        answer = httpx.get(server.url + path, headers={"Origin": STRANGER})
        assert answer.status_code == 403
        assert answer.json()["error"]["code"] == "origin_refused"


def test_an_unknown_job_is_said(server):
    answer = httpx.post(f"{server.url}/api/chat/sessions", json={"job": "astronaute"})

    assert answer.status_code == 422
    assert "Je ne connais pas encore ce métier" in answer.json()["messages"][0]["text"]


def test_every_page_leads_to_what_is_kept_and_how_long(server):
    for page in ("/", "/rendez-vous/", "/question/", "/inconnu"):
        assert 'href="/vos-donnees"' in httpx.get(server.url + page, headers=BROWSER).text

    told = text(httpx.get(f"{server.url}/vos-donnees", follow_redirects=True))
    assert f"effacé {RETENTION.days} jours après l’entretien" in told
    assert f"gardée {RETENTION.days} jours" in told
    assert f"gardée {CONVERSATIONS_KEPT.days} jours" in told
    assert f"au bout de {PHRASES_KEPT.days} jours" in told
    assert f"gardées {BLOCKED.days} jours" in told
    for kept in ("le mot que vous laissez", "fuseau horaire", "le numéro", "deux semaines"):
        assert kept in told
    assert "cnil.fr" in told


def test_whatever_a_page_is_made_of_travels_packed_and_is_asked_for_once(server):
    for page in ("/", "/rendez-vous/", "/equipe/entrer"):
        shown = httpx.get(server.url + page, headers=BROWSER, follow_redirects=True)
        named = re.findall(r'"(/static/[^"]+)"', shown.text)
        assert named
        for path in named:
            file = httpx.get(server.url + path)
            assert "immutable" in file.headers["Cache-Control"], path
            assert file.headers["Content-Encoding"] == "gzip"
            assert file.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_asked_for_by_another_version_is_given_and_not_kept_for_ever(server):
    answer = httpx.get(f"{server.url}/static/base.css?v=older")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize("path", ["../texts.py", "..%2ftexts.py", "dist", "%00", "/etc/passwd"])
def test_nothing_but_the_files_of_pages_is_given(server, path):
    assert httpx.get(f"{server.url}/static/{path}").status_code == 404


def test_the_widget_travels_packed_and_only_when_it_has_changed(server):
    address = f"{server.url}/widget.js"
    packed = httpx.get(address)
    plain = httpx.get(address, headers={"Accept-Encoding": "identity"})
    again = httpx.get(address, headers={"If-None-Match": packed.headers["ETag"]})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < len(plain.content) / 2
    assert packed.text == plain.text
    assert (again.status_code, again.content) == (304, b"")
