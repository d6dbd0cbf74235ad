"""Hours of a day: those of the school, and those that somebody named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class DayHours:
    """A day of the school, Paris' wall clock: what « le matin » and « l'après-midi » mean."""

    opens: time = time(9)
    lunch: time = time(12)
    resumes: time = time(14)
    closes: time = time(18)


DEFAULT = DayHours()


@dataclass(frozen=True)
class Hours:
    """Hours of a day, Paris' wall clock. `first` is included, `last` is not; None is open.

    `exact` is one moment; `part` is a part of the day (« le matin ») rather than hours by number.
    """

    first: time | None
    last: time | None = None
    exact: bool = False
    part: bool = False

    def __contains__(self, hour: time) -> bool:
        """Tell whether an hour lies within."""
        if self.exact:
            return hour == self.first
        return (self.first is None or hour >= self.first) and (
            self.last is None or self.last == time() or hour < self.last
        )
