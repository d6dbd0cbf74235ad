"""Whatever is asked of any route, nothing is answered as an error of ours, or logged in full."""

from __future__ import annotations

import httpx
import pytest

from testing.web_server import WebServer
from tests.booking_page import book, fields, hidden
from tests.conftest import a_database

_ODD = (
    "0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
    "2026-11-26T14:30:00+23:59", "2026-W01-1", "-1", "9" * 400, "%00", "\x00", "é", "../..",
    "%2e%2e%2f", "'\"<>", "{{7*7}}", "%s%n", "[]", "{}", "null", "true", "\r\nX: y", "a" * 5000,
)  # fmt: skip
_PATHS = (
    "/", "/rendez-vous/", "/rendez-vous", "/question/", "/vos-donnees/", "/vos-donnees/effacer/",
    "/rappel/",
    "/entretien/{}", "/entretien/{}/annuler", "/entretien/{}/deplacer",
    "/entretien/{}/entretien.ics", "/entretien/{}/mot", "/entretien/{}/je-viens",
    "/entretien/{}/accepter", "/entretien/{}/plus-tot", "/entretien/du-chat/{}",
    "/agenda/{}.ics", "/agenda/{}",
    "/widget.js", "/static/", "/static", "/static/{}", "/static/%00", "/static/%00/a.css",
    "/static/dist/", "/static/dist", "/healthz", "/api/openapi.json", "/api/chat/sessions",
    "/api/chat/messages", "/api/chat/slots", "/api/chat/transcript", "/api/chat/calendar/{}.ics",
    "/{}", "/%ff%fe", "//", "/api/{}",
)  # fmt: skip
_HEADERS = (
    "Origin", "Referer", "Sec-Fetch-Site", "X-Forwarded-For", "X-Forwarded-Host",
    "X-Forwarded-Port", "X-Forwarded-Proto", "X-Scheme", "Forwarded", "X-Real-IP", "Cookie",
    "Authorization", "Accept", "Accept-Language", "Accept-Encoding", "Content-Type",
    "If-None-Match", "If-Modified-Since", "Range", "User-Agent",
)  # fmt: skip
_ODD_VALUES = (
    b"", b"http://[", b"http://[::1", b"http://[x]", b"http://a:99999", b"[", b"a:b:c", b"null",
    b"\xff\xfe", "é".encode(), b"q;q=x", b"*/*;q=1e400", b"bytes=-1,0-,9-", b"-1", b'"', b";;,,=",
    b"a" * 5000, b"Bearer \xff\xfe", b"equipe=\xff\xfe; equipe-entree=\xff",
)  # fmt: skip
_METHODS = ("GET", "HEAD", "POST", "DELETE", "PUT", "OPTIONS")


@pytest.fixture(scope="module")
def server(request, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    started = WebServer(home, a_database("sqlite", request, home), RASA_PORT="1")
    started.start()
    yield started
    started.stop()


@pytest.fixture
def client(server):
    with httpx.Client(base_url=server.url, timeout=30) as opened:
        yield opened


def odd_paths() -> list[str]:
    quoted = [httpx.QueryParams({"": odd}).__str__()[1:] for odd in _ODD]
    return [path.format(odd) for path in _PATHS for odd in (quoted if "{}" in path else [""])]


@pytest.mark.parametrize("method", _METHODS)
def test_no_path_is_an_error_of_ours(client, method):
    asked = [path for path in odd_paths() if (method, path) != ("POST", "/api/chat/sessions")]
    told = {path: client.request(method, path).status_code for path in asked}

    assert {path: status for path, status in told.items() if status >= 500} == {}


def test_no_parameter_is_an_error_of_ours(server, client):
    page = book(client).headers["Location"].split("?")[0]
    form = fields(client.get("/rendez-vous"))
    move = hidden(client.get(f"{page}/deplacer"))
    note, earlier = (hidden(client.get(f"{page}/{part}")) for part in ("mot", "plus-tot"))
    call = {**hidden(client.get("/rappel/")), "telephone": "06 39 98 12 34", "accord": "oui"}
    wrong = {}
    for odd in _ODD:
        answers = [
            *(client.get(path, params={name: odd})
              for path in ("/rendez-vous/", f"{page}/deplacer", page)
              for name in ("depuis", "creneau", "fait")),
            *(client.post("/rendez-vous/", data={**form, name: odd})
              for name in (*form, "depuis", "relu")),
            *(client.post(f"{page}/deplacer", data={**move, name: odd})
              for name in ("sceau", "creneau")),
            *(client.post(f"{page}/mot", data={**note, name: odd}) for name in ("sceau", "mot")),
            *(client.post(f"{page}/plus-tot", data={**earlier, name: odd})
              for name in ("sceau", "creneau")),
            *(client.post(f"{page}/{reply}", data={"sceau": odd})
              for reply in ("je-viens", "accepter")),
            *(client.post("/rappel/", data={**call, name: odd})
              for name in ("telephone", "quand", "sujet", "cle")),
            client.post(f"{page}/annuler", data={"sceau": odd}),
            client.post("/rendez-vous/", content=odd.encode(), headers={"Content-Type": odd[:40]
                        if odd.isascii() and odd.isprintable() else "text/plain"}),
            client.post("/api/chat/sessions", json={"job": odd}),
            client.post("/api/chat/messages", json={"text": odd}),
        ]  # fmt: skip
        wrong |= {f"{a.request.method} {a.url}": odd for a in answers if a.status_code >= 500}

    assert wrong == {}


def test_no_header_is_an_error_of_ours(client):
    asked = (
        ("GET", "/"), ("GET", "/static/page.css"), ("POST", "/rendez-vous/"),
        ("POST", "/question/"), ("GET", "/api/chat/slots"), ("POST", "/api/chat/messages"),
        ("OPTIONS", "/api/chat/sessions"), ("GET", "/equipe"), ("POST", "/equipe/connexion"),
    )  # fmt: skip
    wrong = {
        (method, path, header, odd[:20])
        for method, path in asked
        for header in _HEADERS
        for odd in _ODD_VALUES
        if client.request(method, path, headers={header: odd}).status_code >= 500
    }

    assert wrong == set()


def test_no_log_holds_a_secret_link(server, client):
    slot = "2026-11-30T10:00:00+01:00"
    page = book(client, email="zoe@example.com", creneau=slot).headers["Location"].split("?")[0]
    for path in odd_paths():
        client.get(f"{page}{path}")
    client.get(page, params={"depuis": "0001-01-01"})

    assert page.split("/")[-1] not in server.log()
