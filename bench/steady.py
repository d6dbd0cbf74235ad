"""A steady load with a process killed half-way: nothing is lost, out of order, or leaking."""

from __future__ import annotations

import asyncio
import os
import signal
import time
import uuid
from dataclasses import dataclass

import httpx

from bench.conversations import QUESTIONS
from bench.systems import Ours

_THINKS_SECONDS = 1.0


@dataclass
class Steady:
    """What became of a steady load."""

    said: int = 0
    unanswered: int = 0
    lost_or_disordered: int = 0
    longest_seconds: float = 0.0
    memory_before: float = 0.0
    memory_after: float = 0.0


async def steady_load(system: Ours, per_second: float, seconds: float) -> Steady:
    """Have visitors speak for a time at a rate, kill one of Rasa's processes half-way, and look."""
    result = Steady()
    end = time.monotonic() + seconds
    async with httpx.AsyncClient(base_url=system.web, timeout=60) as client:
        await asyncio.sleep(0)
        visitors = [
            asyncio.create_task(_visitor(client, result, end))
            for _ in range(max(1, int(per_second * _THINKS_SECONDS)))
        ]
        await asyncio.sleep(seconds * 0.25)
        result.memory_before = system.memory()
        await asyncio.sleep(seconds * 0.25)
        os.kill(system.process_of("nlu.serve"), signal.SIGKILL)
        await asyncio.gather(*visitors)
        result.memory_after = system.memory()
    return result


async def _visitor(client: httpx.AsyncClient, result: Steady, end: float) -> None:
    """Speak, repeat what got no answer as the widget does, and read all again in the end."""
    opened = (await client.post("/api/chat/sessions", json={})).raise_for_status().json()
    headers = {"Authorization": f"Bearer {opened['token']}"}
    said: list[str] = []
    while time.monotonic() < end:
        text = f"{QUESTIONS[len(said) % len(QUESTIONS)]} ({len(said)})"
        body = {"text": text, "id": str(uuid.uuid4())}
        said.append(text)
        result.said += 1
        begun = time.monotonic()
        if not await _say(client, body, headers):
            result.unanswered += 1
        took = time.monotonic() - begun
        result.longest_seconds = max(result.longest_seconds, took)
        await asyncio.sleep(max(0.0, _THINKS_SECONDS - took))
    history = (await client.get("/api/chat/messages", headers=headers)).raise_for_status().json()
    kept = [m["text"] for m in history["messages"] if m["author"] == "visitor"]
    result.lost_or_disordered += kept != said


async def _say(client: httpx.AsyncClient, body: dict[str, str], headers: dict[str, str]) -> bool:
    for attempt in range(6):
        try:
            answer = await client.post("/api/chat/messages", json=body, headers=headers)
        except httpx.HTTPError:
            await asyncio.sleep(2)
            continue
        if answer.is_success:
            return bool(answer.json()["messages"])
        await asyncio.sleep(float(answer.headers.get("Retry-After", 2)) + attempt)
    return False
