"""Days and hours the way French people write them. The patterns are CLDR's, the words Babel's."""

from __future__ import annotations

from datetime import datetime, tzinfo

from babel.dates import format_datetime

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


def short_day(when: datetime) -> str:
    """Write a day for a narrow place: « mar. 1er déc. »."""
    return _format(when, "EEE {d} MMM")


def short_moment(when: datetime) -> str:
    """Write a day and an hour for a button: « mar. 1er déc., 14 h 30 »."""
    return f"{short_day(when)}, {hour(when)}"


def _format(when: datetime, pattern: str) -> str:
    local = when.astimezone(PARIS)
    number = "'1er'" if local.day == 1 else "d"  # French counts the first day of a month only
    return format_datetime(local, pattern.format(d=number), tzinfo=PARIS, locale="fr")
