"""Reading a phrase that completes or corrects what was said before."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from french.paris import PARIS
from french.when.calendar import Days, one
from french.when.named_days import narrowed
from french.when.parsing import read_when
from french.when.plain_text import make_plain
from french.when.window import DEFAULT, DayHours, Hours, Refusals, Window, make_window

_SHIFT = re.compile(
    r"\b(?P<count>\d{1,3}|une|une? demi(?:e)?|(?:un|1) quart)\s?-?"
    r"(?P<unit>h|heures?|d'heure|min|jours?|semaine)\s(?P<half>et demie?\s)?"
    r"(?:de\s)?(?P<way>plus tard|plus tot|apres|avant|plus|moins)\b(?!\s*\d)"
)
_NEXT_DAY = re.compile(r"\b(?:le |au )?lendemain\b|\ble jour (?:d'apres|suivant)\b")
_DAY_BEFORE = re.compile(r"\bla veille\b|\ble jour d'avant\b")
_WEEK_AFTER = re.compile(
    r"\b(?:la |une )?semaine (?:d'apres|suivante?|plus tard)\b|\bsemaine d'apres\b"
)
_BARE_HOUR = re.compile(r"^\W*(?:plutot |non |a |vers )*(1\d|[1-9])\W*$")


def refine(previous: Window, text: str, now: datetime, hours: DayHours = DEFAULT) -> Window | None:
    """Read a phrase that completes or corrects an earlier one; None where it means no time.

    « 14h30 » after « jeudi après-midi » is on Thursday; « plutôt vendredi » keeps an hour that was
    fixed; « une heure plus tard », « le lendemain » count from what was said before.
    """
    local = now.astimezone(PARIS)
    plain = make_plain(text).plain
    moved = _moved(previous, plain, local)
    if moved is not None:
        return moved
    new = read_when(text, now, hours) or _bare_hour(previous, plain, local)
    if new is None or new.kind == "special":
        return new
    if new.days is None and new.hours is None:
        return _without(previous, new.refusals, local)
    windows = [
        _joined(old, added, local)
        for added in (new, *new.others)
        for old in ((previous, *previous.others) if added.days is None else (previous,))
    ]
    windows = list(dict.fromkeys(replace(window, others=()) for window in windows))
    return replace(windows[0], others=tuple(windows[1:]))


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
            days_bound=previous.days_bound,
        )
    within = _within(previous, new)
    refusals = new.refusals
    if not new.is_exact:  # « jeudi » after « pas le matin » is not in the morning
        refusals |= Refusals(hours=previous.refusals.hours)
    if new.hour_bound or (new.hours is None and previous.hours is None and within is None):
        return replace(new, refusals=refusals)
    return make_window(
        within or new.days,
        new.hours or previous.hours,
        local,
        weekday=new.weekday,
        refusals=refusals,
        disagrees=new.disagrees,
        days_bound=new.days_bound,
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
    if not new.days.is_one or new.days_bound or new.disagrees or new.is_exact:
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


def _moved(previous: Window, plain: str, local: datetime) -> Window | None:
    """Count from what was said before: « une heure plus tard », « le lendemain »."""
    if previous.days is None or not previous.days.is_one:
        return None
    days = 0
    if _NEXT_DAY.search(plain):
        days = 1
    elif _DAY_BEFORE.search(plain):
        days = -1
    elif _WEEK_AFTER.search(plain):
        days = 7
    if days:
        day = one(previous.days.first + timedelta(days=days))
        said = read_when(plain, local)
        hours = said.hours if said and said.hours else previous.hours
        return make_window(day, hours, local, refusals=previous.refusals)
    shift = _SHIFT.search(plain)
    if shift is None or previous.start is None:
        return None
    sign = -1 if shift["way"] in ("plus tot", "avant", "moins") else 1
    if shift["unit"].startswith(("jour", "semaine")):
        count = int(shift["count"]) if shift["count"].isdigit() else 1
        ahead = sign * count * (7 if shift["unit"].startswith("semaine") else 1)
        day = one(previous.days.first + timedelta(days=ahead))
        return make_window(day, previous.hours, local, refusals=previous.refusals)
    if previous.hours is None or not previous.hours.exact:
        return None
    start = previous.start.astimezone(UTC) + sign * timedelta(minutes=_minutes(shift))
    moment = start.astimezone(PARIS)
    exact = Hours(moment.time(), exact=True)
    return make_window(one(moment.date()), exact, local, refusals=previous.refusals)


def _minutes(shift: re.Match[str]) -> int:
    count, unit = shift["count"], shift["unit"]
    if "demi" in count:
        return 30
    if "quart" in count:
        return 15
    number = 1 if count == "une" else int(count)
    if unit == "min":
        return number
    return number * 60 + (30 if shift["half"] else 0)
