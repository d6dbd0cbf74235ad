"""The real thing for tests: all processes, on free ports, with a home of their own."""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venvs" / "app" / "bin" / "python"
_START_SECONDS = 180
_PORTS = range(11_000, 32_000)  # above those that browsers refuse
_FIRST_PORT = random.randrange(len(_PORTS))
_UNUSED_PORTS = itertools.cycle((*_PORTS[_FIRST_PORT:], *_PORTS[:_FIRST_PORT]))


@dataclass
class Conseiller:
    """A whole Conseiller that was started for a test."""

    home: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes] = field(init=False)

    @property
    def url(self) -> str:
        """Where visitors are served."""
        return f"http://127.0.0.1:{self.environment['WEB_PORT']}"

    @property
    def rasa_url(self) -> str:
        """Where Rasa listens."""
        return f"http://127.0.0.1:{self.environment['RASA_PORT']}"

    def start(self) -> None:
        """Start every process and wait until all are ready. Raises AssertionError; none is left."""
        log = (self.home / "log.txt").open("ab")
        self.process = subprocess.Popen(
            [PYTHON, "-m", "entrypoints.supervisor"],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        deadline = time.monotonic() + _START_SECONDS
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                sys.stderr.write(self.log())
                self.process.terminate()  # no Ctrl-C: it may be ignored until all is imported
                self.process.wait(60)
                raise AssertionError("Conseiller did not start")
            time.sleep(0.3)

    def stop(self) -> None:
        """Stop every process, as Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)

    def log(self) -> str:
        """Read what the processes wrote."""
        return (self.home / "log.txt").read_text()

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of `./conseiller` on the same home."""
        return subprocess.run(
            [ROOT / "conseiller", *words], env=self.environment, capture_output=True, text=True
        )

    def bookings(self) -> list[dict[str, Any]]:
        """List the interviews as the command shows them."""
        done = self.command("bookings", "--json")
        assert done.returncode == 0, f"bookings ended with {done.returncode}: {done.stderr}"
        booked: list[dict[str, Any]] = json.loads(done.stdout)
        return booked

    def mails(self, count: int) -> list[Path]:
        """Wait for that many e-mails in all and return them, oldest first."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            files = sorted((self.home / "mail").glob("*.eml"))
            if len(files) >= count:
                return files
            time.sleep(0.2)
        raise AssertionError(f"{len(files)} e-mails instead of {count}:\n{self.log()[-3000:]}")

    def process_of(self, words: str) -> int:
        """Find the process of ours whose command line holds some words."""
        listed = subprocess.run(["pgrep", "-f", words], capture_output=True, text=True).stdout
        for pid in map(int, listed.split()):
            try:
                environ = Path(f"/proc/{pid}/environ").read_bytes()
            except OSError:
                continue
            if f"CONSEILLER_HOME={self.home}".encode() in environ:
                return pid
        raise AssertionError(f"no process {words!r}")

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=2).is_success
        except httpx.HTTPError:
            return False


def make_conseiller(home: Path, **settings: str) -> Conseiller:
    """Prepare a Conseiller whose clock starts on Wednesday 25 November 2026, 10:05 in Paris."""
    ports = free_ports(3)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("CONSEILLER_")},
        "CONSEILLER_HOME": str(home),
        "CONSEILLER_NOW": "2026-11-25T10:05:00+01:00",
        "CONSEILLER_NOW_SET_AT": str(time.time()),
        "PYTHONPATH": str(ROOT),
        "STAFF_EMAIL": "admissions@ecole.example.org",
        "WEB_PORT": str(ports[0]),
        "RASA_PORT": str(ports[1]),
        "ACTIONS_PORT": str(ports[2]),
        **settings,
    }
    home.mkdir(parents=True, exist_ok=True)
    return Conseiller(home, environment)


def free_ports(count: int) -> list[int]:
    """Find ports of loopback on which nothing listens; none is given out twice.

    They are below those from which the system chooses for connections, and each process begins
    somewhere else: nobody takes one before it is listened on.
    """
    return list(itertools.islice((port for port in _UNUSED_PORTS if _is_free(port)), count))


def two_ports_in_a_row() -> int:
    """Find a port that is free together with the one after it, for two of Rasa's processes."""
    while True:
        first, second = free_ports(2)
        if second == first + 1:
            return first


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


class Talk:
    """One visitor of the chat API."""

    def __init__(self, url: str, start: str = "greeting", **more: str) -> None:
        self.client = httpx.Client(base_url=url, timeout=30)
        opened = self.client.post("/api/chat/sessions", json={"start": start, **more})
        assert opened.status_code == 201, opened.text
        self.greeting = opened.json()["messages"]
        self.shortcuts = opened.json()["shortcuts"]
        self.client.headers["Authorization"] = f"Bearer {opened.json()['token']}"

    def send(self, **body: str) -> httpx.Response:
        """Send `text` or `payload` as the widget does."""
        return self.client.post("/api/chat/messages", json=body)

    def say(self, text: str) -> str:
        """Say something and return all that is answered, as one text."""
        return "\n".join(message["text"] for message in self.send(text=text).json()["messages"])

    def press(self, title: str, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Press the button of that title and return the answer's messages."""
        buttons = {b["title"]: b["payload"] for m in messages for b in m["buttons"]}
        answered: list[dict[str, Any]] = self.send(payload=buttons[title]).json()["messages"]
        return answered
