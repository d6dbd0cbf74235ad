"""Several processes serve as one: a visitor notices nothing but, at most, a pause."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from testing.redis import Redis
from testing.running import Talk, make_conseiller, two_ports_in_a_row
from web.chat.rasa import AT_ONCE_PER_WORKER

_CROWD = 600
_STRANGER = {"X-Forwarded-For": "192.0.2.7"}


@pytest.fixture(scope="module")
def group(tmp_path_factory, postgresql):
    """Two of Rasa's processes and two of the web's, on PostgreSQL and Redis."""
    redis = Redis()
    redis.start()
    database = postgresql.empty_database()
    running = make_conseiller(
        tmp_path_factory.mktemp("home"),
        DATABASE_URL=database.set(drivername="postgresql").render_as_string(hide_password=False),
        REDIS_URL=redis.url,
        RASA_PORT=str(two_ports_in_a_row()),
        RASA_WORKERS="2",
        WEB_WORKERS="2",
        TRUSTED_PROXIES="1",
    )
    running.start()
    _wait_for_rasas(running, 2)
    yield running
    running.stop()
    redis.stop()


def _rasas(running) -> list[int]:
    listed = subprocess.run(
        ["pgrep", "-f", "nlu.serving.serve"], capture_output=True, text=True
    ).stdout
    return [pid for pid in map(int, listed.split()) if _is_of(running, pid)]


def _is_of(running, pid: int) -> bool:
    try:
        return (
            f"CONSEILLER_HOME={running.home}".encode() in Path(f"/proc/{pid}/environ").read_bytes()
        )
    except OSError:
        return False


def _wait_for_rasas(running, count: int) -> None:
    port = int(running.environment["RASA_PORT"])
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        answering = 0
        for number in range(count):
            try:
                httpx.get(f"http://127.0.0.1:{port + number}/", timeout=2)
                answering += 1
            except httpx.HTTPError:
                pass
        if answering == count:
            return
        time.sleep(0.3)
    raise AssertionError(running.log()[-3000:])


def test_visitors_go_on_booking_while_one_process_after_the_other_dies(group):
    visitors = [Talk(group.url, start="booking") for _ in range(4)]
    for pid in _rasas(group):
        os.kill(pid, signal.SIGKILL)
        for visitor in visitors:
            visitor.say("quel est le salaire ?")
        _wait_for_rasas(group, 2)

    for number, visitor in enumerate(visitors):
        assert "À quel nom" in visitor.say(f"jeudi à {10 + number}h")
        assert "À quelle adresse" in visitor.say("Zoé Lambert")
    for visitor in visitors:
        history = visitor.client.get("/api/chat/messages").json()["messages"]
        said = [m["text"] for m in history if m["author"] == "visitor"]
        assert said[:2] == ["quel est le salaire ?"] * 2
        assert said[-1] == "Zoé Lambert"


def test_messages_sent_while_a_process_dies_are_answered_once_and_in_order(group):
    visitor = Talk(group.url)
    questions = ["quel est le salaire ?", "quelles sont les missions ?"] * 5
    for number, question in enumerate(questions):
        if number == 4:
            os.kill(_rasas(group)[0], signal.SIGKILL)
        assert visitor.send(text=question).status_code == 200

    history = visitor.client.get("/api/chat/messages").json()["messages"]
    turns = [m["author"] for m in history[len(visitor.greeting) :]]
    said = [m["text"] for m in history if m["author"] == "visitor"]
    assert said == questions
    assert turns == ["visitor", "assistant"] * len(questions)
    _wait_for_rasas(group, 2)


def test_a_crowd_above_capacity_is_refused_politely_and_served_as_soon_as_it_is_over(group):
    async def crowd() -> list[httpx.Response]:
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(base_url=group.url, timeout=60, limits=limits) as client:
            addresses = ({"X-Forwarded-For": f"198.51.100.{n % 250}"} for n in range(_CROWD))
            opening = (
                client.post("/api/chat/sessions", json={}, headers=address) for address in addresses
            )
            return await asyncio.gather(*opening)

    with ThreadPoolExecutor() as pool:  # Playwright keeps an event loop in this thread
        answers = pool.submit(asyncio.run, crowd()).result()

    refused = [answer for answer in answers if answer.status_code == 429]
    served = [answer for answer in answers if answer.status_code == 201]
    asked_to_work = [answer for answer in answers if answer.status_code == 428]
    assert len(refused) + len(served) + len(asked_to_work) == _CROWD
    assert all("challenge" in answer.json() for answer in asked_to_work)
    assert refused
    assert len(served) >= AT_ONCE_PER_WORKER
    for answer in refused:
        assert int(answer.headers["Retry-After"]) >= 1
        assert "secondes" in answer.json()["messages"][0]["text"]
    assert "k€" in Talk(group.url).say("quel est le salaire ?")


def test_a_visitor_who_writes_without_end_is_asked_to_wait(group):
    visitor = Talk(group.url)
    visitor.client.headers.update(_STRANGER)

    answers = [visitor.send(text=str(number)) for number in range(40)]

    refused = [answer for answer in answers if answer.status_code == 429]
    assert answers[0].status_code == 200
    assert refused
    assert "réessayez" in refused[0].json()["messages"][0]["text"]
    assert refused[0].headers["Retry-After"]


def test_a_supervisor_that_is_killed_leaves_no_process_behind(tmp_path):
    running = make_conseiller(tmp_path)
    running.start()
    children = [
        running.process_of(words) for words in ("nlu.serving.serve", "serve web", "serve notifier")
    ]

    running.process.kill()
    running.process.wait()

    deadline = time.monotonic() + 10
    while any(_is_of(running, pid) for pid in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(_is_of(running, pid) for pid in children)
