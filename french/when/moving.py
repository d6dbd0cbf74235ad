"""Counting from what was said before: « une heure plus tard », « le lendemain », « plus tôt »."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from french.paris import PARIS
from french.when.calendar import Days, next_weekday, single_day
from french.when.day_hours import DayHours, Hours
from french.when.making import make_window
from french.when.parsing import read_when
from french.when.vocabulary import WEEKDAY_RE, WEEKDAYS
from french.when.window import Refusals, Window

_SHIFT = re.compile(
    r"\b(?P<count>\d{1,3}|une|une? demi(?:e)?|(?:un|1) quart)\s?-?"
    r"(?P<unit>h|heures?|d'heure|min|jours?|semaine)\s(?P<half>et demie?\s)?"
    r"(?:de\s)?(?P<way>plus tard|plus tot|apres|avant|plus|moins)\b(?!\s*(?:\d|le\b|la\b|midi))"
)
# « lundi 8 h avant les cours » counts nothing: it is the hour of a day, before something else.
_DAY_BEFORE = re.compile(rf"\b(?:{WEEKDAY_RE}|demain|a)\s$")
_THING_AFTER = re.compile(r"\s(?:l'|(?:les|[ms](?:on|a|es))\b)")
# « repousser d'une heure », « avancer de 30 min »
_PUT_OFF = re.compile(
    r"\b(?P<way>avanc|repouss|recul|retard|decal|report)[\w-]*\s(?:[\w'-]+\s){0,4}?(?:de\s|d')"
    r"(?P<count>\d{1,3}|une?|une? demi(?:e)?|(?:un|1) quart)\s?-?"
    r"(?P<unit>h|heures?|d'heure|min|jours?|semaine)\b(?P<half>\set demie?)?(?!\s?\d)"
)
# What is said, and how many days it is from what was said before.
_DAYS_ON: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(pattern + r"(?!\s(?:du|de|d'))"), ahead)
    for pattern, ahead in (
        (r"\bsurlendemain\b", 2),
        (r"\b(?:le |au )?lendemain\b|\ble jour (?:d'apres|suivant)\b", 1),
        (r"\bla veille\b|\ble jour d'avant\b", -1),
    )
)
_WEEKS_ON: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"\bsemaine (?:d'apres|suivante?|plus tard)\b|\bd'apres$|^\W*la suivante\W*$"), 7),
    (re.compile(r"\bsemaine (?:d'avant|precedente)\b"), -7),
)
_WEEKDAY_ON = re.compile(rf"\b({WEEKDAY_RE})\s(?:suivant|d'apres)\b(?!,?\s(?:le\s)?\d)")
_LATER_OR_SOONER = re.compile(
    r"(?<!pas )(?<!le )(?<!au )(?<!heure )(?<!heures )(?<!min )(?<!jours )"
    r"\bplus (?P<way>tard|tot)\b(?! que| possible)"
)


def is_counted(plain: str) -> bool:
    """Tell whether plain text counts from a time said before, and from nothing else."""
    counting = (_PUT_OFF, *(pattern for pattern, _ in _DAYS_ON))
    return bool(_shift_in(plain)) or any(pattern.search(plain) for pattern in counting)


def read_moved(previous: Window, plain: str, local: datetime, day: DayHours) -> Window | None:
    """Count from what was said before; None where nothing is counted. `local` is now in Paris."""
    if previous.days is None:
        return None
    weekday = _WEEKDAY_ON.search(plain)
    if weekday is not None and previous.days.is_one:
        named = single_day(next_weekday(WEEKDAYS.index(weekday[1]), previous.days.last))
        return _days_on(previous, named, plain, local)
    ahead = next((days for pattern, days in _WEEKS_ON if pattern.search(plain)), 0)
    if previous.days.is_one:
        ahead = next((days for pattern, days in _DAYS_ON if pattern.search(plain)), ahead)
    elif previous.days.grain != "week":
        ahead = 0
    if ahead:
        return _days_on(previous, previous.days.later(ahead), plain, local)
    shift = _shift_in(plain) or _PUT_OFF.search(plain)
    if shift is not None:
        before = read_when(plain[: shift.start()], local)
        named = before.days if before and before.days and before.days.is_one else previous.days
        return _shifted(previous, named, shift, local)
    other = _LATER_OR_SOONER.search(plain)
    if other is not None and previous.days.is_one and read_when(plain, local) is None:
        return _later_or_sooner(previous, previous.days, other["way"] == "tard", local, day)
    return None


def _days_on(previous: Window, days: Days, plain: str, local: datetime) -> Window:
    said = read_when(plain, local)
    hours = said.hours if said and said.hours else previous.hours
    return make_window(days, hours, local, refusals=previous.refusals)


def _shift_in(plain: str) -> re.Match[str] | None:
    shift = _SHIFT.search(plain)
    if shift is None or shift["way"] not in ("avant", "apres"):
        return shift
    is_hour = _DAY_BEFORE.search(plain[: shift.start()]) or _THING_AFTER.match(plain, shift.end())
    return None if is_hour else shift


def _shifted(previous: Window, days: Days, shift: re.Match[str], local: datetime) -> Window | None:
    if previous.start is None or not days.is_one:
        return None
    sign = -1 if shift["way"] in ("plus tot", "avant", "moins", "avanc") else 1
    if shift["unit"].startswith(("jour", "semaine")):
        count = int(shift["count"]) if shift["count"].isdigit() else 1
        ahead = sign * count * (7 if shift["unit"].startswith("semaine") else 1)
        return make_window(days.later(ahead), previous.hours, local, refusals=previous.refusals)
    if previous.hours is None or not previous.hours.exact:
        return None
    at = datetime.combine(days.first, previous.start.astimezone(PARIS).time(), PARIS)
    moment = (at.astimezone(UTC) + sign * timedelta(minutes=_minutes(shift))).astimezone(PARIS)
    exact = Hours(moment.time(), exact=True)
    return make_window(single_day(moment.date()), exact, local, refusals=previous.refusals)


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


def _later_or_sooner(
    previous: Window, days: Days, later: bool, local: datetime, day: DayHours
) -> Window:
    """« plus tard » is later that day where an hour was said, and on a later day where none was."""
    said = previous.hours
    if said is None:
        bound = "from" if later else "until"
        return make_window(
            days.later(1 if later else -1),
            None,
            local,
            days_bound=bound,
            refusals=previous.refusals,
        )
    edge = (said.first or said.last) if said.exact or not later else (said.last or said.first)
    if later and edge is not None and edge < day.closes:
        hours = Hours(edge, day.closes)
    elif not later and edge is not None and edge > day.opens:
        hours = Hours(day.opens, edge)
    else:
        hours = Hours(day.closes, None) if later else Hours(None, day.opens)
    refusals = previous.refusals
    if said.exact:
        refusals |= Refusals(hours=(said,))  # not the same hour again
    return make_window(days, hours, local, refusals=refusals)
