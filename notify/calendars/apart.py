"""Reading calendars in a process of its own: what others write may repeat for ever.

It must neither stop the notifier nor fill the machine.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Collection
from datetime import datetime

from notify.calendars.busy import Busy
from notify.outbox.delivery import TemporaryFailure

_READER = "notify.calendars.bounded_reader"
_SECONDS = 60.0


async def read_apart(
    files: Collection[str],
    start: datetime,
    end: datetime,
    ours: Collection[str],
    owners: Collection[str],
) -> Busy:
    """Do what `busy_spans` does, within bounds. Raises TemporaryFailure beyond them."""
    question = {
        "files": list(files),
        "start": start.isoformat(),
        "end": end.isoformat(),
        "ours": list(ours),
        "owners": list(owners),
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", _READER),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(_SECONDS):
            written, _ = await process.communicate(json.dumps(question).encode())
        answer = json.loads(written)
    except (TimeoutError, ValueError):
        raise TemporaryFailure("the calendar takes too long to read") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    moments = [tuple(map(datetime.fromisoformat, span)) for span in answer["spans"]]
    return Busy([(first, last) for first, last in moments], answer["unread"])
