"""How many of how many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bench.intervals import wilson


@dataclass(frozen=True)
class Share:
    """So many of a total are right."""

    right: int
    total: int

    @classmethod
    def of(cls, verdicts: Iterable[bool]) -> Share:
        """Count the verdicts that are right."""
        counted = list(verdicts)
        return cls(sum(counted), len(counted))

    @property
    def percent(self) -> float:
        """The share in percent; 0 of nothing."""
        return 100 * self.right / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The ends of the 95 % interval of the share, in percent."""
        return wilson(self.right, self.total)

    @property
    def is_all(self) -> bool:
        """Whether nothing is wrong."""
        return self.right == self.total
