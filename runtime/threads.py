"""Threads for those who write to the database, apart from those who read (`asyncio.to_thread`).

Writers may have to wait for each other, on SQLite all for one. On threads of their own they keep no
reader waiting; and how long they wait for a thread is bounded, as the database bounds what follows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

_CALLERS = 2
_WRITERS = 6  # fewer than connections: one is always left for a reader
_PATIENCE_SECONDS = 8.0  # a rush of hundreds is over by then


class WaitedTooLong(Exception):
    """So many wait to write that this one's turn did not come: nothing of it was begun."""

    def __init__(self) -> None:
        super().__init__(f"no turn to write within {_PATIENCE_SECONDS:.0f} s")


class Writers:
    """A few threads that write, each one thing at a time."""

    def __init__(self, threads: int = _WRITERS, patience: float = _PATIENCE_SECONDS) -> None:
        """`patience`: seconds after which one who waits for a thread is sent away."""
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="writer")
        self._patience = patience

    async def do[**P, Result](
        self, work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """Do some work on a thread. Raises WaitedTooLong; what was begun is always waited for."""
        turn = self._threads.submit(work, *args, **kwargs)
        done = asyncio.wrap_future(turn)
        await asyncio.wait({done}, timeout=self._patience)
        if turn.cancel():
            raise WaitedTooLong
        return await done


_writers = Writers()

to_writer = _writers.do
"""Do some work that writes, on a thread of this process's writers."""

to_caller = Writers(_CALLERS).do
"""Do some work that waits for another machine, so that no reader and no writer waits with it."""
