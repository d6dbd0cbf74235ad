"""When somebody receives: every week, or in a period that is unlike others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property

from booking.model import Slot

EVEN, ODD = 0, 1
"""Of which weeks some hours are: the remainder of a week's number (ISO 8601) by two."""


@dataclass(frozen=True)
class Opening:
    """Weekly hours of one interviewer, on the wall clock of Paris; `weekday` 0 is Monday.

    `weeks` are EVEN or ODD ones; None: every week.
    """

    interviewer_id: int
    weekday: int
    start: time
    end: time
    weeks: int | None = None


@dataclass(frozen=True)
class SpecialPeriod:
    """A closed (or exceptionally open) period of one interviewer; None: of all."""

    interviewer_id: int | None
    is_open: bool
    start: datetime
    end: datetime

    def concerns(self, interviewer_id: int) -> bool:
        """Tell whether the period applies to this interviewer."""
        return self.interviewer_id in (None, interviewer_id)

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Tell whether any instant between `start` and `end` lies in the period."""
        return self.start < end and start < self.end

    def takes(self, slot: Slot) -> bool:
        """Tell whether any part of a slot lies in the period."""
        start, end = self._span
        return start < slot.span[1] and slot.span[0] < end

    @cached_property
    def _span(self) -> tuple[float, float]:
        return self.start.timestamp(), self.end.timestamp()
