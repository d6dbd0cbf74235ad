"""A siege: the attacks one after the other, and ordinary visitors all the while."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

import httpx

from bench.attack import attacks
from bench.attack.house import Harm, House, network
from testing.running import Conseiller
from testing.work import answer_to

type Attack = Callable[[House, httpx.AsyncClient, int], Awaitable[Harm]]

_PAUSE_SECONDS = 1.0  # between two things that a visitor does
_QUESTIONS = ("c’est quoi le métier ?", "quelles études faut-il ?", "quels créneaux avez-vous ?")


@dataclass
class Served:
    """How ordinary visitors fared: how long each answer took, and which were none."""

    seconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Siege:
    """What came of all attacks."""

    harms: Sequence[Harm]
    served: Served

    @property
    def slow(self) -> float:
        """How long 95 of 100 answers took at most, in seconds."""
        return quantiles(self.served.seconds, n=20)[-1]

    def is_withstood(self, patience: float) -> bool:
        """Tell whether every harm is bounded, and visitors served within `patience` seconds."""
        bounded = all(harm.is_bounded for harm in self.harms)
        return bounded and not self.served.refused and self.slow < patience


async def besiege(running: Conseiller, scale: float, visitors: int) -> Siege:
    """Attack; `scale` is 1 for the whole, less for less of everything."""
    house, served, harms = House(running), Served(), []

    def much(count: int) -> int:
        return max(3, round(count * scale))

    plan: tuple[tuple[Attack, int], ...] = (
        (attacks.hoard, much(300)),
        (attacks.flood, much(5_000)),
        (attacks.junk_tokens, much(200)),
        (attacks.odd_headers, much(3)),
        (attacks.fuzz, min(10, much(10))),
        (attacks.slow_connections, much(1_500)),
        (attacks.mail_bomb, much(60)),
        (attacks.grab, min(house.places, much(house.places))),
    )
    ordinary = [asyncio.create_task(_visit(house.url, n, served)) for n in range(visitors)]
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=house.url, timeout=60, limits=limits) as client:
        for attack, count in plan:
            harms.append(await attack(house, client, count))
    for task in ordinary:
        task.cancel()
    await asyncio.gather(*ordinary, return_exceptions=True)
    house.services.engine.dispose()
    return Siege(harms, served)


async def _visit(url: str, number: int, served: Served) -> None:
    """Be an ordinary visitor until told to stop: read, ask, look for a time."""
    async with httpx.AsyncClient(base_url=url, timeout=30, headers=network(number + 1)) as client:
        while True:
            await _ask(client, served, "GET", "/")
            opened = await _ask(client, served, "POST", "/api/chat/sessions", json={})
            if opened is not None and opened.is_success:
                client.headers["Authorization"] = f"Bearer {opened.json()['token']}"
                for question in _QUESTIONS:
                    await _ask(
                        client, served, "POST", "/api/chat/messages", json={"text": question}
                    )
            await _ask(client, served, "GET", "/rendez-vous/")


async def _ask(
    client: httpx.AsyncClient, served: Served, method: str, path: str, **given: object
) -> httpx.Response | None:
    await asyncio.sleep(_PAUSE_SECONDS)
    begun = time.monotonic()
    try:
        answer = await _request(client, method, path, **given)
    except httpx.HTTPError as error:
        served.refused.append(f"{method} {path}: {type(error).__name__}")
        return None
    served.seconds.append(time.monotonic() - begun)
    if not answer.is_success:
        served.refused.append(f"{method} {path}: {answer.status_code}")
    return answer


async def _request(
    client: httpx.AsyncClient, method: str, path: str, **given: Any
) -> httpx.Response:
    """Ask as a browser does: where it is asked for some work first, it works."""
    answer = await client.request(method, path, **given)
    if answer.status_code != httpx.codes.PRECONDITION_REQUIRED:
        return answer
    worked = await asyncio.to_thread(answer_to, answer.json()["challenge"])
    return await client.request(method, path, json={**given["json"], "altcha": worked})


def report(siege: Siege) -> str:
    """Write what came of it as a table."""
    lines = ["| attack | tried | harm | at most |", "|---|---|---|---|"]
    lines += [
        f"| {harm.attack} | {harm.tried} | {harm.count} {harm.came_of_it} | {harm.most} |"
        for harm in siege.harms
    ]
    served = siege.served
    lines += [
        "",
        f"{len(served.seconds)} answers to ordinary visitors: median {median(served.seconds):.2f}"
        f" s, 95 of 100 within {siege.slow:.2f} s, slowest {max(served.seconds):.2f} s;"
        f" {len(served.refused)} refused {' '.join(served.refused[:5])}",
    ]
    return "\n".join(lines)
