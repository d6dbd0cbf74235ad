"""How much one visitor, one address and all together may ask for, before they are asked to wait.

Each web process counts for itself: nothing here needs to be exact. What is refused costs nothing,
so that a crowd cannot make those wait who are already being answered.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass

from web.chat.rasa import AtCapacity
from web.context import App, Request
from web.visitors import Sources

_KEPT = 10_000  # visitors and addresses that are counted; the longest silent are forgotten first


class TooManyMessages(Exception):
    """A visitor, or an address, asks for more than people do."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"wait {retry_after} s")
        self.retry_after = retry_after
        """Seconds after which the next one is welcome."""


@dataclass
class _Level:
    tokens: float
    seen: float


class Allowance:
    """So many at once, and so many a second from then on, for each key."""

    def __init__(self, burst: int, per_second: float) -> None:
        self._burst = burst
        self._per_second = per_second
        self._levels: OrderedDict[str, _Level] = OrderedDict()

    def take(self, key: str, now: float) -> None:
        """Take one; `now` is in seconds of a clock that only goes on. Raises TooManyMessages."""
        level = self._levels.pop(key, None) or _Level(self._burst, now)
        level.tokens += (now - level.seen) * self._per_second
        level.tokens, level.seen = min(level.tokens, self._burst), now
        self._levels[key] = level
        while len(self._levels) > _KEPT:
            self._levels.popitem(last=False)
        if level.tokens < 1:
            raise TooManyMessages(1 + int((1 - level.tokens) / self._per_second))
        level.tokens -= 1


class Limits:
    """The allowances of the chat API. An address may be a whole school's: a class asks at once."""

    def __init__(self) -> None:
        self._session = Allowance(burst=12, per_second=0.5)
        self._address = Allowance(burst=120, per_second=20.0)
        self._opening = Allowance(burst=60, per_second=2.0)

    def check(self, token: str | None, address: str, now: float) -> None:
        """Count a message, or without a token the opening of a conversation.

        Raises TooManyMessages.
        """
        if token is None:
            self._opening.take(address, now)
        else:
            self._session.take(token, now)
            self._address.take(address, now)


def register_limits(app: App, trusted_proxies: int) -> None:
    """Have messages counted before anything is done for them."""
    if trusted_proxies:  # otherwise anyone could claim any address
        app.config.PROXIES_COUNT = trusted_proxies
    limits, sources = Limits(), Sources(trusted_proxies)

    async def check(request: Request) -> None:
        if request.method != "POST" or not request.path.startswith("/api/chat/"):
            return
        source = sources.name(request)
        if source is not None:
            limits.check(request.token, source, time.monotonic())
        if request.app.ctx.rasa.is_full:
            raise AtCapacity

    app.register_middleware(check, "request")
