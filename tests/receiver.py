"""A receiver of webhooks on loopback, which answers as a test tells it to."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from testing.running import free_ports


@contextmanager
def serving(port: int, handler: type[BaseHTTPRequestHandler]):
    """Answer on a port of this machine, on a thread, until it is left."""
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(frozen=True)
class Received:
    """One request, as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


class Receiver:
    """Keeps every request; answers with `statuses` in turn, then with 204."""

    def __init__(self) -> None:
        self.port = free_ports(1)[0]
        self.received: list[Received] = []
        self.statuses: list[int] = []
        self.seconds_before_answer = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/entretiens"

    @contextmanager
    def serve(self):
        with serving(self.port, self._handler()):
            yield self

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.received.append(Received(self.path, dict(self.headers.items()), body))
                time.sleep(receiver.seconds_before_answer)
                status = receiver.statuses.pop(0) if receiver.statuses else 204
                self.send_response(status)
                if status == 307:
                    self.send_header("location", "/ailleurs")
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        return Handler
