"""How a process tells the supervisor, which cannot ask it, that it goes on: a byte now and then.

A pipe rather than a file, which a full disk would silence, or a clock, which may jump.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress

VARIABLE = "CONSEILLER_HEARTBEAT"
"""The number of the open pipe."""

BEAT_SECONDS = 3.0


async def beat(goes_on: Callable[[], bool] = lambda: True) -> None:
    """Beat as long as this event loop runs and `goes_on` says so, where somebody listens."""
    handed_down = os.environ.get(VARIABLE)
    if not handed_down:
        return
    pipe = int(handed_down)
    os.set_blocking(pipe, False)
    while True:
        if goes_on():
            with suppress(OSError):  # nobody reads: that ends this process by other means
                os.write(pipe, b".")
        await asyncio.sleep(BEAT_SECONDS)


class Heart:
    """The supervisor's end of the pipe."""

    def __init__(self) -> None:
        self._read_end, self.write_end = os.pipe()
        os.set_blocking(self._read_end, False)

    def has_beaten(self) -> bool:
        """Tell whether the process said something since the last time."""
        with suppress(BlockingIOError):
            return bool(os.read(self._read_end, 4096))
        return False

    def close(self) -> None:
        """Close both ends."""
        os.close(self._read_end)
        os.close(self.write_end)
