"""How much one visitor, one address and all together may ask for, before they are asked to wait.

Each web process counts for itself, and a moment later learns what the others counted: nothing here
needs to be exact. What is refused costs nothing, so that a crowd cannot make those wait who are
already being answered.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from booking.pressure import NEAR
from runtime.shared_counts import Counts, SharedCounts
from runtime.threads import to_writer
from web.allowances import Allowance, TooManyMessages
from web.chat.rasa import AtCapacity
from web.chat.tokens import InvalidToken

if TYPE_CHECKING:
    from web.context import App, Request

__all__ = ["Limits", "TooManyMessages", "register_limits"]

_CHAT = "/api/chat/"
_UNCOUNTED = frozenset({"/healthz", "/readyz"})  # for probes, who ask from one address for ever
_DAY = 86_400  # seconds; a turn is some 9 kB on the disk, so that an address writes 0.4 GB at most
_SHARING_SECONDS = 2.0
_ALL = "all"


class Limits:
    """The allowances of everything public. An address may be a whole school's: a class at once."""

    def __init__(self) -> None:
        self._of = {
            "session": Allowance(burst=12, per_second=0.5),
            "session_day": Allowance(burst=600, per_second=600 / _DAY),
            "address": Allowance(burst=120, per_second=20.0),
            "address_day": Allowance(burst=20_000, per_second=20_000 / _DAY),
            "opening": Allowance(burst=60, per_second=0.2),
            "all_openings": Allowance(burst=600, per_second=10.0),
            "reading": Allowance(burst=300, per_second=20.0),
            "form": Allowance(burst=120, per_second=0.1),
            "all_forms": Allowance(burst=600, per_second=2.0),
        }

    def opening(self, source: str, now: float) -> None:
        """Count the opening of a conversation. Raises TooManyMessages, as all do."""
        self._take(now, opening=source, all_openings=_ALL)

    def are_openings_near(self, source: str, now: float) -> bool:
        """Tell whether those of a source, or all together, come near their end."""
        own, all_openings = self._of["opening"], self._of["all_openings"]
        return own.is_near_its_end(source, NEAR, now) or all_openings.is_near_its_end(
            _ALL, NEAR, now
        )

    def take_back_opening(self, source: str, now: float) -> None:
        """Count an opening that is to be tried again, after some work, as no more than a page."""
        self._of["opening"].give_back(source, now)
        self._of["all_openings"].give_back(_ALL, now)
        self.reading(source, now)

    def message(self, conversation: str, source: str, now: float) -> None:
        """Count a message."""
        self._take(
            now,
            session=conversation,
            address=source,
            session_day=conversation,
            address_day=source,
        )

    def reading(self, source: str, now: float) -> None:
        """Count a page or a question that changes nothing, and what comes with a forged token."""
        self._take(now, reading=source)

    def form(self, source: str, now: float) -> None:
        """Count a form of the pages without JavaScript; all forms together have an allowance."""
        self._take(now, form=source, all_forms=_ALL)

    def taken(self) -> Counts:
        """Tell what was counted here since the last time."""
        taken = {name: allowance.taken() for name, allowance in self._of.items()}
        return {name: counts for name, counts in taken.items() if counts}

    def count(self, taken: Counts, now: float) -> None:
        """Count what was counted by another process."""
        for name, counts in taken.items():
            if name in self._of:  # one that is started anew may know others
                self._of[name].count(counts, now)

    def _take(self, now: float, **keys: str) -> None:
        for name, key in keys.items():
            self._of[name].take(key, now)


def register_limits(app: App, trusted_proxies: int) -> None:
    """Have requests counted before anything is done for them."""
    if trusted_proxies:  # otherwise anyone could claim any address
        app.config.PROXIES_COUNT = trusted_proxies
    limits = app.ctx.limits

    async def check(request: Request) -> None:
        source = request.app.ctx.source_of(request)
        if source is not None and request.path not in _UNCOUNTED:
            _count(limits, request, source, time.monotonic())
        speaks = request.method == "POST" and request.path.startswith(_CHAT)
        if speaks and request.app.ctx.rasa.is_full:
            raise AtCapacity

    async def begin_sharing(app: App) -> None:
        services = app.ctx.services
        is_alone = services.settings.web_workers == 1 and services.engine.dialect.name == "sqlite"
        if not is_alone:
            app.add_task(_share(limits, services.shared_counts), name="limits")

    app.register_middleware(check, "request")
    app.after_server_start(begin_sharing)


async def _share(limits: Limits, shared: SharedCounts) -> None:
    """Tell other processes what is counted here, and count what they do, for ever."""
    while True:
        await asyncio.sleep(_SHARING_SECONDS)
        taken: Mapping[str, Mapping[str, int]] = limits.taken()
        for others in await to_writer(shared.exchange, taken):
            limits.count(others, time.monotonic())


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
