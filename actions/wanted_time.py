"""What a visitor said of the time so far, and the stretch of time that it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from french.message_details import chosen_place
from french.paris import PARIS
from french.when import Problem, Window, read_when, refine, window_at

_ASKED_DAYS = frozenset((Problem.WEEKDAY_DIFFERS, Problem.YEAR_UNSURE))
"""Problems of a day that a yes settles."""

_REMEMBERED = 4  # a time chosen and phrases, of which the later complete or correct the earlier


@dataclass(frozen=True)
class WantedTime:
    """A time that was chosen, if any, then what was said after it, seen from `at` (aware).

    `offered` are the free times shown last, of which « le deuxième » is one.
    """

    at: datetime
    chosen: datetime | None = None
    said: tuple[str, ...] = ()
    offered: tuple[datetime, ...] = ()

    @classmethod
    def from_slot(cls, value: Mapping[str, Any] | None, now: datetime) -> WantedTime:
        """Read the slot `wanted_time`; nothing was said where it is empty."""
        if not value:
            return cls(now)
        chosen = value.get("chosen")
        return cls(
            at=datetime.fromisoformat(value["at"]),
            chosen=chosen and datetime.fromisoformat(chosen),
            said=tuple(value["said"]),
            offered=tuple(map(datetime.fromisoformat, value["offered"])),
        )

    def to_slot(self) -> dict[str, Any]:
        """Write it for the slot `wanted_time`, as JSON can hold it."""
        return {
            "at": self.at.isoformat(),
            "chosen": self.chosen and self.chosen.isoformat(),
            "said": list(self.said),
            "offered": [start.isoformat() for start in self.offered],
        }

    @cached_property
    def window(self) -> Window | None:
        """The stretch of time that is meant; None where nothing was said."""
        return self._windows[-1] if self._windows else None

    @cached_property
    def _windows(self) -> list[Window]:
        """What was meant after each thing that was said."""
        now = self.at.astimezone(PARIS)
        windows = [window_at(self.chosen)] if self.chosen else []
        for phrase in self.said:
            if windows:
                window = refine(windows[-1], phrase, now, earlier=windows)
            else:
                window = read_when(phrase, now)
            if window is not None:
                windows.append(window)
        return windows

    @property
    def start(self) -> datetime | None:
        """The one moment that is meant, in Paris; None where the day or the hour is open."""
        return self.window.start if self.window and self.window.is_exact else None

    @property
    def has_alternatives(self) -> bool:
        """Tell whether several times are meant (« jeudi ou vendredi »)."""
        return self.window is not None and bool(self.window.others)

    def includes(self, moment: datetime) -> bool:
        """Tell whether an aware moment fits what is meant."""
        return self.window is not None and self.window.contains(moment)

    @property
    def is_asked_about(self) -> bool:
        """Tell whether the visitor was asked if the day that was read is the one meant."""
        return self.window is not None and self.window.problem in _ASKED_DAYS

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was said or chosen yet."""
        return self.chosen is None and not self.said

    def and_said(self, phrase: str, now: datetime) -> WantedTime | None:
        """Add what is said now; None where it means no time."""
        before = replace(self, at=now, offered=())
        while len(before.said) + (before.chosen is not None) >= _REMEMBERED:
            before = before._shortened()
        wanted = replace(before, said=(*before.said, phrase))
        return wanted if len(wanted._windows) > len(before._windows) else None

    def _shortened(self) -> WantedTime:
        """Forget what is oldest, but for the one moment that it makes with what came next."""
        start = replace(self, said=self.said[:1]).start
        if start is None and self.chosen is not None:
            return replace(self, chosen=None)
        return replace(self, chosen=start, said=self.said[1:])

    def choice(self, words: str) -> datetime | None:
        """Tell which of the offered times is meant (« le deuxième »)."""
        place = chosen_place(words, len(self.offered))
        return None if place is None else self.offered[place]

    def soonest(self, words: str) -> datetime | None:
        """Give the first of the offered times where that is wished (« le plus tôt possible »)."""
        said = read_when(words, self.at) if self.offered else None
        is_soonest = said is not None and said.kind == "special" and said.days is None
        return min(self.offered) if is_soonest else None

    def offering(self, starts: Sequence[datetime]) -> WantedTime:
        """Remember which free times are shown for it."""
        return replace(self, offered=tuple(starts))


def read_chosen(value: str) -> datetime | None:
    """Read a time as buttons and slots carry it, ISO 8601 with offset; None for other words.

    In Paris, to the minute.
    """
    with suppress(ValueError):
        start = datetime.fromisoformat(value)
        if start.tzinfo is not None:
            return start.astimezone(PARIS).replace(second=0, microsecond=0)
    return None


def window_of(value: str, now: datetime) -> Window | None:
    """Read a time chosen, or what a phrase means of itself; None where it means no time."""
    chosen = read_chosen(value)
    return window_at(chosen) if chosen else read_when(value, now)
