"""Allowances: so many at once, and so many a second from then on."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

_KEPT = 10_000  # those that are counted; the longest silent are forgotten first


class TooManyMessages(Exception):
    """A visitor, or an address, asks for more than people do."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"wait {retry_after} s")
        self.retry_after = retry_after
        """Seconds after which the next one is welcome."""


@dataclass
class _Level:
    tokens: float
    seen: float


class Allowance:
    """So many at once, and so many a second from then on, for each key."""

    def __init__(self, burst: int, per_second: float) -> None:
        self._burst = burst
        self._per_second = per_second
        self._levels: OrderedDict[str, _Level] = OrderedDict()
        self._taken: Counter[str] = Counter()

    def take(self, key: str, now: float) -> None:
        """Take one; `now` is in seconds of a clock that only goes on. Raises TooManyMessages."""
        level = self._level(key, now)
        if level.tokens < 1:
            raise TooManyMessages(1 + int((1 - level.tokens) / self._per_second))
        level.tokens -= 1
        self._taken[key] += 1

    def give_back(self, key: str, now: float) -> None:
        """Give back one that was taken for nothing."""
        self._level(key, now).tokens += 1
        self._taken[key] -= 1

    def is_near_its_end(self, key: str, part: float, now: float) -> bool:
        """Tell whether that part of what may be had at once is used up, from 0 to 1."""
        return self._level(key, now).tokens <= (1 - part) * self._burst

    def taken(self) -> Mapping[str, int]:
        """Tell how many were taken here since the last time, by key."""
        taken, self._taken = self._taken, Counter()
        return taken

    def count(self, taken: Mapping[str, int], now: float) -> None:
        """Count what was taken elsewhere; nobody is left to wait for more than one burst."""
        for key, number in taken.items():
            level = self._level(key, now)
            level.tokens = max(level.tokens - number, -self._burst)

    def _level(self, key: str, now: float) -> _Level:
        level = self._levels.pop(key, None) or _Level(self._burst, now)
        level.tokens += (now - level.seen) * self._per_second
        level.tokens, level.seen = min(level.tokens, self._burst), now
        self._levels[key] = level
        while len(self._levels) > _KEPT:
            self._taken.pop(self._levels.popitem(last=False)[0], None)
        return level
