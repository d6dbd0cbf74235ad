"""When somebody is busy, as the entries of a calendar say."""

from __future__ import annotations

import logging
from collections.abc import Container, Iterable, Iterator
from datetime import UTC, date, datetime, time

import recurring_ical_events
from icalendar import Calendar, Event

from french.paris import PARIS

logger = logging.getLogger(__name__)

Span = tuple[datetime, datetime]


def busy_spans(
    files: Iterable[str], start: datetime, end: datetime, ours: Container[str]
) -> list[Span]:
    """Read, of iCalendar files, the times between `start` and `end` at which their owner is busy.

    Repeated entries count each time. What is free or cancelled does not count, nor do the entries
    whose UID is one of `ours`: the interviews themselves.
    """
    return [
        _span(event)
        for file in files
        for event in _events(file, start, end)
        if _is_busy(event) and str(event.get("uid")) not in ours
    ]


def _events(file: str, start: datetime, end: datetime) -> Iterator[Event]:
    try:
        calendar = Calendar.from_ical(file)
        yield from recurring_ical_events.of(calendar, components=["VEVENT"]).between(start, end)
    except Exception as error:  # whatever a foreign program has written must not hide the rest
        logger.warning("an entry of a calendar cannot be read (%s)", type(error).__name__)


def _is_busy(event: Event) -> bool:
    is_free = str(event.get("transp", "")).upper() == "TRANSPARENT"
    is_cancelled = str(event.get("status", "")).upper() == "CANCELLED"
    return not is_free and not is_cancelled


def _span(event: Event) -> Span:
    return _instant(event.start), _instant(event.end)


def _instant(moment: date) -> datetime:
    """Make whole days, and times without a zone, those of Paris."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), PARIS).astimezone(UTC)
    return (moment if moment.tzinfo else moment.replace(tzinfo=PARIS)).astimezone(UTC)
