"""Processes are killed outright while visitors book: `.venvs/test/bin/python -m bench.kills`.

Web processes and the notifier are killed (`kill -9`) at random moments and started again, while
visitors book and confirm again where they got no answer. Ends with 1 where a confirmed reference is
not in the database, a visitor's form booked twice, a message is missing, or a repeated message
carries another identity.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import policy
from email.parser import BytesParser
from pathlib import Path

import httpx
from sqlalchemy import URL

from bench.rush import slots, sqlite_database
from tests.web_server import WebServer

_LEASE_AND_MORE = 240  # seconds: a killed notifier's claims lapse after three minutes
_PATIENCE = timedelta(minutes=3)
_REFERENCE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


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
            key = re.search(r'name="cle" value="([^"]+)"', page.text)
            assert key, page.text
            booked = self._insist("POST", "/rendez-vous/", {**form, "cle": key[1]})
            assert booked.status_code == 303, booked.text
            shown = self._insist("GET", booked.headers["Location"])
            reference = _REFERENCE.search(shown.text)
            assert reference, shown.text
            self.confirmed.append(reference[0])

    def _insist(self, method: str, path: str, data: dict[str, str] | None = None) -> httpx.Response:
        deadline = datetime.now() + _PATIENCE
        while datetime.now() < deadline:
            try:
                answer = httpx.request(method, self.server.url + path, data=data, timeout=30)
                if answer.status_code < 500:
                    return answer
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
    server = WebServer(home, url, parts=("web", "notifier"))
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
        return _outcome(server, home, visitors.confirmed)
    finally:
        visitors.stopped.set()
        server.stop()


def _outcome(server: WebServer, home: Path, confirmed: list[str]) -> Outcome:
    interviews = server.interviews()
    known = {interview.reference for interview in interviews}
    emails = [interview.visitor.email for interview in interviews]
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
        reference = _REFERENCE.search(body.get_content() if body else "")
        if reference:
            found[str(mail["To"]), reference[0]].add(str(mail["Message-ID"]))
    return found


def main() -> None:
    """Run the trial."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        outcome = trial(sqlite_database(home), home / "home", asked.kills, asked.seed)
    print(outcome)
    sys.exit(0 if outcome.is_right else 1)


if __name__ == "__main__":
    main()
