"""How much one visitor, one address and all together may ask for, before they are asked to wait.

Each web process counts for itself: nothing here needs to be exact. What is refused costs nothing,
so that a crowd cannot make those wait who are already being answered.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass

from web.chat.rasa import AtCapacity
from web.chat.tokens import InvalidToken
from web.context import App, Request
from web.visitors import Sources

_CHAT = "/api/chat/"
_UNCOUNTED = frozenset({"/healthz", "/readyz"})  # for probes, who ask from one address for ever
_DAY = 86_400  # seconds; a turn is some 9 kB on the disk, so that an address writes 0.4 GB at most
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
    """The allowances of everything public. An address may be a whole school's: a class at once."""

    def __init__(self) -> None:
        self._session = Allowance(burst=12, per_second=0.5)
        self._session_day = Allowance(burst=600, per_second=600 / _DAY)
        self._address = Allowance(burst=120, per_second=20.0)
        self._address_day = Allowance(burst=20_000, per_second=20_000 / _DAY)
        self._opening = Allowance(burst=60, per_second=0.2)
        self._reading = Allowance(burst=300, per_second=20.0)
        self._forms = Allowance(burst=120, per_second=0.1)
        self._all_forms = Allowance(burst=600, per_second=2.0)

    def opening(self, source: str, now: float) -> None:
        """Count the opening of a conversation. Raises TooManyMessages, as all do."""
        self._opening.take(source, now)

    def message(self, conversation: str, source: str, now: float) -> None:
        """Count a message."""
        self._session.take(conversation, now)
        self._address.take(source, now)
        self._session_day.take(conversation, now)
        self._address_day.take(source, now)

    def reading(self, source: str, now: float) -> None:
        """Count a page or a question that changes nothing, and what comes with a forged token."""
        self._reading.take(source, now)

    def form(self, source: str, now: float) -> None:
        """Count a form of the pages without JavaScript; all forms together have an allowance."""
        self._forms.take(source, now)
        self._all_forms.take("all", now)


def register_limits(app: App, trusted_proxies: int) -> None:
    """Have requests counted before anything is done for them."""
    if trusted_proxies:  # otherwise anyone could claim any address
        app.config.PROXIES_COUNT = trusted_proxies
    limits, sources = Limits(), Sources(trusted_proxies)

    async def check(request: Request) -> None:
        source = sources.name(request)
        if source is not None and request.path not in _UNCOUNTED:
            _count(limits, request, source, time.monotonic())
        speaks = request.method == "POST" and request.path.startswith(_CHAT)
        if speaks and request.app.ctx.rasa.is_full:
            raise AtCapacity

    app.register_middleware(check, "request")


def _count(limits: Limits, request: Request, source: str, now: float) -> None:
    if request.method != "POST":
        limits.reading(source, now)
    elif request.path == f"{_CHAT}sessions":
        limits.opening(source, now)
    elif request.path.startswith(_CHAT):
        try:
            conversation = request.app.ctx.signer.conversation(request.token or "")
        except InvalidToken:
            limits.reading(source, now)  # a token that is not ours is worth nothing
        else:
            limits.message(conversation, source, now)
    else:
        limits.form(source, now)
