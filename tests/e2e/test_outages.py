"""When a part is down, the visitor reads why, and staff are told which."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import time
import uuid
from contextlib import closing

import httpx
import pytest

from testing.running import Talk, make_conseiller

_PARTS = {"rasa": "nlu.serving.serve", "actions": "entrypoints.serve actions"}


@pytest.fixture(scope="module")
def fragile(tmp_path_factory):
    """A Conseiller of its own, whose processes may be stopped."""
    default = "admissions@example.org"
    running = make_conseiller(tmp_path_factory.mktemp("home"), STAFF_EMAIL=default)
    running.start()
    yield running
    running.stop()


def test_a_fresh_installation_that_works_is_well(fragile):
    doctor = fragile.command("doctor")

    assert doctor.returncode == 0, doctor.stdout
    assert "(rasa)" in doctor.stdout


@pytest.mark.parametrize("part", _PARTS)
def test_a_part_that_hangs_is_told_politely_and_named(fragile, part):
    visitor = Talk(fragile.url)
    pid = fragile.process_of(_PARTS[part])
    os.kill(pid, signal.SIGSTOP)
    try:
        ready = _readiness(fragile, 503)
        doctor = fragile.command("doctor")
    finally:
        os.kill(pid, signal.SIGCONT)

    assert ready.status_code == 503
    assert ready.json()[part] != "ok"
    assert doctor.returncode == 1
    assert re.search(rf"^à réparer .*\({part}\)", doctor.stdout, re.M)
    assert "bonjour" not in visitor.say("quel est le salaire ?").lower()


@pytest.mark.parametrize("part", _PARTS)
def test_a_part_that_died_is_started_again_while_the_visitor_waits(fragile, part):
    visitor = Talk(fragile.url, start="booking")
    visitor.say(f"mardi à {10 + list(_PARTS).index(part)}h")  # what another holds is not free
    os.kill(fragile.process_of(_PARTS[part]), signal.SIGKILL)

    answer = visitor.send(text="quelles sont les missions ?")

    # A slow machine may take longer to start it again than a visitor is let wait.
    text = answer.json()["messages"][0]["text"]
    assert answer.status_code in (200, 503)
    assert ("réessayez" if answer.status_code == 503 else "missions") in text
    _wait_until_ready(fragile)
    assert "k€" in visitor.say("quel est le salaire ?")
    assert "À quelle adresse e-mail" in visitor.say("Zoé Lambert")


def test_a_turn_that_could_not_be_kept_is_said_to_have_failed_and_may_be_sent_again(fragile):
    visitor = Talk(fragile.url, start="booking")
    visitor.say("mardi à 16h")
    message = {"id": str(uuid.uuid4()), "text": "Zoé Lambert"}
    with closing(sqlite3.connect(fragile.home / "trackers.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        failed = visitor.send(**message)
    kept = visitor.send(**message)
    repeated = visitor.send(**message)
    followed = visitor.say("zoe.lambert@example.org")
    said = visitor.client.get("/api/chat/messages").json()["messages"]

    assert failed.status_code == 503
    assert kept.status_code == 200
    assert "À quelle adresse e-mail" in kept.json()["messages"][-1]["text"]
    assert repeated.json() == kept.json()
    assert "téléphone" in followed
    assert [one["text"] for one in said].count("Zoé Lambert") == 1


def _wait_until_ready(fragile) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{fragile.url}/readyz", timeout=5).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    raise AssertionError(fragile.log()[-3000:])


def _readiness(fragile, status: int) -> httpx.Response:
    """Ask for readiness, which is looked at once a second, until it is what is waited for."""
    deadline = time.monotonic() + 20
    while True:
        ready = httpx.get(f"{fragile.url}/readyz", timeout=20)
        if ready.status_code == status or time.monotonic() > deadline:
            return ready
        time.sleep(0.3)
