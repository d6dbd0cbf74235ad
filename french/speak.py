"""Days and hours the way French people write them. The patterns are CLDR's, the words Babel's."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from babel.dates import format_date

from french.paris import PARIS

_NBSP = "\N{NO-BREAK SPACE}"


def day(moment: datetime) -> str:
    """Write a day in full, in Paris: « mardi 1er décembre 2026 »."""
    return _format(moment, "EEEE {d} MMMM y")


def hour(moment: datetime, zone: tzinfo = PARIS) -> str:
    """Write an hour, in Paris unless a zone is given: « 14 h 30 », « 9 h »."""
    local = moment.astimezone(zone)
    return f"{local.hour}{_NBSP}h{_NBSP}{local:%M}" if local.minute else f"{local.hour}{_NBSP}h"


def moment(when: datetime) -> str:
    """Write a day and an hour in full: « mardi 1er décembre 2026 à 14 h 30 »."""
    return f"{day(when)} à {hour(when)}"


def span(start: datetime, end: datetime) -> str:
    """Write a stretch of time; whole days include the last: « du mardi 1er … au … compris »."""
    ends_at_midnight = end.astimezone(PARIS).time() == time()
    last = end - timedelta(minutes=1) if ends_at_midnight else end
    is_whole = start.astimezone(PARIS).time() == time()
    if day(start) == day(last):
        hours = f" de {hour(start)} à {'minuit' if ends_at_midnight else hour(end)}"
        return f"le {day(start)}{'' if is_whole and ends_at_midnight else hours}"
    first = day(start) if is_whole else moment(start)
    return f"du {first} au {f'{day(last)} compris' if ends_at_midnight else moment(end)}"


def short_day(when: datetime) -> str:
    """Write a day for a narrow place: « mar. 1er déc. »."""
    return _format(when, "EEE {d} MMM")


def short_moment(when: datetime) -> str:
    """Write a day and an hour for a button: « mar. 1er déc., 14 h 30 »."""
    return f"{short_day(when)}, {hour(when)}"


def _format(when: datetime, pattern: str) -> str:
    return _written(when.astimezone(PARIS).date(), pattern)


@lru_cache(maxsize=2048)  # a page of hundreds of interviews names some dozens of days
def _written(day: date, pattern: str) -> str:
    number = "'1er'" if day.day == 1 else "d"  # French counts the first day of a month only
    return format_date(day, pattern.format(d=number), locale="fr")
