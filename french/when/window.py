"""What was said of a time: which days, which hours, and the stretch of time that they make."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from french.paris import PARIS
from french.when.calendar import Days, one


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
    `disagrees`: the weekday and the number of a date do not match.
    `days_bound` is « from » or « until » where the days go on; `hour_bound`: they do from or until
    the hour itself (« d'ici vendredi 17 h »), rather than at that hour on each of the days.
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
            and not self.disagrees
        )

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


def make_window(
    days: Days | None,
    hours: Hours | None,
    now: datetime,
    *,
    hour_bound: bool = False,
    **more: Any,
) -> Window:
    """Turn named days and hours into a stretch of time; hours alone are the next such hours."""
    if hours is None:
        assert days is not None
        return _whole_days(days, **more)
    bound = more.get("days_bound")
    if days and hour_bound and bound:
        if bound == "from" and hours.first is not None:
            since = _at(days.first, hours.first)
            return Window(since, None, "minute", "open", days, hours, hour_bound=True, **more)
        if bound == "until" and (hours.last or hours.first) is not None:
            last = hours.last or hours.first or time()
            until = _at(days.last, last) if last > time() else midnight(days.last, 1)
            return Window(None, until, "minute", "open", days, hours, hour_bound=True, **more)
    day = days.first if days else _next_day_of(hours, now)
    start = None if hours.first is None else _at(day, hours.first)
    if hours.exact:
        return Window(start, None, "minute", "instant", days, hours, **more)
    if hours.first is None or hours.last is None:
        end = None if hours.last is None else _at(day, hours.last)
        return Window(start, end, "minute", "open", days, hours, **more)
    last_day = days.last if days else day
    end = _at(last_day, hours.last) if hours.last > time() else midnight(last_day, 1)
    return Window(start, end, "hour", "range", days, hours, **more)


def window_at(start: datetime) -> Window:
    """Give the window of one aware moment, as though its day and hour had been said."""
    local = start.astimezone(PARIS)
    return make_window(one(local.date()), Hours(local.time(), exact=True), local)


def as_json(window: Window | None) -> dict[str, str | None] | None:
    """Write a window for programs: ISO 8601 with offset; null is an open side, or an instant."""
    if window is None:
        return None
    return {
        "start": window.start.isoformat() if window.start else None,
        "end": window.end.isoformat() if window.end else None,
        "grain": window.grain,
    }


def midnight(day: date, later: int = 0) -> datetime:
    """Give the beginning of a day in Paris, or of one some days later."""
    return _at(day + timedelta(days=later), time())


def _whole_days(days: Days, **more: Any) -> Window:
    start, end = midnight(days.first), midnight(days.last, 1)
    if more.get("days_bound") == "from":
        return Window(start, None, days.grain, "open", days, **more)
    if more.get("days_bound") == "until":
        return Window(None, end, days.grain, "open", days, **more)
    if days.is_one:
        return Window(start, None, "day", "instant", days, **more)
    return Window(start, end, days.grain, "range", days, **more)


def _next_day_of(hours: Hours, now: datetime) -> date:
    begins = hours.first or hours.last or time()
    return now.date() if begins > now.time() else now.date() + timedelta(days=1)


def _at(day: date, hour: time) -> datetime:
    """Place a wall clock time in Paris; one that daylight saving skips is an hour later."""
    return datetime.combine(day, hour, PARIS).astimezone(UTC).astimezone(PARIS)
