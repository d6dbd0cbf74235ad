"""Two bounds that make one stretch: « à partir du 8, pas après le 19 »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from french.when.calendar import Days
from french.when.making import make_window
from french.when.mentions import Item
from french.when.window import Window, at, midnight

_OPENS = re.compile(r"\b(?:entre|de|du)\s(?:le\s)?$")
_GOES_ON = re.compile(r"\s(?:et|au?|jusqu'au?)\s(?:le\s)?")
_OR = re.compile(r"\b(?:ou|sinon|puis)\b")


def joined_bounds(
    windows: Sequence[Window], wanted: Sequence[Item], plain: str, local: datetime
) -> Window | None:
    """Join the two ends of a stretch; None where two times are alternatives."""
    if len(windows) != 2:
        return None
    if all(window.is_exact for window in windows) and len(wanted) == 4:
        opens = _OPENS.search(plain[max(0, wanted[0].start - 10) : wanted[0].start])
        goes_on = _GOES_ON.fullmatch(plain[wanted[1].end : wanted[2].start])
        return _by_the_hour(*windows) if opens and goes_on else None
    return _between(windows, wanted, plain, local)


def _between(
    windows: Sequence[Window], wanted: Sequence[Item], plain: str, local: datetime
) -> Window | None:
    first, last = sorted(windows, key=lambda window: window.days_bound != "from")
    if (first.days_bound, last.days_bound) != ("from", "until") or not first.days or not last.days:
        return None
    days = [item for item in wanted if item.days]
    if len(days) != 2 or _OR.search(plain, days[0].end, days[1].start):
        return None
    if len(wanted) == 4:
        return _by_the_hour(first, last)
    stretch = Days(first.days.first, last.days.last)
    if stretch.last < stretch.first and windows[0] is first and last.weekday is not None:
        stretch = Days(stretch.first, stretch.last + timedelta(weeks=1))
    if stretch.last < stretch.first:
        return None
    if last.hour_bound and last.end is not None:  # « à partir de mardi, jusqu'à vendredi midi »
        end = at(stretch.last, last.end.time())
        start = midnight(stretch.first)
        return Window(start, end, "minute", "range", stretch, hour_bound=True)
    return make_window(stretch, last.hours, local, refusals=first.refusals)


def _by_the_hour(first: Window, last: Window) -> Window | None:
    """« de jeudi 14 h à vendredi 12 h », « à partir de jeudi 14 h, jusqu'à vendredi 12 h »."""
    start, end = first.start, last.end or last.start
    if start is None or end is None or not start < end:
        return None
    days = Days(start.date(), end.date())
    return Window(start, end, "minute", "range", days, refusals=first.refusals, hour_bound=True)
