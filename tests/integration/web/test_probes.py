"""Probes are answered cheaply, tell what is wrong, and are for nobody else."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from testing.web_server import WebServer
from tests.conftest import a_database


@pytest.fixture
def server(request, tmp_path):
    started = WebServer(
        tmp_path / "home", a_database("sqlite", request, tmp_path), RASA_PORT="1", ACTIONS_PORT="1"
    )
    started.start()
    yield started
    started.stop()


def test_who_comes_through_a_proxy_is_told_nothing(server):
    for header in ("X-Forwarded-For", "Forwarded"):
        answer = httpx.get(f"{server.url}/readyz", headers={header: "192.0.2.1"})
        assert answer.status_code == 404
        assert "rasa" not in answer.text


def test_a_crowd_of_probes_makes_no_visitor_wait(server):
    with httpx.Client(base_url=server.url, timeout=30) as client, ThreadPoolExecutor(50) as pool:
        crowd = [pool.submit(client.get, "/readyz") for _ in range(300)]
        began = time.perf_counter()
        assert client.get("/healthz").is_success
        waited = time.perf_counter() - began
        told = {tuple(each.result().json()) for each in crowd}

    assert told == {("database", "rasa", "actions", "disk", "notifier")}
    assert waited < 5  # 300 checks of their own would take 40 s


def test_a_database_that_is_gone_is_told(server, tmp_path):
    assert httpx.get(f"{server.url}/readyz").json()["database"] == "ok"
    for file in tmp_path.glob("test.db*"):
        file.unlink()
    time.sleep(1.2)

    answer = httpx.get(f"{server.url}/readyz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "the file is gone"


def test_a_notifier_that_hangs_is_told_and_one_that_stopped_is_not_missed(server):
    home = Path(server.services.settings.home)
    (home / "notifier.alive").write_text(str(time.monotonic() - 60))
    assert "says nothing" in httpx.get(f"{server.url}/readyz").json()["notifier"]

    (home / "notifier.alive").unlink()
    time.sleep(1.2)
    assert httpx.get(f"{server.url}/readyz").json()["notifier"] == "ok"


def test_the_notifier_says_that_it_goes_on(request, tmp_path):
    parts = WebServer(
        tmp_path / "home", a_database("sqlite", request, tmp_path), parts=["notifier"]
    )
    parts.start()
    heart = tmp_path / "home" / "notifier.alive"
    deadline = time.monotonic() + 30
    while not heart.exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    beaten = heart.read_text()
    parts.stop()

    assert float(beaten) > 0
    assert not heart.exists()
