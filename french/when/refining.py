"""Reading a phrase that completes or corrects what was said before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from french.paris import PARIS
from french.when.calendar import Days, single_day
from french.when.day_hours import DEFAULT, DayHours, Hours
from french.when.making import make_window
from french.when.moving import is_counted, read_moved
from french.when.named_days import narrowed
from french.when.parsing import read_when
from french.when.plain_text import make_plain
from french.when.window import Refusals, Window

_SAME_HOUR = re.compile(r"\bmeme (?:heure|horaire)\b")
_SAME_DAY = re.compile(r"\bmeme (?:jour|journee|date)\b")
_OTHER = re.compile(
    r"\b(?:l'autre|celui d'avant|celle d'avant|le precedent|la precedente)\b(?! semaine| jour\b)"
    r"|\bque j'avais (?:dit|propose|donne)"
)
_SAID_BEFORE = re.compile(r"\b(?:que|comme) j'avais (?:dit|propose|donne)\b")
_UNDATED = re.compile(
    r"^\W*(?:(?:juste|plutot|si possible|disons|bien|un peu) )*"
    r"(?:avant|apres|pendant|durant|des|a partir d[eu]|jusqu'aux?|jusqu'a|a)\s?"
    r"(?:(?:les|mes|la|ma|le|mon|vos|des)\s|l')?"
    r"(?:vacances|rentree|examens?|partiels|concours|bac|stage|contrat|cours|conges|semestre|~+)"
    r"(?:\s(?:de|d'|du)\s?\w+)?\W*$"
)
_LATEST = re.compile(r"\btard possible\b")
_POINTS = (_SAID_BEFORE, _SAME_HOUR, _SAME_DAY, _LATEST)
YES = "oui"
"""What settles a day that was asked about: the one that was named is meant."""

_YES = re.compile(rf"^\W*{YES}\b")
_BARE_HOUR = re.compile(r"^\W*(?:plutot |non |a |vers )*(1\d|[1-9])\W*$")


def points_to_time(text: str) -> bool:
    """Tell whether a text means a time only with one said before: « une heure plus tôt »."""
    plain = make_plain(text).plain
    return is_counted(plain) or any(pattern.search(plain) for pattern in _POINTS)


def is_undated(text: str) -> bool:
    """Tell whether a text is a time whose date only the visitor knows: « après mes examens »."""
    return _UNDATED.match(make_plain(text).plain) is not None


def refine(
    previous: Window,
    text: str,
    now: datetime,
    hours: DayHours = DEFAULT,
    *,
    earlier: Sequence[Window] = (),
) -> Window | None:
    """Read a phrase that completes or corrects an earlier one; None where it means no time.

    « 14h30 » after « jeudi après-midi » is on Thursday; « plutôt vendredi » keeps an hour that was
    fixed; « une heure plus tard », « le lendemain » count from what was said before; « l'autre »
    is another of the alternatives, or the last of the `earlier` windows that is not `previous`.
    """
    local = now.astimezone(PARIS)
    plain = make_plain(text).plain
    moved = read_moved(previous, plain, local, hours)
    if moved is not None:
        return moved
    new = read_when(text, now, hours) or _bare_hour(previous, plain, local)
    if new is None:
        return _said_again(previous, plain, local, earlier)
    if new.kind == "special":
        return new
    if previous.disagrees and previous.days is not None and new.weekday is not None:
        new = _near(previous.days.first, new, new.weekday, local)
    elif new.weekday is not None and (day := _dated(previous)) is not None:
        new = _in_week_of(day, new, new.weekday, local)
    if new.days is None and new.hours is None:
        return _without(previous, new.refusals, local)
    windows = [
        _joined(old, added, local)
        for added in (new, *new.others)
        for old in ((previous, *previous.others) if added.days is None else (previous,))
    ]
    windows = list(dict.fromkeys(replace(window, others=()) for window in windows))
    return replace(windows[0], others=tuple(windows[1:]))


def _near(day: date, new: Window, weekday: int, local: datetime) -> Window:
    """« lundi », to one who was asked about « lundi 8 décembre », is the Monday near the 8th."""
    near = day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)
    if near < local.date():
        near += timedelta(weeks=1)
    return make_window(single_day(near), new.hours, local, refusals=new.refusals)


def _dated(window: Window) -> date | None:
    """Give the one day of a window that was named by more than its weekday."""
    is_dated = window.days is not None and window.days.is_one and window.weekday is None
    return window.days.first if window.days is not None and is_dated else None


def _in_week_of(day: date, new: Window, weekday: int, local: datetime) -> Window:
    """« jeudi », after « jeudi 22 » in two weeks, is that day; « vendredi » is the one after it."""
    in_week = day + timedelta(days=weekday - day.weekday())
    if in_week != day and day - local.date() < timedelta(weeks=1):
        return new  # so near, the next one is as likely
    if in_week < local.date():
        in_week += timedelta(weeks=1)
    return make_window(single_day(in_week), new.hours, local, refusals=new.refusals)


def _said_again(
    previous: Window, plain: str, local: datetime, earlier: Sequence[Window]
) -> Window | None:
    """Read what only points to a time: « même heure », « l'autre que j'avais dit », « oui »."""
    if _YES.search(plain) and (previous.disagrees or previous.year_unsure):
        return replace(previous, disagrees=False, year_unsure=False)
    if _OTHER.search(plain):
        if previous.others:
            return replace(previous.others[0], others=(), refusals=previous.refusals)
        return next((window for window in reversed(earlier) if window != previous), None)
    if _SAME_HOUR.search(plain) and previous.hours is not None:
        return previous
    if _SAME_DAY.search(plain) and previous.days is not None:
        return make_window(previous.days, None, local, refusals=previous.refusals)
    return replace(previous, latest_first=True) if _LATEST.search(plain) else None


def _joined(previous: Window, new: Window, local: datetime) -> Window:
    """Complete one window by one that was said later."""
    if new.days is None:
        if previous.days is None:
            return replace(new, refusals=previous.refusals | new.refusals)
        return make_window(
            previous.days,
            _placed(new.hours, previous.hours),
            local,
            weekday=previous.weekday,
            refusals=previous.refusals | new.refusals,
            disagrees=previous.disagrees,
            year_unsure=previous.year_unsure,
            days_bound=previous.days_bound,
            latest_first=new.latest_first,
        )
    within = _within(previous, new)
    refusals = new.refusals
    if not new.is_exact:  # « jeudi » after « pas le matin » is not in the morning
        refusals |= Refusals(hours=previous.refusals.hours)
    if new.days is not None and not new.days.is_one:  # nor is « la semaine prochaine » on Mondays
        refusals |= Refusals(weekdays=previous.refusals.weekdays)
    if new.hour_bound or (new.hours is None and previous.hours is None and within is None):
        return replace(new, refusals=refusals)
    return make_window(
        within or new.days,
        new.hours or previous.hours,
        local,
        weekday=new.weekday,
        refusals=refusals,
        disagrees=new.disagrees,
        year_unsure=new.year_unsure,
        days_bound=new.days_bound,
        latest_first=new.latest_first,
    )


def _placed(new: Hours | None, previous: Hours | None) -> Hours | None:
    """« 9 h » after « le soir » is 21:00; « 7 h » after « le matin » is 7:00."""
    if not (new and new.exact and new.first and previous and previous.part and previous.first):
        return new
    if previous.first >= time(18) and time(8) <= new.first < time(12):
        return replace(new, first=new.first.replace(hour=new.first.hour + 12))
    return new


def _within(previous: Window, new: Window) -> Days | None:
    """« jeudi » after « la semaine prochaine » is that week's; « le 5 » after « en janvier ».

    A day with its hour stands for itself.
    """
    if previous.days is None or previous.days.is_one or previous.days_bound or new.days is None:
        return None
    if not new.days.is_one or new.days_bound not in (None, "each") or new.disagrees or new.is_exact:
        return None
    number = new.days.first.day if new.by_number else None
    return narrowed(previous.days, new.weekday, number)


def _without(previous: Window, refused: Refusals, local: datetime) -> Window:
    """Keep what was said but for what is now refused; a day or hour that is refused is dropped."""
    refusals = previous.refusals | refused
    windows = [replace(window, others=()) for window in (previous, *previous.others)]
    kept = [window for window in windows if not _is_dropped(window, refused)]
    if kept:
        kept = [replace(window, refusals=refusals) for window in kept]
        return replace(kept[0], others=tuple(kept[1:]))
    if refused.hours and previous.days is not None:
        return make_window(previous.days, None, local, weekday=previous.weekday, refusals=refusals)
    if previous.hours is not None and not refused.hours:
        return make_window(None, previous.hours, local, refusals=refusals)
    return Window(local, None, "minute", "open", refusals=refusals)


def _is_dropped(window: Window, refused: Refusals) -> bool:
    hours = window.hours
    if hours is not None and hours in refused.hours:
        return True
    if hours is not None and hours.exact and hours.first is not None:
        exact = hours.first
        if any(exact in other for other in refused.hours):
            return True
    if window.days is None or not window.days.is_one or window.days_bound:
        return False
    noon = datetime.combine(window.days.first, time(12), PARIS)
    return replace(refused, hours=()).forbid(noon)


def _bare_hour(previous: Window, plain: str, local: datetime) -> Window | None:
    """« 15 » after « jeudi » is an hour."""
    match = _BARE_HOUR.match(plain)
    if match is None or previous.days is None or (previous.hours and previous.hours.exact):
        return None
    number = int(match[1])
    hour = time(number + 12 if number <= 7 else number)
    return make_window(None, Hours(hour, exact=True), local)
