"""Another site than the service's own: a folder of pages, with the headers that a test wants."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_HEADERS: dict[str, dict[str, str]] = {}


@dataclass
class Site:
    """A site on this machine; `url` is its origin."""

    folder: Path
    url: str
    pages: int = field(default=0)

    def publish(self, html: str, **headers: str) -> str:
        """Put a page on the site; returns its address. Headers are written with underscores."""
        self.pages += 1
        name = f"page-{self.pages}.html"
        (self.folder / name).write_text(html, encoding="utf-8")
        _HEADERS[f"/{name}"] = {key.replace("_", "-"): value for key, value in headers.items()}
        return f"{self.url}/{name}"


class _Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        for key, value in _HEADERS.get(self.path, {}).items():
            self.send_header(key, value)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
