"""The rules in force, in French: how long, how soon, how far ahead, on which days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from babel.dates import format_datetime

from booking.schedule import Schedule
from french import speak
from french.paris import PARIS

_NBSP = "\N{NO-BREAK SPACE}"
_MONDAY = date(2024, 1, 1)  # any Monday


def rule_variables(schedule: Schedule) -> dict[str, str]:
    """Give the variables with which responses of `domain.yml` state the rules."""
    rules = schedule.rules
    hours = [(opening.start, opening.end) for opening in schedule.openings] or [(time(), time())]
    return {
        "length": _duration(rules.slot),
        "notice": _duration(schedule.reach.notice),
        "horizon": _count(schedule.reach.horizon.days, "jour"),
        "opens": _hour(min(start for start, _ in hours)),
        "closes": _hour(max(end for _, end in hours)),
        "open_days": _days(sorted({opening.weekday for opening in schedule.openings})),
    }


def refusal_variables(schedule: Schedule, when: str) -> dict[str, str]:
    """Give the same for `utter_refused_…`, which begin with what was wanted, a day or a moment."""
    return {**rule_variables(schedule), "when": when[:1].upper() + when[1:]}


def _hour(at: time) -> str:
    return speak.hour(datetime.combine(_MONDAY, at, PARIS))


def _duration(length: timedelta) -> str:
    """Write a length: « 30 minutes », « 2 heures », « 1 heure et 30 minutes », « 3 jours »."""
    minutes = length // timedelta(minutes=1)
    if minutes and minutes % (24 * 60) == 0:
        return _count(minutes // (24 * 60), "jour")
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _count(rest, "minute")
    return _count(hours, "heure") + (f" et {_count(rest, 'minute')}" if rest else "")


def _count(number: int, noun: str) -> str:
    return f"{number}{_NBSP}{noun}{'s' if number > 1 else ''}"


def _days(weekdays: list[int]) -> str:
    """Write days: « du lundi au vendredi », « le lundi et le jeudi »."""
    names = [_name(weekday) for weekday in weekdays]
    is_run = weekdays == list(range(weekdays[0], weekdays[-1] + 1)) if weekdays else False
    if is_run and len(names) > 2:
        return f"du {names[0]} au {names[-1]}"
    each = [f"le {name}" for name in names]
    return " et ".join([", ".join(each[:-1]), each[-1]] if len(each) > 1 else each)


def _name(weekday: int) -> str:
    day = datetime.combine(_MONDAY + timedelta(days=weekday), datetime.min.time())
    return format_datetime(day, "EEEE", locale="fr")
