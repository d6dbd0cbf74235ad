"""The measurements, each alike for any assistant that listens as Rasa does."""

from __future__ import annotations

import asyncio
import csv
import statistics
import time
import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from ruamel.yaml import YAML

from bench.conversations import QUESTIONS, Message, visits
from bench.systems import ROOT, TOKEN, System

_TIMEOUT = httpx.Timeout(120)


@dataclass(frozen=True)
class Times:
    """How long something took, many times, in milliseconds."""

    all: tuple[float, ...]
    seconds: float

    @property
    def median(self) -> float:
        """Half of them took less."""
        return statistics.median(self.all)

    @property
    def p95(self) -> float:
        """One in twenty took more."""
        return sorted(self.all)[int(0.95 * (len(self.all) - 1))]

    @property
    def per_second(self) -> float:
        """How many were done a second."""
        return len(self.all) / self.seconds


async def understanding(system: System, rounds: int) -> Times:
    """Time the understanding of messages alone, one after the other."""
    url = system.url(f"/model/parse?token={TOKEN}")
    took: list[float] = []
    async with httpx.AsyncClient(timeout=_TIMEOUT) as client:
        await client.post(url, json={"text": "bonjour"})
        begun = time.perf_counter()
        for _ in range(rounds):
            for question in QUESTIONS:
                started = time.perf_counter()
                (await client.post(url, json={"text": question})).raise_for_status()
                took.append(1000 * (time.perf_counter() - started))
    return Times(tuple(took), time.perf_counter() - begun)


async def accuracy(system: System, table: Path) -> float:
    """Share of a table's messages whose intent is understood, from 0 to 1."""
    url = system.url(f"/model/parse?token={TOKEN}")
    right = []
    async with httpx.AsyncClient(timeout=_TIMEOUT) as client:
        for text, intents in read_labelled(table):
            answer = (await client.post(url, json={"text": text})).raise_for_status().json()
            right.append(answer["intent"]["name"] in intents)
    return statistics.mean(right)


def read_labelled(table: Path) -> list[tuple[str, set[str]]]:
    """Read a TSV with a column of messages and one of intents, wherever these columns are."""
    known = set(YAML(typ="safe").load(ROOT / "domain.yml")["intents"])
    with table.open(newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if len(row) > 1]
    columns = range(min(map(len, rows)))
    labels = max(columns, key=lambda column: sum(bool(known & _words(r[column])) for r in rows))
    texts = max(set(columns) - {labels}, key=lambda column: sum(len(row[column]) for row in rows))
    return [(r[texts], known & _words(r[labels])) for r in rows if known & _words(r[labels])]


def _words(cell: str) -> set[str]:
    return set(cell.replace("|", " ").replace(",", " ").split())


async def conversations(system: System, visitors: int, seconds: float) -> Times:
    """Time the turns of so many visitors at once, each with one conversation after another."""
    async with httpx.AsyncClient(timeout=_TIMEOUT, limits=_limits(visitors)) as client:

        def begin() -> Callable[[str], Awaitable[Sequence[Message]]]:
            sender = str(uuid.uuid4())

            async def say(text: str) -> Sequence[Message]:
                body = {"sender": sender, "message": text}
                answer = await client.post(system.url("/webhooks/rest/webhook"), json=body)
                return _messages(answer.raise_for_status().json())

            return say

        return await _visit(begin, visitors, seconds)


async def conversations_on_the_web(url: str, visitors: int, seconds: float) -> Times:
    """Time the turns as a browser sees them: through the public API."""
    async with httpx.AsyncClient(timeout=_TIMEOUT, limits=_limits(visitors)) as client:

        def begin() -> Callable[[str], Awaitable[Sequence[Message]]]:
            headers: dict[str, str] = {}
            buttons: set[str] = set()

            async def say(text: str) -> Sequence[Message]:
                if not headers:
                    opened = await client.post(f"{url}/api/chat/sessions", json={})
                    token = opened.raise_for_status().json()["token"]
                    headers["Authorization"] = f"Bearer {token}"
                body = {"payload" if text in buttons else "text": text}
                answer = await client.post(f"{url}/api/chat/messages", json=body, headers=headers)
                # A refusal or failure is said in messages too; its time counts like any other's.
                messages = _messages(answer.json()["messages"])
                buttons.update(b["payload"] for m in messages for b in m["buttons"])
                return messages

            return say

        return await _visit(begin, visitors, seconds)


async def long_conversation(system: System, turns: int) -> tuple[float, float]:
    """Median of ten turns from the fifth on, and of the same ten at the end, in milliseconds."""
    sender, took = str(uuid.uuid4()), []
    async with httpx.AsyncClient(timeout=_TIMEOUT) as client:
        for number in range(turns + 10):
            body = {"sender": sender, "message": QUESTIONS[number % 10]}
            started = time.perf_counter()
            answer = await client.post(system.url("/webhooks/rest/webhook"), json=body)
            answer.raise_for_status()
            took.append(1000 * (time.perf_counter() - started))
    last = turns - turns % 10
    return statistics.median(took[5:15]), statistics.median(took[last - 5 : last + 5])


async def _visit(begin: Callable[[], Any], visitors: int, seconds: float) -> Times:
    queue = visits()
    took: list[float] = []
    end = time.perf_counter() + seconds

    async def visitor() -> None:
        while time.perf_counter() < end:
            say = begin()

            async def timed(text: str, say: Any = say) -> Sequence[Message]:
                started = time.perf_counter()
                messages: Sequence[Message] = await say(text)
                took.append(1000 * (time.perf_counter() - started))
                return messages

            await next(queue).run(timed)

    begun = time.perf_counter()
    await asyncio.gather(*(visitor() for _ in range(visitors)))
    return Times(tuple(took), time.perf_counter() - begun)


def _messages(answer: list[dict[str, Any]]) -> Sequence[Message]:
    return [{**message, "buttons": message.get("buttons") or []} for message in answer]


def _limits(visitors: int) -> httpx.Limits:
    return httpx.Limits(max_connections=visitors, keepalive_expiry=3)
