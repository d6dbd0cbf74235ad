"""Whom our mail server can write to, to be said while there is still time to give another."""

from __future__ import annotations

import asyncio
import time

from notify.mail.transport import Transport
from notify.outbox.delivery import DeliveryFailure

_KNOWN_SECONDS = 600.0
_PATIENCE_SECONDS = 2.0  # a visitor waits, and so do others who book


class Reach:
    """Knows whether addresses with accents before the « @ » can be written to."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._takes_accents = True
        self._asked_at = float("-inf")

    async def _ask(self) -> bool:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await self._transport.takes_accents()

    def excludes(self, email: str) -> bool:
        """Tell whether no e-mail from here can reach an address; asks the server now and then.

        Waits for the server, in a thread without an event loop. One that does not answer excludes
        nobody: e-mails are tried again.
        """
        local, _, _ = email.rpartition("@")
        if local.isascii():
            return False
        if time.monotonic() - self._asked_at > _KNOWN_SECONDS:
            self._asked_at = time.monotonic()  # one who asks is enough, also of a server that hangs
            try:
                self._takes_accents = asyncio.run(self._ask())
            except (DeliveryFailure, TimeoutError):
                self._takes_accents = True
        return not self._takes_accents
