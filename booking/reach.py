"""How near and how far interviews can be booked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from booking.model import Refusal
from booking.rules import Rules


@dataclass(frozen=True)
class Reach:
    """From which notice on, and up to which horizon, interviews can be booked."""

    notice: timedelta
    horizon: timedelta

    @classmethod
    def of(cls, rules: Rules) -> Reach:
        """Give the reach of some rules."""
        return cls(rules.notice, rules.horizon)

    def refusal(self, start: datetime, now: datetime) -> Refusal | None:
        """Say why a time is out of reach at `now`; None if it is not."""
        if start <= now:
            return Refusal.PAST
        if start < now + self.notice:
            return Refusal.TOO_SOON
        return Refusal.TOO_FAR if start > now + self.horizon else None

    def holds(self, start: datetime, now: datetime) -> bool:
        """Tell whether a time is within reach at `now`."""
        return self.refusal(start, now) is None


class Reaches:
    """The reach of each who receives; `school` is that of anybody else."""

    def __init__(self, own: Mapping[int, Reach], school: Reach) -> None:
        self._own = own
        self._school = school
        known = own.values() or [school]
        self.widest = Reach(min(r.notice for r in known), max(r.horizon for r in known))
        self.strictest = Reach(max(r.notice for r in known), min(r.horizon for r in known))

    def of(self, interviewer_id: int) -> Reach:
        """Give the reach of one interviewer."""
        return self._own.get(interviewer_id, self._school)
