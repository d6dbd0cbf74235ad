"""While somebody holds the database's file, those who only read are answered as ever."""

from __future__ import annotations

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx
import pytest

from testing.web_server import WebServer
from tests.booking_page import confirm, fields, hidden, text
from tests.conftest import a_database


@pytest.fixture
def server(request, tmp_path):
    with WebServer(tmp_path / "home", a_database("sqlite", request, tmp_path)).running() as started:
        yield started


def test_writers_who_wait_keep_no_reader_waiting_and_are_told_in_the_end(server, tmp_path):
    with httpx.Client(base_url=server.url, timeout=60) as visitor, ThreadPoolExecutor(40) as crowd:
        form = hidden(visitor.post("/rendez-vous/", data=fields(visitor.get("/rendez-vous/"))))
        with closing(sqlite3.connect(tmp_path / "test.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            writers = [crowd.submit(visitor.post, "/rendez-vous/", data=form) for _ in range(40)]
            time.sleep(0.5)
            began = time.monotonic()
            read = [visitor.get(page) for page in ("/rendez-vous/", "/readyz") for _ in range(3)]
            waited = time.monotonic() - began
            answered = [writer.result() for writer in writers]
            took = time.monotonic() - began
        booked = confirm(visitor, visitor.post("/rendez-vous/", data=fields(answered[-1])))

    assert waited < 3
    assert all(page.status_code == 200 for page in read[:3])
    assert {page.status_code for page in answered} == {503}
    assert all("Rien n’est perdu" in text(page) for page in answered)
    assert took < 25
    assert booked.status_code == 303
    assert len(server.interviews()) == 1
