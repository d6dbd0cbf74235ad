"""The measurements, each alike for any assistant that listens as Rasa does.

The load comes from the machine that is measured, so it must cost little: aiohttp takes a third of
a millisecond for a message where other clients take two.
"""

from __future__ import annotations

import asyncio
import statistics
import time
import uuid
import zlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bench.conversations import QUESTIONS, SHARE_OF_BOOKINGS, Message, Say, visits
from bench.systems import TOKEN, System
from bench.understanding.messages import read_messages

_TURNS = 3  # of each of the loads that are compared with each other
_KEEP_ALIVE_SECONDS = 3.0  # Rasa hangs up after 5


@dataclass(frozen=True)
class Times:
    """How long something took, many times, in milliseconds."""

    all: tuple[float, ...]
    seconds: float
    cpu: dict[str, float] = field(default_factory=dict)
    """Milliseconds of processor time that each part of the system took, each time."""

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

    @property
    def busy_cores(self) -> float:
        """How many cores were busy with it, on average."""
        return sum(self.cpu.values()) / 1000 * self.per_second


async def in_turns(
    load: Callable[[int, float], Awaitable[Times]], sizes: Sequence[int], seconds: float
) -> list[Times]:
    """Time a load of each size for so many seconds, in short turns.

    A machine's speed may vary by a third from minute to minute: so all sizes see the same of it.
    """
    times: dict[int, list[Times]] = {size: [] for size in sizes}
    for turn in range(_TURNS):
        for size in sizes if turn % 2 else reversed(sizes):  # the calendar fills up meanwhile
            times[size].append(await load(size, seconds / _TURNS))
    return [_together(times[size]) for size in sizes]


def _together(times: Sequence[Times]) -> Times:
    """Put the same measured several times into one."""
    all_of_them = tuple(took for each in times for took in each.all)
    cpu = {
        part: sum(each.cpu.get(part, 0.0) * len(each.all) for each in times) / len(all_of_them)
        for part in {part for each in times for part in each.cpu}
    }
    return Times(all_of_them, sum(each.seconds for each in times), cpu)


def session() -> aiohttp.ClientSession:
    """Open a client with as many connections as are asked for."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEEP_ALIVE_SECONDS),
        timeout=aiohttp.ClientTimeout(total=120),
    )


async def understanding(system: System, rounds: int) -> Times:
    """Time the understanding of messages alone, one after the other."""
    took: list[float] = []
    async with session() as http:
        await _parse(http, system, "bonjour")
        begun = time.perf_counter()
        for _ in range(rounds):
            for question in QUESTIONS:
                started = time.perf_counter()
                await _parse(http, system, question)
                took.append(1000 * (time.perf_counter() - started))
    return Times(tuple(took), time.perf_counter() - begun)


async def accuracy(system: System, table: Path) -> float:
    """Share of a table's messages whose intent is one of those labelled, from 0 to 1."""
    async with session() as http:
        right = [
            (await _parse(http, system, message.text))["intent"]["name"] in message.intents
            for message in read_messages(table)
        ]
    return statistics.mean(right)


async def _parse(http: aiohttp.ClientSession, system: System, text: str) -> dict[str, Any]:
    url = system.url(f"/model/parse?token={TOKEN}")
    async with http.post(url, json={"text": text}) as answer:
        answer.raise_for_status()
        parsed: dict[str, Any] = await answer.json()
        return parsed


async def conversations(
    system: System,
    visitors: int,
    seconds: float,
    processes: int | None = None,
    share_of_bookings: float = SHARE_OF_BOOKINGS,
) -> Times:
    """Time the turns of so many visitors at once, each with one conversation after another.

    They speak to Rasa's REST channel; of several `processes` (by default all that there are), each
    has its share of conversations.
    """
    urls = system.urls[:processes]
    async with session() as http:

        def begin() -> Say:
            sender = str(uuid.uuid4())
            url = urls[zlib.crc32(sender.encode()) % len(urls)]

            async def say(text: str) -> Sequence[Message]:
                body = {"sender": sender, "message": text}
                async with http.post(f"{url}/webhooks/rest/webhook", json=body) as answer:
                    answer.raise_for_status()
                    return _messages(await answer.json())

            return say

        return await _visit(system, begin, visitors, seconds, share_of_bookings)


async def conversations_on_the_web(
    system: System, url: str, visitors: int, seconds: float
) -> Times:
    """Time the turns as a browser sees them: through the public API."""
    async with session() as http:

        def begin() -> Say:
            headers: dict[str, str] = {}
            buttons: set[str] = set()

            async def say(text: str) -> Sequence[Message]:
                if not headers:
                    async with http.post(f"{url}/api/chat/sessions", json={}) as opened:
                        opened.raise_for_status()
                        headers["Authorization"] = f"Bearer {(await opened.json())['token']}"
                body = {"payload" if text in buttons else "text": text}
                messages_url = f"{url}/api/chat/messages"
                async with http.post(messages_url, json=body, headers=headers) as answer:
                    # A refusal or failure is said in messages too; its time counts like any other.
                    messages = _messages((await answer.json())["messages"])
                buttons.update(b["payload"] for m in messages for b in m["buttons"])
                return messages

            return say

        return await _visit(system, begin, visitors, seconds)


async def long_conversation(system: System, turns: int) -> tuple[float, float]:
    """Median of ten turns from the fifth on, and of the same ten at the end, in milliseconds."""
    sender, took = str(uuid.uuid4()), []
    async with session() as http:
        for number in range(turns + 10):
            body = {"sender": sender, "message": QUESTIONS[number % 10]}
            started = time.perf_counter()
            async with http.post(system.url("/webhooks/rest/webhook"), json=body) as answer:
                answer.raise_for_status()
                await answer.read()
            took.append(1000 * (time.perf_counter() - started))
    last = turns - turns % 10
    return statistics.median(took[5:15]), statistics.median(took[last - 5 : last + 5])


async def _visit(
    system: System,
    begin: Callable[[], Say],
    visitors: int,
    seconds: float,
    share_of_bookings: float = SHARE_OF_BOOKINGS,
) -> Times:
    system.loads += 1
    queue = visits(share_of_bookings, seed=system.loads)
    took: list[float] = []
    end = time.perf_counter() + seconds

    async def visitor() -> None:
        while time.perf_counter() < end:
            await next(queue).run(_timed(begin(), took))

    begun, cpu_before = time.perf_counter(), _cpu(system)
    await asyncio.gather(*(visitor() for _ in range(visitors)))
    took_all = time.perf_counter() - begun
    cpu = {
        part: 1000 * (now - cpu_before.get(part, 0.0)) / len(took)
        for part, now in _cpu(system).items()
    }
    return Times(tuple(took), took_all, cpu)


def _timed(say: Say, took: list[float]) -> Say:
    async def timed(text: str) -> Sequence[Message]:
        started = time.perf_counter()
        messages = await say(text)
        took.append(1000 * (time.perf_counter() - started))
        return messages

    return timed


def _cpu(system: System) -> dict[str, float]:
    return {**system.cpu(), "the load itself": time.process_time()}


def _messages(answer: list[dict[str, Any]]) -> Sequence[Message]:
    return [{**message, "buttons": message.get("buttons") or []} for message in answer]
