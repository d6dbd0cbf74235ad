"""The page is read from the public internet alone, and never for long or without end."""

from __future__ import annotations

import gzip
import socket
import threading
import time

import pytest

from staff.page_fetching import MOST_BYTES, PageFetcher, PageUnread, Validators

NEW = Validators()


@pytest.fixture
def fetcher():
    return PageFetcher(may_ask=lambda address: True, seconds=2)


def test_a_page_is_read_once_as_long_as_it_stays_the_same(fetcher, page):
    first = fetcher.fetch(page.url, NEW)

    assert "entre 40 et 80 k€ nets" in first.content
    assert fetcher.fetch(page.url, first.validators) is None
    assert page.answered == [200, 304]
    page.shows("<p>Autre chose.</p>")
    assert fetcher.fetch(page.url, first.validators).content == "<p>Autre chose.</p>"
    assert all("Conseiller" in asked["user-agent"] for asked in page.asked)


@pytest.mark.parametrize(
    "host",
    ["10.0.0.1", "[fec0::1]", "[::10.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[2002:a00:1::1]"],
)
def test_no_address_of_a_private_network_is_asked_however_it_is_written(host):
    with pytest.raises(PageUnread, match="private"):
        PageFetcher(seconds=2).fetch(f"http://{host}/metier", NEW)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]"])
def test_a_private_network_is_not_asked_whatever_its_name(page, host):
    port = page.url.split(":")[2].split("/")[0]

    with pytest.raises(PageUnread):
        PageFetcher().fetch(f"http://{host}:{port}/metier", NEW)
    assert page.asked == []


def test_a_redirect_leads_into_no_private_network_either(page):
    asked = []
    fetcher = PageFetcher(may_ask=lambda address: not asked and not asked.append(address))
    page.status, page.headers["Location"] = 302, page.url.replace("metier", "secret")

    with pytest.raises(PageUnread, match="private"):
        fetcher.fetch(page.url, NEW)
    assert len(page.asked) == 1


def test_a_name_that_is_looked_up_twice_is_asked_where_it_was_checked(page, monkeypatch):
    looked_up = []
    real = socket.getaddrinfo

    def lie(host, port, *args, **kwargs):
        looked_up.append(host)
        return real("127.0.0.1", port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", lie)
    fetcher = PageFetcher(may_ask=lambda address: True)
    fetcher.fetch(page.url.replace("127.0.0.1", "ecole.example"), NEW)

    assert looked_up.count("ecole.example") == 1
    assert page.asked[0]["host"].startswith("ecole.example:")


@pytest.mark.parametrize(
    ("status", "headers", "body", "why"),
    [
        (500, {}, "", "answers 500"),
        (404, {}, "", "answers 404"),
        (302, {"Location": "/metier"}, "", "again and again"),
        (302, {"Location": "file:///etc/passwd"}, "", "https"),
        (200, {"Content-Type": "application/pdf"}, "%PDF", "application/pdf"),
        (200, {}, "x" * (MOST_BYTES + 1), "too large"),
    ],
)
def test_what_is_no_page_is_not_taken_for_one(fetcher, page, status, headers, body, why):
    page.status, page.body = status, body.encode()
    page.headers |= headers

    with pytest.raises(PageUnread, match=why):
        fetcher.fetch(page.url, NEW)


def test_what_is_packed_small_is_not_unpacked_without_end(fetcher, page):
    page.body = gzip.compress(b"x" * (50 * MOST_BYTES))
    page.headers["Content-Encoding"] = "gzip"

    with pytest.raises(PageUnread, match="too large"):
        fetcher.fetch(page.url, NEW)


@pytest.mark.parametrize(
    "sends",
    [b"", b"HTTP/1.1 200 OK\r\nX-A: ", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"],
)
def test_a_server_that_dawdles_is_left(sends):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def dawdle() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(sends)
                for _ in range(60):
                    time.sleep(0.1)
                    try:
                        connection.sendall(b"x" if sends else b"")
                    except OSError:
                        return

        threading.Thread(target=dawdle, daemon=True).start()
        fetcher = PageFetcher(may_ask=lambda address: True, seconds=1)
        begun = time.monotonic()
        with pytest.raises(PageUnread, match="in time"):
            fetcher.fetch(f"http://127.0.0.1:{server.getsockname()[1]}/", NEW)

    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("named_in", ["header", "page"])
def test_older_letters_are_read(fetcher, page, named_in):
    text = '<meta charset="iso-8859-1"><p>Métier</p>' if named_in == "page" else "<p>Métier</p>"
    page.body = text.encode("latin-1")
    page.headers["Content-Type"] = "text/html" + (
        "; charset=iso-8859-1" if named_in == "header" else ""
    )

    assert "Métier" in fetcher.fetch(page.url, NEW).content
