"""The forms that change the schedule: as they were typed, and the change that they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Protocol

from sanic.request import RequestParameters

from booking.hours_changes import WeeklyHours
from booking.openings import EVEN, ODD, Opening
from booking.schedule import Schedule
from booking.schedule_changes import ExtraOpening, ScheduleChange
from french.paris import PARIS
from web.pages.no_script import read_date

_STRETCHES = 2  # a morning and an afternoon; a day that has more shows them all
_MOST_STRETCHES = 6
EVERY_WEEK = "toutes"
WEEKS = {"paires": EVEN, "impaires": ODD}
"""Of which weeks some hours are, as a form says it."""


class ScheduleForm(Protocol):
    """A form of `/equipe/horaires`."""

    @property
    def who(self) -> str:
        """Whom it concerns, as typed; empty: everybody."""

    @property
    def fields(self) -> Mapping[str, str]:
        """What a browser sends again to publish it."""

    def change(self, who: int | None, before: Schedule) -> ScheduleChange | str:
        """Make the change, or name the sentence that says what is wrong."""


@dataclass(frozen=True)
class WeekForm:
    """Hours by weekday (0 is Monday), each stretch as « de » and « à » were typed."""

    who: str = ""
    days: Mapping[int, Sequence[tuple[str, str]]] = field(default_factory=dict)
    weeks: str = EVERY_WEEK

    @classmethod
    def read(cls, sent: RequestParameters) -> WeekForm:
        """Read what a browser sent."""
        return cls(
            typed(sent, "qui"),
            {
                day: [
                    (typed(sent, f"de-{day}-{number}"), typed(sent, f"a-{day}-{number}"))
                    for number in range(_MOST_STRETCHES)
                ]
                for day in range(7)
            },
            weeks if (weeks := typed(sent, "semaines")) in WEEKS else EVERY_WEEK,
        )

    @classmethod
    def of(cls, who: int | None, openings: Sequence[Opening], weeks: str = EVERY_WEEK) -> WeekForm:
        """Show the hours as they are; those of the first person where all are meant."""
        shown = (None, WEEKS.get(weeks, EVEN))
        first = who if who is not None else min((o.interviewer_id for o in openings), default=0)
        days: dict[int, list[tuple[str, str]]] = {day: [] for day in range(7)}
        for opening in sorted(openings, key=lambda o: o.start):
            if opening.interviewer_id == first and opening.weeks in shown:
                days[opening.weekday].append((f"{opening.start:%H:%M}", f"{opening.end:%H:%M}"))
        return cls("" if who is None else str(who), days, weeks)

    @property
    def rows(self) -> Iterator[tuple[int, list[tuple[str, str]]]]:
        """Give each weekday with the stretches to show: empty ones too."""
        most = max(_STRETCHES, *(len(_filled(stretches)) for stretches in self.days.values()), 0)
        for day in range(7):
            shown = _filled(self.days.get(day, ()))
            yield day, [*shown, *[("", "")] * (most - len(shown))]

    @property
    def fields(self) -> dict[str, str]:
        """What a browser sends again to publish it."""
        named = {"qui": self.who, "semaines": self.weeks}
        for day, stretches in self.days.items():
            for number, (start, end) in enumerate(_filled(stretches)):
                named |= {f"de-{day}-{number}": start, f"a-{day}-{number}": end}
        return named

    def change(self, who: int | None, before: Schedule) -> WeeklyHours | str:
        """Make the change, or name the sentence that says what is wrong."""
        days: dict[int, list[tuple[time, time]]] = {}
        for day, stretches in self.days.items():
            for start, end in _filled(stretches):
                opens, closes = read_hour(start), read_hour(end)
                if opens is None or closes is None:
                    return "hours_unreadable"
                days.setdefault(day, []).append((opens, closes))
        try:
            return WeeklyHours(days, who, WEEKS.get(self.weeks))
        except ValueError:
            return "hours_senseless"


@dataclass(frozen=True)
class OpeningForm:
    """A day on which somebody receives beside the weekly hours."""

    who: str = ""
    day: str = ""
    opens: str = ""
    closes: str = ""
    label: str = ""

    _NAMES = ("qui", "jour", "de", "a", "motif")

    @classmethod
    def read(cls, sent: RequestParameters) -> OpeningForm:
        """Read what a browser sent."""
        return cls(*(typed(sent, name) for name in cls._NAMES))

    @property
    def fields(self) -> dict[str, str]:
        """What a browser sends again to publish it."""
        values = (self.who, self.day, self.opens, self.closes, self.label)
        return dict(zip(self._NAMES, values, strict=True))

    def change(self, who: int | None, before: Schedule) -> ExtraOpening | str:
        """Make the change, or name the sentence that says what is wrong."""
        day, opens, closes = read_date(self.day), read_hour(self.opens), read_hour(self.closes)
        if day is None:
            return "absence_dates"
        if opens is None or closes is None:
            return "hours_unreadable"
        start, end = (datetime.combine(day, hour, PARIS) for hour in (opens, closes))
        try:
            return ExtraOpening(start, end, who, self.label or None)
        except ValueError:
            return "hours_senseless"


def typed(sent: RequestParameters, name: str) -> str:
    """Read a field of one line."""
    return " ".join((sent.get(name) or "").split())[:200]


def read_hour(text: str) -> time | None:
    """Read an hour that a field of hours gives; None for anything else."""
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return None


def _filled(stretches: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [stretch for stretch in stretches if any(stretch)]
