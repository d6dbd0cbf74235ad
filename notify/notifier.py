"""The notifier: takes messages from the outbox and sees to it that they leave."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from notify.mail import Composer
from notify.outbox import Outbox
from notify.transport import Transport

logger = logging.getLogger(__name__)

_AT_ONCE = 8  # messages claimed together, each on a connection of its own
_SEND_SECONDS = 60.0  # well within the outbox's lease
_STOP_SECONDS = 5.0
_LONGEST_PAUSE_SECONDS = 30.0
_RECORD_PAUSES = (0.5, 2.0, 8.0, None)


class Notifier:
    """Delivers what is due, again and again. Several may run, on one machine or many."""

    def __init__(
        self,
        engine: Engine,
        outbox: Outbox,
        composer: Composer,
        transport: Transport,
        now: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._outbox = outbox
        self._composer = composer
        self._transport = transport
        self._now = now

    async def deliver_due(self) -> int:
        """Deliver all that is due, and what becomes due thereby; returns how many were sent."""
        sent = 0
        while messages := await asyncio.to_thread(self._claim):
            sent += sum(await asyncio.gather(*map(self._deliver, messages)))
        return sent

    async def run(self, poll_seconds: float = 1.0) -> None:
        """Deliver until cancelled; what is on its way by then is given a moment to arrive."""
        pause = poll_seconds
        while True:
            try:
                await _to_its_end(self._deliver_batch())
                pause = poll_seconds
            except SQLAlchemyError as error:
                pause = min(max(pause, 1.0) * 2, _LONGEST_PAUSE_SECONDS)
                logger.warning("no database: %s; next try in %.0f s", type(error).__name__, pause)
            await asyncio.sleep(pause)
