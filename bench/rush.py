"""Many visitors confirm at the same instant: `.venvs/test/bin/python -m bench.rush`.

Each sends the booking form of `/rendez-vous` to one of several web processes. For one slot, then
for forty, on SQLite and on PostgreSQL; prints a table, and ends with 1 where a place was given
twice, a booking is missing, or a loser was offered nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import holidays
import httpx
from sqlalchemy import URL

from french.paris import PARIS
from testing.pages import from_another_network, hidden_fields
from testing.postgresql import PostgreSQL
from testing.sqlite import sqlite_database
from testing.web_server import WebServer

_FIRST = datetime(2026, 11, 26, 9, tzinfo=PARIS)
_PER_DAY = 18
_OFFERED = re.compile(r'name="creneau" value="')


@dataclass(frozen=True)
class Outcome:
    """What came of a rush."""

    booked: int
    confirmed: int
    doubled: int
    turned_down: int
    without_offer: int
    errors: int
    seconds: float

    def is_right(self, slots: int) -> bool:
        """Tell whether every slot was given once and every loser was helped."""
        return (
            self.booked == self.confirmed == slots
            and self.doubled == self.without_offer == self.errors == 0
        )


def slots(count: int) -> list[str]:
    """The first slots of the calendar, on weekdays that are no holiday."""
    closed = holidays.country_holidays("FR")
    starts = []
    for number in itertools.count():
        day, hour = divmod(number, _PER_DAY)
        start = _FIRST + timedelta(days=day, minutes=30 * hour)
        if start.weekday() < 5 and start.date() not in closed:
            starts.append(start.isoformat())
        if len(starts) == count:
            return starts
    raise AssertionError("there is no end of days")


async def rush(server: WebServer, visitors: int, places: int) -> Outcome:
    """Let visitors confirm at one instant, spread over the places and the processes."""
    chosen = slots(places)
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(limits=limits, timeout=120) as client:
        form = await client.get(f"{server.url}/rendez-vous")
        assert form.is_success, form.text

        async def read_back(number: int) -> dict[str, str]:
            url, headers = server.urls[number % len(server.urls)], from_another_network(number)
            page = await client.get(
                f"{url}/rendez-vous", params={"depuis": "2027-01-22"}, headers=headers
            )
            data = {
                **hidden_fields(page.text),
                "nom": "Camille Martin",
                "email": f"visiteur{number}@example.com",
                "creneau": chosen[number % places],
                "accord": "oui",
            }
            shown = await client.post(f"{url}/rendez-vous/", data=data, headers=headers)
            return hidden_fields(shown.text)

        async def confirm(number: int, data: dict[str, str]) -> httpx.Response:
            url, headers = server.urls[number % len(server.urls)], from_another_network(number)
            return await client.post(f"{url}/rendez-vous/", data=data, headers=headers)

        # Ten at a time, for this is not the rush yet.
        gate = asyncio.Semaphore(10)

        async def form_of(number: int) -> dict[str, str]:
            async with gate:
                return await read_back(number)

        forms = await asyncio.gather(*(form_of(number) for number in range(visitors)))
        begun = time.monotonic()
        answers = await asyncio.gather(*(confirm(n, each) for n, each in enumerate(forms)))
        seconds = time.monotonic() - begun
    return _outcome(server, answers, seconds)


def _outcome(server: WebServer, answers: list[httpx.Response], seconds: float) -> Outcome:
    statuses = Counter(answer.status_code for answer in answers)
    interviews = server.interviews()
    taken = Counter((i.interviewer.id, i.start) for i in interviews)
    losers = [answer for answer in answers if answer.status_code == 409]
    return Outcome(
        booked=len(interviews),
        confirmed=statuses[303],
        doubled=sum(count - 1 for count in taken.values()),
        turned_down=len(losers),
        without_offer=sum(not _OFFERED.search(answer.text) for answer in losers),
        errors=len(answers) - statuses[303] - statuses[409],
        seconds=seconds,
    )


def trial(url: URL, visitors: int, places: int, processes: int) -> Outcome:
    """Start the processes, rush, stop them."""
    with (
        tempfile.TemporaryDirectory() as home,
        WebServer(Path(home), url, processes, TRUSTED_PROXIES="1").running() as server,
    ):
        return asyncio.run(rush(server, visitors, places))


def main() -> None:
    """Run every trial and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=300)
    parser.add_argument("--processes", type=int, default=3)
    asked = parser.parse_args()
    server = PostgreSQL()
    server.start()
    all_right = True
    print("database    visitors  slots  booked  doubled  turned down  not helped  errors  seconds")
    try:
        for kind, places in itertools.product(("sqlite", "postgresql"), (1, 40)):
            with tempfile.TemporaryDirectory() as folder:
                url = sqlite_database(Path(folder)) if kind == "sqlite" else server.database()
                got = trial(url, asked.visitors, places, asked.processes)
            all_right = all_right and got.is_right(places)
            print(
                f"{kind:<10}  {asked.visitors:>8}  {places:>5}  {got.booked:>6}  {got.doubled:>7}"
                f"  {got.turned_down:>11}  {got.without_offer:>10}  {got.errors:>6}"
                f"  {got.seconds:>7.1f}",
                flush=True,
            )
    finally:
        server.remove()
    sys.exit(0 if all_right else 1)


if __name__ == "__main__":
    main()
