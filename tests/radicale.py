"""A real CalDAV server of the tests' own, on loopback, with one person and one calendar."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import httpx

from testing.running import free_ports

USER = "zoe"
PASSWORD = "un mot de passe"


class Radicale:
    """A server that can be started, stopped and started again; it keeps what it has."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
        self._port = free_ports(1)[0]
        self.url = f"http://127.0.0.1:{self._port}/{USER}/agenda/"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self._folder / "log.txt").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "radicale", "--config", ""),
                    *("--server-hosts", f"127.0.0.1:{self._port}"),
                    *("--auth-type", "htpasswd", "--auth-htpasswd-encryption", "plain"),
                    *("--auth-htpasswd-filename", str(self._folder / "users"), "--auth-delay", "0"),
                    *("--storage-filesystem-folder", str(self._folder / "storage")),
                    *("--web-type", "none"),
                ],
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + 60
        while True:
            try:
                httpx.get(self.url, timeout=5)
                return
            except httpx.HTTPError:
                assert time.monotonic() < deadline, (self._folder / "log.txt").read_text()
                time.sleep(0.1)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()  # asked to end, it waits for connections that are kept open
            self._process.wait(20)
            self._process = None

    def begin_anew(self) -> None:
        """Run, with one calendar that is empty."""
        if self._process is None:
            self.start()
        self._ask("DELETE", self.url)
        assert self._ask("MKCALENDAR", self.url).status_code == 201

    def put(self, name: str, ical: str) -> None:
        """Write an entry as the person's own calendar program does."""
        headers = {"content-type": "text/calendar; charset=utf-8"}
        answer = self._ask("PUT", f"{self.url}{name}.ics", content=ical.encode(), headers=headers)
        assert answer.status_code in (201, 204), answer.text

    def entries(self) -> dict[str, str]:
        """Read all that is in the calendar, by file name."""
        body = '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'
        answer = self._ask("PROPFIND", self.url, content=body, headers={"depth": "1"})
        names = [part.split("<")[0] for part in answer.text.split("<href>")[1:]]
        files = [name.rsplit("/", 1)[1] for name in names if name.endswith(".ics")]
        return {name: self._ask("GET", f"{self.url}{name}").text for name in files}

    def _ask(self, method: str, url: str, **more: object) -> httpx.Response:
        return httpx.request(method, url, auth=(USER, PASSWORD), timeout=30, **more)  # type: ignore[arg-type]
