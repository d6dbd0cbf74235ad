"""The notifier: takes messages from the outbox and delivers them."""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from notify.outbox.delivery import DeliveryFailure, PermanentFailure, Sender, TemporaryFailure
from notify.outbox.message import Audience, Channel, Message
from notify.outbox.queue import Outbox
from notify.outbox.recheck import RECHECKED, NoLongerNeeded, NotTheirs, recheck

logger = logging.getLogger(__name__)

_AT_ONCE = 8  # messages claimed together, each sent on a connection of its own
_SEND_SECONDS = 60.0  # well within the outbox's lease
_STOP_SECONDS = 5.0  # the supervisor waits ten
_LONGEST_PAUSE_SECONDS = 30.0
_STUCK_SECONDS = 300.0  # a round sends for a minute, and notes for another where writers wait
_PAUSES_BEFORE_NOTING = (0.0, 0.5, 2.0, 8.0)


class Notifier:
    """Delivers what is due, again and again. Several may run, on one machine or many.

    It takes only messages of the channels that it has senders for, so that no channel has to wait
    for one that has a notifier of its own.
    """

    def __init__(
        self,
        engine: Engine,
        outbox: Outbox,
        senders: Mapping[Channel, Sender],
        now: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._outbox = outbox
        self._senders = senders
        self._channels = tuple(senders)
        self._now = now
        self._looked_at = time.monotonic()

    def is_stuck(self) -> bool:
        """Tell whether a round takes longer than any that goes on."""
        return time.monotonic() - self._looked_at > _STUCK_SECONDS

    async def deliver_due(self) -> int:
        """Deliver all that is due, and what that makes due; returns how many were sent."""
        sent = 0
        while outcomes := await self._round():
            sent += sum(outcomes)
        return sent

    async def run(self, poll_seconds: float = 1.0) -> None:
        """Deliver until cancelled; messages being sent by then are given a moment to arrive."""
        pause = poll_seconds
        while True:
            try:
                while await _until_done(self._round()):
                    self._looked_at = time.monotonic()
                pause = poll_seconds
            except SQLAlchemyError as error:
                pause = min(max(pause, 1.0) * 2, _LONGEST_PAUSE_SECONDS)
                logger.warning("no database (%s): next try in %.0f s", _name_of(error), pause)
            self._looked_at = time.monotonic()
            await asyncio.sleep(pause)

    async def _round(self) -> list[bool]:
        """Deliver a few messages; returns whether each was sent. Empty: none is due."""
        messages = await asyncio.to_thread(self._claim)
        return await asyncio.gather(*map(self._deliver, messages))

    def _claim(self) -> list[Message]:
        now = self._now()
        with self._reader.connect() as connection:  # so that polling keeps no booking waiting
            if not self._outbox.has_due(connection, now, self._channels):
                return []
        with self._engine.begin() as connection:
            return self._outbox.claim(connection, now, _AT_ONCE, self._channels)

    async def _deliver(self, message: Message) -> bool:
        """Send one message and note the outcome. Never raises: the others must go on."""
        failure = await self._attempt(message)
        for pause in _PAUSES_BEFORE_NOTING:
            await asyncio.sleep(pause)
            try:
                outcome = await asyncio.to_thread(self._note, message, failure)
            except SQLAlchemyError as error:
                outcome = f"has an outcome that was not noted ({_name_of(error)})"
            else:
                break
        logger.log(
            logging.WARNING if isinstance(failure, DeliveryFailure) else logging.INFO,
            "message %d (%s, %s, %s) %s",
            message.id,
            message.audience.value,
            message.topic.value,
            message.message_id,
            outcome,
        )
        return failure is None

    async def _attempt(self, message: Message) -> DeliveryFailure | NoLongerNeeded | None:
        """Send a message, rechecked first; returns why it failed."""
        try:
            message = await asyncio.to_thread(self._recheck, message)
            async with asyncio.timeout(_SEND_SECONDS):
                await self._senders[message.channel].deliver(message, self._now())
        except (DeliveryFailure, NoLongerNeeded) as failure:
            return failure
        except TimeoutError:
            return TemporaryFailure("sending took too long")
        except Exception as error:  # a bug must neither stop the others nor be forgotten
            return TemporaryFailure(f"internal error: {_name_of(error)}, {_place(error)}")
        return None

    def _recheck(self, message: Message) -> Message:
        """Bring up to date what was written for later; look whether it is still for its reader."""
        if message.audience is not Audience.STAFF and message.topic not in RECHECKED:
            return message
        with self._reader.connect() as connection:
            if not self._outbox.may_read(connection, message):
                raise NotTheirs
            return recheck(connection, message, self._now())

    def _note(self, message: Message, failure: DeliveryFailure | NoLongerNeeded | None) -> str:
        """Note the outcome of an attempt in the outbox; returns it in words, for the log."""
        now = self._now()
        with self._engine.begin() as connection:
            match failure:
                case None:
                    self._outbox.mark_sent(connection, message, now)
                    return "was sent"
                case NotTheirs(reason=reason):
                    self._outbox.hand_on(connection, message, now, reason)
                    return f"goes to others: {reason}"
                case NoLongerNeeded(reason=reason):
                    self._outbox.drop(connection, message, now, reason)
                    return f"is not needed any more: {reason}"
                case PermanentFailure(reason=reason):
                    self._outbox.mark_failed(connection, message, now, reason)
                    return f"failed for good: {reason}"
            until = self._outbox.postpone(connection, message, now, failure.reason)
            if until is None:
                return f"failed too often: {failure.reason}"
            return f"is put off until {until:%Y-%m-%dT%H:%M:%SZ}: {failure.reason}"


async def _until_done[T](work: Coroutine[None, None, T]) -> T:
    """Await work; when we are cancelled, it is given a moment to finish."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=_STOP_SECONDS)
        if not task.cancel() and not task.cancelled():
            task.exception()  # seen: asyncio need not tell of it
        raise


def _name_of(error: Exception) -> str:
    return type(error).__name__


def _place(error: Exception) -> str:
    """Say where an error was raised; its text could name a person."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown place"
