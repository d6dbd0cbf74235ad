"""What was said of a time: which days, which hours, and the stretch of time that they make."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from french.paris import PARIS
from french.when.calendar import Days
from french.when.day_hours import Hours
from french.when.zones import SaidZone


class Problem(StrEnum):
    """Why a day that was named is not clear."""

    WEEKDAY_DIFFERS = "weekday_differs"
    """The weekday and the date do not match: « lundi 8 décembre », which is a Tuesday."""
    YEAR_UNSURE = "year_unsure"
    """The date was a few weeks ago: a slip is as likely as next year."""
    ZONE_UNKNOWN = "zone_unknown"
    """The hour was said to be that of a place whose time zone is not known, or not one."""


@dataclass(frozen=True)
class Refusals:
    """What a visitor does not want: weekdays (0 is Monday), days, and hours of any day."""

    weekdays: frozenset[int] = frozenset()
    hours: tuple[Hours, ...] = ()
    days: tuple[Days, ...] = ()

    def forbid(self, local: datetime) -> bool:
        """Tell whether a moment of Paris' wall clock is refused."""
        return (
            local.weekday() in self.weekdays
            or any(local.time() in hours for hours in self.hours)
            or any(local.date() in days for days in self.days)
        )

    def __or__(self, other: Refusals) -> Refusals:
        """Refuse what either refuses."""
        return Refusals(
            self.weekdays | other.weekdays,
            tuple(dict.fromkeys(self.hours + other.hours)),
            tuple(dict.fromkeys(self.days + other.days)),
        )


@dataclass(frozen=True)
class Window:
    """A stretch of time that was meant; `start` and `end` are aware, in Paris, `end` excluded.

    `kind` is « instant » (with no end), « range », « open » (one side is None) or « special » (as
    soon as possible); `grain` the unit in which it was said. `days` and `hours` are what was named,
    None where nothing was; `others` are alternatives (« mardi ou mercredi »). `weekday` is set
    where a weekday was named alone, `by_number` where the number of a day was (« le 30 »).
    `days_bound` is « from » or « until » where the days go on; `hour_bound`: they do from or until
    the hour itself (« d'ici vendredi 17 h »), rather than at that hour on each of the days.
    `disagrees` and `year_unsure` are told by `problem`. `zone` is where the visitor's clock stands,
    if that was said; `days` and `hours` are of Paris all the same. `latest_first`: the later the
    better (« le plus tard possible »).
    """

    start: datetime | None
    end: datetime | None
    grain: str
    kind: str
    days: Days | None = None
    hours: Hours | None = None
    weekday: int | None = None
    others: tuple[Window, ...] = ()
    refusals: Refusals = field(default=Refusals())
    disagrees: bool = False
    by_number: bool = False
    days_bound: str | None = None
    hour_bound: bool = False
    year_unsure: bool = False
    zone: SaidZone | None = None
    latest_first: bool = False

    @property
    def problem(self) -> Problem | None:
        """What has to be asked before anything is booked; None where the day is clear."""
        if self.disagrees:
            return Problem.WEEKDAY_DIFFERS
        if self.hours is not None and self.zone is not None and not self.zone.is_known:
            return Problem.ZONE_UNKNOWN
        return Problem.YEAR_UNSURE if self.year_unsure else None

    @property
    def is_exact(self) -> bool:
        """Tell whether a day and an hour were named, so that it can be booked as it is."""
        return (
            self.start is not None
            and self.days is not None
            and self.days.is_one
            and self.days_bound is None
            and self.hours is not None
            and self.hours.exact
            and not self.others
            and self.problem is None
        )

    def is_over(self, now: datetime) -> bool:
        """Tell whether nothing of it is left at an aware moment: « hier », « mardi dernier »."""
        if self.kind == "instant" and self.grain == "day" and self.days is not None:
            return self.days.last < now.astimezone(PARIS).date()
        last = self.end or (self.start if self.kind == "instant" else None)
        return last is not None and last < now

    def contains(self, moment: datetime) -> bool:
        """Tell whether an aware moment fits what was said."""
        local = moment.astimezone(PARIS)
        if self.refusals.forbid(local):
            return False
        return self._fits(local) or any(other.contains(moment) for other in self.others)

    def _fits(self, local: datetime) -> bool:
        if self.hour_bound:
            return (self.start is None or local >= self.start) and (
                self.end is None or local < self.end
            )
        return self._day_fits(local.date()) and (self.hours is None or local.time() in self.hours)

    def _day_fits(self, day: date) -> bool:
        if self.days is None:
            return True
        if self.days_bound == "from":
            return day >= self.days.first
        if self.days_bound == "until":
            return day <= self.days.last
        return day in self.days

    def search_bounds(self) -> tuple[datetime | None, datetime | None]:
        """Give the instants between which fitting slots are to be looked for; None is open."""
        windows = (self, *self.others)
        days = [window.days for window in windows if window.days]
        if len(days) < len(windows):
            return None, None
        bounds = {window.days_bound for window in windows}
        first = None if "until" in bounds else midnight(min(day.first for day in days))
        last = None if "from" in bounds else midnight(max(day.last for day in days), 1)
        return first, last

    def anchor(self, now: datetime) -> datetime:
        """Give the moment near which the visitor is best offered something else."""
        return self.start or self.end or now


def midnight(day: date, later: int = 0) -> datetime:
    """Give the beginning of a day in Paris, or of one some days later."""
    return at(day + timedelta(days=later), time())


def at(day: date, hour: time) -> datetime:
    """Place a wall clock time in Paris; one that daylight saving skips is an hour later."""
    return datetime.combine(day, hour, PARIS).astimezone(UTC).astimezone(PARIS)
