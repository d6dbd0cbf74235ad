"""A window as JSON, for programs."""

from __future__ import annotations

from typing import Any

from french.when.day_hours import Hours
from french.when.window import Refusals, Window


def as_json(window: Window | None) -> dict[str, Any] | None:
    """Write a window for programs: ISO 8601 with offset; null is an open side, or an instant.

    `start`, `end` and `grain` are always there. `day` is the one day of hours that are open on one
    side (« jeudi après 16 h »). `hours` are those of each day, where there are
    several; `or` are the alternatives, `not` what is refused, `problem` what has to be asked,
    `latest_first` that the latest is wanted, and `zone` the time zone in which it was said, null
    where that is not known: each only where there is such a thing.
    """
    if window is None:
        return None
    written: dict[str, Any] = {
        "start": window.start.isoformat() if window.start else None,
        "end": window.end.isoformat() if window.end else None,
        "grain": window.grain,
    }
    if window.kind == "open" and window.days is not None and window.days_bound is None:
        written["day"] = window.days.first.isoformat()
    several = window.days is None or window.days_bound is not None or not window.days.is_one
    if window.hours is not None and several and not window.hour_bound and not window.hours.exact:
        written["hours"] = _hours(window.hours)
    if window.others:
        written["or"] = [as_json(other) for other in window.others]
    if window.refusals != Refusals():
        written["not"] = _refusals(window.refusals)
    if window.problem is not None:
        written["problem"] = window.problem.value
    if window.latest_first:
        written["latest_first"] = True
    if window.zone is not None:
        written["zone"] = window.zone.key or None
    return written


def _hours(hours: Hours) -> dict[str, str | None]:
    return {
        "from": hours.first.isoformat("minutes") if hours.first else None,
        "until": hours.last.isoformat("minutes") if hours.last else None,
    }


def _refusals(refusals: Refusals) -> dict[str, Any]:
    return {
        "weekdays": sorted(day + 1 for day in refusals.weekdays),
        "days": [f"{days.first}/{days.last}" for days in refusals.days],
        "hours": [_hours(hours) for hours in refusals.hours],
    }
