"""The web process alone, on a database of the test's choice: for pages that need no Rasa."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import httpx
from sqlalchemy import URL

from booking.model import Interview
from runtime.settings import Settings
from runtime.wiring import Services
from testing.running import PYTHON, ROOT, free_ports

NOW = "2026-11-25T10:05:00+01:00"


class WebServer:
    """One web process, or several on the same database, perhaps with a notifier."""

    signing_key = "a key for tests"

    def __init__(
        self,
        home: Path,
        database: URL,
        processes: int = 1,
        parts: Sequence[str] = (),
        **more: str,
    ) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._home = home
        self._parts = tuple(parts) or ("web",) * processes
        self._ports = free_ports(len(self._parts))
        self._environment = {
            **{name: v for name, v in os.environ.items() if not name.startswith("CONSEILLER_")},
            "CONSEILLER_HOME": str(home),
            "CONSEILLER_NOW": NOW,
            "CONSEILLER_NOW_SET_AT": str(time.time()),
            "DATABASE_URL": database.render_as_string(hide_password=False),
            "SECRET_KEY": self.signing_key,
            "PYTHONPATH": str(ROOT),
            **more,
        }
        self._processes: list[subprocess.Popen[bytes]] = []
        settings = Settings(
            _env_file=None,
            CONSEILLER_HOME=home,
            database_url=self._environment["DATABASE_URL"],
            secret_key=self.signing_key,
        )
        self.services = Services(settings)

    @property
    def urls(self) -> list[str]:
        """Where each process listens."""
        return [f"http://127.0.0.1:{port}" for port in self._ports]

    @property
    def url(self) -> str:
        """Where the first process listens."""
        return self.urls[0]

    def start(self) -> None:
        """Start every process and wait until each answers."""
        self._processes = [self._spawn(number) for number in range(len(self._parts))]
        for number in range(len(self._parts)):
            self.wait_for(number)

    @contextmanager
    def running(self) -> Iterator[Self]:
        """Start every process, and stop them at the end whatever happens."""
        try:
            self.start()
            yield self
        finally:
            self.stop()

    def kill(self, number: int = 0) -> None:
        """Kill a process outright."""
        self._processes[number].kill()
        self._processes[number].wait()

    def start_again(self, number: int = 0) -> None:
        """Start a process that was killed, at the same address."""
        self._processes[number] = self._spawn(number)
        self.wait_for(number)

    def stop(self) -> None:
        """Stop every process and close the database."""
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            process.wait(20)
        self.services.engine.dispose()

    def interviews(self) -> Sequence[Interview]:
        """List the interviews in the database."""
        return self.services.desk.interviews()

    def log(self) -> str:
        """Read what the processes wrote."""
        return (self._home / "web.log").read_text()

    def wait_for(self, number: int) -> None:
        """Wait until a web process answers; the notifier has nothing to answer."""
        if self._parts[number] != "web":
            return
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.urls[number]}/healthz", timeout=2).is_success:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise AssertionError(self.log())

    def _spawn(self, number: int) -> subprocess.Popen[bytes]:
        with (self._home / "web.log").open("ab") as log:
            return subprocess.Popen(
                [PYTHON, "-m", "entrypoints.serve", self._parts[number]],
                cwd=ROOT,
                env={**self._environment, "WEB_PORT": str(self._ports[number])},
                stdout=log,
                stderr=log,
            )
