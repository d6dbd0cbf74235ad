"""The process that reads busy times, with little time and memory: `notify.calendars.apart` asks it.

It reads a question on stdin and answers on stdout, in JSON.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from contextlib import AbstractContextManager
from datetime import datetime
from types import FrameType

from notify.calendars.busy import busy_spans

_SECONDS_A_FILE = 2.0
_BYTES = 1 << 30


class _TakesTooLong(Exception):
    pass


class _TimeLimit(AbstractContextManager[None]):
    """Raises _TakesTooLong in what takes longer; may be entered again and again."""

    def __enter__(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, _SECONDS_A_FILE)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _stop(_: int, __: FrameType | None) -> None:
    raise _TakesTooLong


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    signal.signal(signal.SIGALRM, _stop)
    asked = json.load(sys.stdin)
    window = (datetime.fromisoformat(asked["start"]), datetime.fromisoformat(asked["end"]))
    found = busy_spans(
        asked["files"], *window, set(asked["ours"]), set(asked["owners"]), _TimeLimit()
    )
    spans = [[moment.isoformat() for moment in span] for span in found.spans]
    json.dump({"spans": spans, "unread": found.unread}, sys.stdout)


if __name__ == "__main__":
    _main()
