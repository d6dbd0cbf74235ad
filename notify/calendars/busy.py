"""The times at which a calendar says that its owner is busy."""

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
    """Read the busy times between `start` and `end` from iCalendar files.

    Each repetition of an entry counts. Entries that are free or cancelled do not, nor do those
    whose UID is in `ours`: the interviews themselves.
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
    except Exception as error:  # one odd entry of another program must not hide the rest
        logger.warning("an entry of a calendar cannot be read (%s)", type(error).__name__)


def _is_busy(event: Event) -> bool:
    is_free = str(event.get("transp", "")).upper() == "TRANSPARENT"
    is_cancelled = str(event.get("status", "")).upper() == "CANCELLED"
    return not is_free and not is_cancelled


def _span(event: Event) -> Span:
    return _instant(event.start), _instant(event.end)


def _instant(moment: date) -> datetime:
    """Read whole days, and times without a zone, as those of Paris."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), PARIS).astimezone(UTC)
    return (moment if moment.tzinfo else moment.replace(tzinfo=PARIS)).astimezone(UTC)
