"""Processes are killed outright while visitors book: `.venvs/test/bin/python -m bench.kills`.

Two trials. Web process and notifier are killed (`kill -9`) at random moments and started again,
while visitors book with the plain form; and any of the four processes of a whole assistant, while
visitors book in the chat. What is not answered is sent again. Ends with 1 where a confirmed
reference is not in the database, a visitor booked twice, a message is missing, or a repeated
message carries another identity.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import policy
from email.parser import BytesParser
from pathlib import Path

import httpx
from httpx import codes
from sqlalchemy import URL

from bench.chat_bookings import REFERENCE, ChatBooking
from bench.rush import slots
from testing.pages import hidden_fields
from testing.running import Conseiller, make_conseiller
from testing.sqlite import sqlite_database
from testing.web_server import WebServer

_LEASE_AND_MORE = 240  # seconds: a killed notifier's claims lapse after three minutes
_PATIENCE = timedelta(minutes=3)
_START_SECONDS = 120.0  # a process that was killed often waits half a minute before it starts
_PROCESSES = (
    "nlu.serving.serve",
    "entrypoints.serve actions",
    "entrypoints.serve web",
    "entrypoints.serve notifier",
)


@dataclass
class Visitors:
    """Books one slot after another; sends a form again until it is answered."""

    server: WebServer
    stopped: threading.Event = field(default_factory=threading.Event)
    confirmed: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Book until told to stop."""
        for number, slot in enumerate(slots(700)):
            if self.stopped.is_set():
                return
            form = {
                "nom": "Camille Martin",
                "email": f"visiteur{number}@example.com",
                "creneau": slot,
                "accord": "oui",
            }
            page = self._insist("GET", "/rendez-vous/?depuis=2027-01-22")
            read_back = self._insist("POST", "/rendez-vous/", hidden_fields(page.text) | form)
            booked = self._insist("POST", "/rendez-vous/", hidden_fields(read_back.text))
            assert booked.status_code == 303, booked.text
            shown = self._insist("GET", booked.headers["Location"])
            reference = REFERENCE.search(shown.text)
            assert reference, shown.text
            self.confirmed.append(reference[0])

    def _insist(self, method: str, path: str, data: dict[str, str] | None = None) -> httpx.Response:
        deadline = datetime.now() + _PATIENCE
        while datetime.now() < deadline:
            try:
                answer = httpx.request(method, self.server.url + path, data=data, timeout=30)
                if answer.status_code < 500 and answer.status_code != codes.TOO_MANY_REQUESTS:
                    return answer
                time.sleep(0.1)
            except httpx.HTTPError:
                time.sleep(0.1)
        raise AssertionError(f"no answer to {method} {path}")


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    confirmed: int
    lost: int
    doubled: int
    messages_missing: int
    identities_changed: int

    @property
    def is_right(self) -> bool:
        """Tell whether nothing was lost, doubled, untold or renamed."""
        wrong = (self.lost, self.doubled, self.messages_missing, self.identities_changed)
        return self.confirmed > 0 and not any(wrong)


def trial(url: URL, home: Path, kills: int, seed: int) -> Outcome:
    """Let visitors book while processes die; returns what came of it."""
    chance = random.Random(seed)
    server = WebServer(home, url, parts=("web", "notifier"), CONFIRM_ADDRESSES="never")
    server.start()
    visitors = Visitors(server)
    thread = threading.Thread(target=visitors.run)
    thread.start()
    try:
        for _ in range(kills):
            time.sleep(chance.uniform(0.2, 2))
            victim = chance.randrange(2)
            server.kill(victim)
            server.start_again(victim)
        visitors.stopped.set()
        thread.join()
        booked = {i.reference: i.visitor.email for i in server.interviews()}
        return _outcome(booked, home, visitors.confirmed)
    finally:
        visitors.stopped.set()
        server.stop()


def trial_in_chat(home: Path, kills: int, seed: int) -> Outcome:
    """Let visitors book in the chat while any process dies; returns what came of it."""
    chance = random.Random(seed)
    conseiller = make_conseiller(home, CONFIRM_ADDRESSES="never")
    conseiller.start()
    stopped = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        booking = pool.submit(_book_in_chat, conseiller.url, stopped)
        try:
            for _ in range(kills):
                time.sleep(chance.uniform(0.2, 2))
                _kill(conseiller, chance.choice(_PROCESSES))
            stopped.set()
            confirmed = booking.result()
            booked = {b["reference"]: b["email"] for b in conseiller.bookings()}
            return _outcome(booked, home, confirmed)
        finally:
            stopped.set()
            conseiller.stop()


def _book_in_chat(url: str, stopped: threading.Event) -> list[str]:
    confirmed = []
    for number, slot in enumerate(slots(700)):
        if stopped.is_set():
            break
        confirmed.append(ChatBooking(url, f"visiteur{number}@example.com", slot).run())
    return confirmed


def _kill(conseiller: Conseiller, process: str) -> None:
    """Kill a process outright, as soon as it runs."""
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            os.kill(conseiller.process_of(process), signal.SIGKILL)
        except (AssertionError, ProcessLookupError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def _outcome(booked: dict[str, str], home: Path, confirmed: list[str]) -> Outcome:
    """Compare the bookings (reference: address) and messages with what visitors were told."""
    known = set(booked)
    emails = list(booked.values())
    deadline = time.monotonic() + _LEASE_AND_MORE
    while (missing := _missing(home, known)) and time.monotonic() < deadline:
        time.sleep(1)
    return Outcome(
        confirmed=len(confirmed),
        lost=len(set(confirmed) - known),
        doubled=len(emails) - len(set(emails)),
        messages_missing=missing,
        identities_changed=sum(len(names) - 1 for names in _identities(home).values()),
    )


def _missing(home: Path, references: set[str]) -> int:
    """Count the messages that have not arrived; each interview owes one to staff and visitor."""
    told = defaultdict(set)
    for recipient, reference in _identities(home):
        told[reference].add(recipient)
    return sum(max(0, 2 - len(told[reference])) for reference in references)


def _identities(home: Path) -> dict[tuple[str, str], set[str]]:
    """The Message-IDs of each (recipient, reference)."""
    found = defaultdict(set)
    for path in (home / "mail").glob("*.eml"):
        mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        body = mail.get_body(("plain",))
        reference = REFERENCE.search(body.get_content() if body else "")
        if reference:
            found[str(mail["To"]), reference[0]].add(str(mail["Message-ID"]))
    return found


def main() -> None:
    """Run both trials."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with_form = trial(sqlite_database(home), home / "form", asked.kills, asked.seed)
        print(f"plain form: {with_form}", flush=True)
        in_chat = trial_in_chat(home / "chat", asked.kills, asked.seed)
        print(f"chat:       {in_chat}")
    sys.exit(0 if with_form.is_right and in_chat.is_right else 1)


if __name__ == "__main__":
    main()
