"""From named days and hours to the stretch of time that they make."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from french.paris import PARIS
from french.when.calendar import Days, single_day
from french.when.day_hours import Hours
from french.when.window import Window, at, midnight
from french.when.zones import SaidZone


def make_window(
    days: Days | None,
    hours: Hours | None,
    now: datetime,
    *,
    hour_bound: bool = False,
    **more: Any,
) -> Window:
    """Turn named days and hours into a stretch of time; hours alone are the next such hours.

    `now` is in Paris. Hours of today that have begun are cut to what is left of them.
    """
    if hours is None:
        assert days is not None
        return _whole_days(days, **more)
    bound = more.get("days_bound")
    if days is not None and bound == "from":
        return _from(days, hours, hour_bound=hour_bound, **more)
    if days is not None and bound == "until":
        return _until(days, hours, hour_bound=hour_bound, **more)
    day = days.first if days else _next_day_of(hours, now)
    start = None if hours.first is None else at(day, hours.first)
    if hours.exact:
        return Window(start, None, "minute", "instant", days, hours, **more)
    is_open = hours.first is None or hours.last is None
    if is_open and (days is None or days.is_one):
        end = None if hours.last is None else _end_at(day, hours.last)
        return Window(start, end, "minute", "open", days, hours, **more)
    start = start or midnight(day)
    end = _end_at(days.last if days else day, hours.last or time())
    if start < now < end:
        start = now.replace(second=0, microsecond=0)
    return Window(start, end, "hour", "range", days, hours, **more)


def window_at(start: datetime) -> Window:
    """Give the window of one aware moment, as though its day and hour had been said."""
    local = start.astimezone(PARIS)
    return make_window(single_day(local.date()), Hours(local.time(), exact=True), local)


def in_zone(window: Window, said: SaidZone, local: datetime) -> Window:
    """Move a window whose hours were said in another time zone to Paris; `local` is now there.

    What goes on past midnight in Paris ends there: nobody is received at night.
    """
    hours = window.hours
    if hours is None or not said.is_known:
        return replace(window, zone=said)
    day = window.days.first if window.days else (window.start or window.end or local).date()
    first = None if hours.first is None else said.to_paris(datetime.combine(day, hours.first))
    last = None
    if hours.last is not None:
        ends = day if hours.last > time() else day + timedelta(days=1)
        last = said.to_paris(datetime.combine(ends, hours.last))
    anchor = first or last or local
    moved = (anchor.date() - day).days
    placed = replace(hours, first=first.time() if first else None, last=None)
    if last is not None:
        same_day = last.date() == anchor.date()
        placed = replace(placed, last=last.time() if same_day else time())
    return replace(
        window if moved == 0 else replace(window, weekday=None, by_number=False),
        **_stretch(
            make_window(
                window.days and window.days.later(moved),
                placed,
                local,
                hour_bound=window.hour_bound,
                days_bound=window.days_bound,
            )
        ),
        zone=said,
    )


def _stretch(window: Window) -> dict[str, Any]:
    """Give what a window says of its time, without the rest."""
    names = ("start", "end", "days", "hours")
    return {name: getattr(window, name) for name in names}


def _from(days: Days, hours: Hours, *, hour_bound: bool, **more: Any) -> Window:
    """« à partir de lundi 14 h »; hours without beginning leave the first day whole."""
    if hours.first is None:
        return Window(midnight(days.first), None, "minute", "open", days, hours, **more)
    start = at(days.first, hours.first)
    return Window(start, None, "minute", "open", days, hours, hour_bound=hour_bound, **more)


def _until(days: Days, hours: Hours, *, hour_bound: bool, **more: Any) -> Window:
    """« d'ici vendredi 17 h »; hours without end leave the last day whole."""
    last = hours.last or (hours.first if hour_bound else None)
    if last is None:
        return Window(None, midnight(days.last, 1), "minute", "open", days, hours, **more)
    end = _end_at(days.last, last)
    return Window(None, end, "minute", "open", days, hours, hour_bound=hour_bound, **more)


def _whole_days(days: Days, **more: Any) -> Window:
    start, end = midnight(days.first), midnight(days.last, 1)
    if more.get("days_bound") == "from":
        return Window(start, None, days.grain, "open", days, **more)
    if more.get("days_bound") == "until":
        return Window(None, end, days.grain, "open", days, **more)
    if days.is_one:
        return Window(start, None, "day", "instant", days, **more)
    return Window(start, end, days.grain, "range", days, **more)


def _end_at(day: date, hour: time) -> datetime:
    """Give the end at an hour of a day; midnight ends it."""
    return at(day, hour) if hour > time() else midnight(day, 1)


def _next_day_of(hours: Hours, now: datetime) -> date:
    begins = hours.first or hours.last or time()
    return now.date() if begins > now.time() else now.date() + timedelta(days=1)
