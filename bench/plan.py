"""The parts of a long measurement, one after the other: what fails ends alone, and is told."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """Something to measure, and about how many seconds that takes."""

    what: str
    seconds: float
    work: Callable[[], None]
    needed: bool = False
    """Whether nothing after it in its group can be measured without it."""


@dataclass(frozen=True)
class Group:
    """Parts that share something, and what is to be done when they are over, however they went."""

    parts: Sequence[Part]
    end: Callable[[], None]


def carry_out(groups: Sequence[Group], after_each: Callable[[], object]) -> list[str]:
    """Measure everything, saying how far it is; returns what failed, each with its reason."""
    begun = time.monotonic()
    total = sum(part.seconds for group in groups for part in group.parts)
    done = 0.0
    failed: list[str] = []
    for group in groups:
        try:
            for number, part in enumerate(group.parts):
                _say(begun, total - done, part.what)
                reason = _reason_of_failure(part.work)
                done += part.seconds
                if reason:
                    failed.append(f"{part.what}: {reason}")
                    if part.needed:
                        done += sum(left.seconds for left in group.parts[number + 1 :])
                        break
                after_each()
        finally:
            reason = _reason_of_failure(group.end)
            if reason:
                failed.append(f"{group.parts[0].what}, at the end: {reason}")
    return failed


def _reason_of_failure(work: Callable[[], None]) -> str | None:
    try:
        work()
    except Exception as error:  # whatever it is, the other figures are still worth having
        traceback.print_exc()
        return f"{type(error).__name__}: {error}"
    return None


def _say(begun: float, seconds_left: float, what: str) -> None:
    gone = (time.monotonic() - begun) / 60
    print(f"bench: {gone:4.1f} min, about {seconds_left / 60:.0f} to go: {what}", flush=True)
