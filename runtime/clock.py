"""The one module that asks what time it is.

`CONSEILLER_NOW` (ISO 8601 with offset) makes the clock of every process start there and tick on,
for tests and demonstrations. `CONSEILLER_NOW_SET_AT` (seconds since the epoch) says at which real
instant it was so: the supervisor sets it, so that a process started later agrees with the others.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from functools import cache

NOW_VARIABLE = "CONSEILLER_NOW"
SET_AT_VARIABLE = "CONSEILLER_NOW_SET_AT"


def now() -> datetime:
    """Tell the time, aware and in UTC."""
    shift = _shift()  # first, or the first answer would be before the start that was set
    return _real_now() + shift


@cache
def _shift() -> timedelta:
    pretended = os.environ.get(NOW_VARIABLE)
    if not pretended:
        return timedelta(0)
    start = datetime.fromisoformat(pretended)
    if start.tzinfo is None:
        raise ValueError(f"{NOW_VARIABLE}={pretended!r} needs an offset, such as +01:00")
    set_at = os.environ.get(SET_AT_VARIABLE)
    real_start = datetime.fromtimestamp(float(set_at), UTC) if set_at else _real_now()
    return start - real_start


def _real_now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)
