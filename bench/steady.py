"""A steady load with a process killed half-way: nothing is lost, out of order, or leaking."""

from __future__ import annotations

import asyncio
import os
import signal
import time
import uuid
from dataclasses import dataclass

import aiohttp

from bench.conversations import QUESTIONS
from bench.measure import session
from bench.systems import Ours

_THINKS_SECONDS = 1.0
_GIVES_UP_SECONDS = 120.0
_PAUSE_SECONDS = 2.0
_BUSY = 429


@dataclass
class Steady:
    """What became of a steady load."""

    said: int = 0
    refused: int = 0
    unanswered: int = 0
    lost_or_disordered: int = 0
    longest_seconds: float = 0.0
    memory_before: float = 0.0
    memory_after: float = 0.0


async def steady_load(system: Ours, per_second: float, seconds: float) -> Steady:
    """Have visitors speak for a time at a rate, kill one of Rasa's processes half-way, and look."""
    result = Steady()
    end = time.monotonic() + seconds
    count = max(1, round(per_second * _THINKS_SECONDS))
    async with session() as http:
        visitors = [_Visitor(http, system.web, result) for _ in range(count)]
        speaking = [
            asyncio.create_task(visitor.speak_until(end, number / count))
            for number, visitor in enumerate(visitors)
        ]
        await asyncio.sleep(seconds * 0.25)
        result.memory_before = system.memory()
        await asyncio.sleep(seconds * 0.25)
        os.kill(system.process_of("nlu.serving.serve"), signal.SIGKILL)
        await asyncio.gather(*speaking)
        result.memory_after = system.memory()  # before all read ten minutes' messages at once
        await asyncio.gather(*(visitor.compare() for visitor in visitors))
    return result


class _Visitor:
    """Speaks, repeats what got no answer as the widget does, and reads all again in the end."""

    def __init__(self, http: aiohttp.ClientSession, url: str, result: Steady) -> None:
        self._http = http
        self._url = url
        self._result = result
        self._headers: dict[str, str] = {}
        self._said: list[str] = []

    async def speak_until(self, end: float, share: float) -> None:
        """Begin at a moment of its own, so that not all speak at once; speak each second."""
        await asyncio.sleep(share * _THINKS_SECONDS)
        opened = await self._insist("sessions", {})
        self._headers["Authorization"] = f"Bearer {opened['token']}"
        while time.monotonic() < end:
            number = len(self._said)
            text = f"{QUESTIONS[number % len(QUESTIONS)]} ({number})"
            self._said.append(text)
            await self._say(text)

    async def compare(self) -> None:
        """Read all again, as the server kept it."""
        url = f"{self._url}/api/chat/messages"
        async with self._http.get(url, headers=self._headers) as answer:
            messages = (await answer.json())["messages"]
        kept = [message["text"] for message in messages if message["author"] == "visitor"]
        self._result.lost_or_disordered += kept != self._said

    async def _say(self, text: str) -> None:
        self._result.said += 1
        begun = time.monotonic()
        try:
            answer = await self._insist("messages", {"text": text, "id": str(uuid.uuid4())})
            self._result.unanswered += not answer["messages"]
        except TimeoutError:
            self._result.unanswered += 1
        took = time.monotonic() - begun
        self._result.longest_seconds = max(self._result.longest_seconds, took)
        await asyncio.sleep(max(0.0, _THINKS_SECONDS - took))

    async def _insist(self, path: str, body: dict[str, str]) -> dict[str, str]:
        """Send something until it is answered. Raises TimeoutError."""
        async with asyncio.timeout(_GIVES_UP_SECONDS):
            while True:
                pause = _PAUSE_SECONDS
                try:
                    async with self._http.post(
                        f"{self._url}/api/chat/{path}", json=body, headers=self._headers
                    ) as answer:
                        if answer.ok:
                            answered: dict[str, str] = await answer.json()
                            return answered
                        self._result.refused += answer.status == _BUSY
                        pause = float(answer.headers.get("Retry-After", pause))
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(pause)
