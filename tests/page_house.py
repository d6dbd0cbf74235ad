"""A school's web server, whose page a test changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from runtime.settings import Settings
from runtime.wiring import Services
from staff.page_fetching import PageFetcher
from staff.page_watch import PageWatch
from testing.running import ROOT
from testing.sqlite import make_tables


class PageHouse:
    """Serves one page at `url`, with an ETag, and keeps what it was asked."""

    def __init__(self, body: str) -> None:
        self.body = body.encode()
        self.status = 200
        self.headers: dict[str, str] = {"Content-Type": "text/html; charset=utf-8"}
        self.asked: list[dict[str, str]] = []
        self.answered: list[int] = []
        house = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                house.asked.append({name.lower(): value for name, value in self.headers.items()})
                tag = f'"{hash(house.body)}"'
                is_known = self.headers.get("If-None-Match") == tag and house.status == 200
                status = 304 if is_known else house.status
                house.answered.append(status)
                self.send_response(status)
                for name, value in {"ETag": tag, **house.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                if status != 304:
                    self.wfile.write(house.body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/metier"

    def shows(self, text: str) -> None:
        """Put another page there."""
        self.body = text.encode()

    def stop(self) -> None:
        """Close the server."""
        self._server.shutdown()
        self._server.server_close()


def asking_this_machine(folder: Path) -> dict[str, str]:
    """Give the environment of a process that may read pages of this machine, as none else may."""
    patch = "from staff import page_fetching as f\nf.PageFetcher.__init__.__defaults__ = "
    (folder / "sitecustomize.py").write_text(f"{patch}(lambda address: True, f.SECONDS)\n")
    return {"PYTHONPATH": f"{folder}:{ROOT}"}


def services_watching(house: PageHouse, home: Path, now: Callable[[], datetime]) -> Services:
    """Make what the application works with, and have it watch a page of this machine."""
    made = Services(Settings(_env_file=None, CONSEILLER_HOME=home, page_url=house.url), now)
    fetcher = PageFetcher(may_ask=lambda address: True)
    watch = PageWatch(made.engine, made.page_address, fetcher, made.outbox, "equipe@ecole.example")
    made.__dict__["page_watch"] = watch  # where PageFetcher would not ask this machine
    make_tables(made.engine)
    return made
