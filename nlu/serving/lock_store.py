"""Locks that let one message of a conversation be handled at a time, in the order of arrival.

Within a process they are asyncio's: a message waits for the one before it and not a moment longer,
where Rasa's own store looks again once a second. Across processes they are Redis', which frees what
a process that died was holding after a few seconds, where Rasa's holds it for a minute.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

_HELD_SECONDS = 6.0  # after which Redis takes a lock from a process that says nothing any more
_RENEWED_SECONDS = 2.0
_LOOK_AGAIN_SECONDS = 0.02
_PATIENCE_SECONDS = 20.0  # as long as the web waits for an answer
_ANSWER_SECONDS = 2.0


class _Queue:
    """Those who wait for a conversation in this process."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.users = 0


class ConversationLocks(LockStore):
    """Give `url: redis://…` in endpoints.yml where several processes serve the same visitors."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        """Take Redis' address from the endpoint; without one, lock in this process alone."""
        self._queues: dict[str, _Queue] = {}
        self._url = endpoint_config.url
        self._redis: Any = None
        super().__init__()

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 1,
    ) -> AsyncIterator[TicketLock]:
        """Wait until no other message of the conversation is handled. Raises LockError."""
        queue = self._queues.setdefault(conversation_id, _Queue())
        queue.users += 1
        try:
            async with AsyncExitStack() as stack:
                await stack.enter_async_context(queue.lock)
                if self._url:
                    await stack.enter_async_context(self._everywhere(conversation_id))
                yield TicketLock(conversation_id)
        finally:
            queue.users -= 1
            if not queue.users:
                self._queues.pop(conversation_id, None)

    @asynccontextmanager
    async def _everywhere(self, conversation_id: str) -> AsyncIterator[None]:
        lock = self._connection().lock(
            f"conseiller:conversation:{conversation_id}",
            timeout=_HELD_SECONDS,
            sleep=_LOOK_AGAIN_SECONDS,
            blocking_timeout=_PATIENCE_SECONDS,
        )
        try:
            taken = await lock.acquire()
        except RedisError as error:
            # A visitor who is answered out of turn is better off than one who is not answered: the
            # web sends a conversation to one process, and the tracker store keeps what both wrote.
            logger.error("Redis does not answer (%s): locking here alone", type(error).__name__)
            yield
            return
        if not taken:
            raise LockError(f"Conversation '{conversation_id}' is being answered elsewhere.")
        renewing = asyncio.ensure_future(_renew(lock))
        try:
            yield
        finally:
            renewing.cancel()
            try:
                await lock.release()
            except RedisError as error:
                logger.warning("a lock was lost before its time (%s)", type(error).__name__)

    def _connection(self) -> Any:
        if self._redis is None:  # made here, as Rasa's event loop does not run before
            self._redis = Redis.from_url(
                self._url, socket_timeout=_ANSWER_SECONDS, socket_connect_timeout=_ANSWER_SECONDS
            )
        return self._redis


async def _renew(lock: Lock) -> None:
    """Hold on to a lock for as long as this process lives."""
    while True:
        await asyncio.sleep(_RENEWED_SECONDS)
        try:
            await lock.reacquire()
        except RedisError as error:
            logger.warning("a lock could not be renewed (%s)", type(error).__name__)
            return
