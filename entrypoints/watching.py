"""Noticing that a process hangs: it lives, but answers no more."""

from __future__ import annotations

import asyncio
import time

from entrypoints.heartbeat import Heart
from entrypoints.parts import Part

START_SECONDS = 180.0
"""How long a start may take; a cold disk makes Rasa slow."""

_ASK_AT_START_SECONDS = 1.0
_ASK_SECONDS = 5.0
# Counted and not timed, so that a machine that slept stops nothing.
_MOST_SILENCES = 6
_MOST_UNANSWERED = 4  # each after a patience of its own: who is only busy answers in the end


async def until_it_hangs(part: Part, heart: Heart) -> str:
    """Ask a process again and again; returns, once it hangs, what is wrong with it."""
    begun, has_answered, silences = time.monotonic(), False, 0
    most = _MOST_SILENCES if part.beats else _MOST_UNANSWERED
    while True:
        await asyncio.sleep(_ASK_SECONDS if has_answered else _ASK_AT_START_SECONDS)
        problem = await _problem(part, heart)
        if problem is None:
            has_answered, silences = True, 0
        elif has_answered:
            silences += 1
            if silences >= most:
                return problem
        elif time.monotonic() - begun > START_SECONDS:
            return f"{problem}, {START_SECONDS:.0f} s after its start"


async def _problem(part: Part, heart: Heart) -> str | None:
    if part.beats:
        return None if heart.has_beaten() else "says nothing any more"
    try:
        return await part.check() if part.check else None
    except Exception:  # that it cannot be asked, as for want of files, is no fault of its own
        return None
