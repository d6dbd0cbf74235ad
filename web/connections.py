"""Connections that cannot be used up: so many at once, and a request must arrive in time.

Where they become too many, those that wait for nothing are closed first: whoever holds a thousand
idle ones, or sends a byte every few seconds, shuts nobody out.
"""

from __future__ import annotations

import resource
import time
from asyncio import BaseTransport
from collections.abc import Iterable

from sanic.http import Stage
from sanic.server import HttpProtocol

REQUEST_SECONDS = 20
"""How long a request may take to arrive; it is at most 64 kB, and mostly less than one."""

_LAST_WORDS_SECONDS = 3
_MOST = 4_000  # some 20 kB each
_OTHER_FILES = 256  # databases, Rasa, static files
_ROOM = 10  # a tenth is closed at once: looking for the oldest has its cost
_WAITING = (Stage.IDLE, Stage.REQUEST)


class BoundedProtocol(HttpProtocol):
    """Sanic's connection, with a bound on their number and on how long a whole request takes."""

    __slots__ = ("_begun",)

    def connection_made(self, transport: BaseTransport) -> None:
        """Take a connection, and make room for it."""
        self._begun = time.monotonic()
        super().connection_made(transport)
        if len(self.connections) > _most():
            make_room(self.connections, keep=self)

    def data_received(self, data: bytes) -> None:
        """Note when the first byte of a request comes."""
        if self._stage is Stage.IDLE:
            self._begun = time.monotonic()
        super().data_received(data)

    def check_timeouts(self) -> None:
        """Count a request's time from its first byte, where Sanic counts from the last."""
        if self._stage in (Stage.REQUEST, Stage.HANDLER):
            self._time = min(self._time, self._begun)
            is_late = time.monotonic() - self._time > self._patience
            if is_late:  # Sanic says so, and would go on to read what is left of the body
                self.loop.call_later(_LAST_WORDS_SECONDS, self.abort)
        super().check_timeouts()

    @property
    def _patience(self) -> float:
        in_time = self.request_timeout if self._stage is Stage.REQUEST else self.response_timeout
        return float(in_time)

    @property
    def _stage(self) -> Stage:
        return Stage.IDLE if self.http is None else self.http.stage


def make_room(connections: Iterable[BoundedProtocol], keep: BoundedProtocol) -> None:
    """Close the connections that have waited longest, those that ask for nothing first.

    Those that are being answered stay, and so does `keep`, unless there are no others.
    """
    waiting = [each for each in connections if each is not keep and each._stage in _WAITING]
    waiting.sort(key=lambda each: (each._stage is Stage.REQUEST, each._begun))
    for each in waiting[: max(1, len(waiting) // _ROOM)] or [keep]:
        each.abort()


def _most() -> int:
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return min(_MOST, max(files - _OTHER_FILES, files // 2))
