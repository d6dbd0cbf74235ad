"""The times at which a calendar says that its owner is busy."""

from __future__ import annotations

import logging
from collections.abc import Collection, Container, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

import recurring_ical_events
from icalendar import Calendar, Event

from french.paris import PARIS

logger = logging.getLogger(__name__)

Span = tuple[datetime, datetime]

_DAY = timedelta(days=1)
_MOST_SPANS = 2_000  # of one calendar; beyond, short pauses between them are not worth keeping
_SHORT_PAUSE = timedelta(minutes=15)
_REPEATS = ("RRULE", "RDATE", "EXDATE", "EXRULE")


@dataclass(frozen=True)
class Busy:
    """Busy times, and the UIDs of entries of which at most the first time could be read."""

    spans: list[Span] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def busy_spans(
    files: Iterable[str],
    start: datetime,
    end: datetime,
    ours: Container[str],
    owners: Collection[str] = (),
    limit: AbstractContextManager[object] | None = None,
) -> Busy:
    """Read the busy times between `start` and `end` from iCalendar files.

    Each repetition of an entry counts. Entries that are free or cancelled do not, nor do those
    that one of `owners` (addresses, in small letters) declined, nor those whose UID is in `ours`:
    the interviews themselves. Each file is read within `limit`, which raises where it is reached;
    of an entry that cannot be read, its first time counts.
    """
    found = Busy()
    for file in files:
        _read_file(file, (start, end), ours, owners, limit or nullcontext(), found)
    if found.unread:
        logger.warning("%d entries of a calendar cannot be read in full", len(found.unread))
    return Busy(_bounded(found.spans), found.unread)


def _read_file(
    file: str,
    window: Span,
    ours: Container[str],
    owners: Collection[str],
    limit: AbstractContextManager[object],
    found: Busy,
) -> None:
    calendar = None
    try:
        with limit:
            calendar = Calendar.from_ical(file)
            entries = list(_entries(calendar))
            counting = [e for e in entries if _counts(e, ours, owners)]
            if not counting:
                return
            for entry in entries:
                _end_as_its_day_does(entry)
            query = recurring_ical_events.of(calendar, components=["VEVENT"])
            events = list(query.between(*window))
            spans = [_span(event) for event in events if _counts(event, ours, owners)]
            found.unread.extend(str(e.get("uid")) for e in counting if _is_in_part(e))
    except Exception as error:  # one odd entry of another program must not hide the rest
        logger.info("an entry of a calendar is read in part (%s)", type(error).__name__)
        spans = []
        for entry in () if calendar is None else _entries(calendar):
            if _counts(entry, ours, owners):
                spans += _first_time(entry, window)
                found.unread.append(str(entry.get("uid")))
        if calendar is None:
            found.unread.append("?")
    found.spans.extend(span for span in spans if span[1] > span[0])


def _entries(calendar: Calendar) -> Iterator[Event]:
    return (entry for entry in calendar.walk("VEVENT") if isinstance(entry, Event))


def _counts(event: Event, ours: Container[str], owners: Collection[str]) -> bool:
    is_free = str(event.get("transp", "")).upper() == "TRANSPARENT"
    is_cancelled = str(event.get("status", "")).upper() == "CANCELLED"
    if is_free or is_cancelled or str(event.get("uid")) in ours:
        return False
    return not any(_declines(attendee, owners) for attendee in _as_list(event.get("attendee")))


def _is_in_part(entry: Event) -> bool:
    """Tell whether the library left out what it could not read, such as an odd repetition."""
    return bool(entry.errors) or any(not r.get("FREQ") for r in _as_list(entry.get("rrule")))


def _declines(attendee: Any, owners: Collection[str]) -> bool:
    address = str(attendee).lower().removeprefix("mailto:")
    answer = getattr(attendee, "params", {}).get("PARTSTAT", "")
    return address in owners and str(answer).upper() == "DECLINED"


def _end_as_its_day_does(entry: Event) -> None:
    """Let a repetition whose last day is given as a day include that day, as calendars do."""
    begins = entry.get("dtstart")
    if begins is None or not isinstance(begins.dt, datetime):
        return
    for rule in _as_list(entry.get("rrule")):
        last = (rule.get("UNTIL") or [None])[0]
        if last is None or (isinstance(last, datetime) and last.tzinfo):
            continue
        moment = last if isinstance(last, datetime) else datetime.combine(last, time(23, 59, 59))
        zone: tzinfo | None = begins.dt.tzinfo
        rule["UNTIL"] = [moment.replace(tzinfo=zone).astimezone(UTC) if zone else moment]


def _first_time(entry: Event, window: Span) -> list[Span]:
    """Read the first time of an entry whose repetitions cannot be read."""
    for name in _REPEATS:
        entry.pop(name, None)
    try:
        span = _span(entry)
    except Exception:  # neither a beginning nor an end: nothing can be blocked
        return []
    return [span] if span[0] < window[1] and span[1] > window[0] else []


def _span(event: Event) -> Span:
    start, end = event.start, event.end
    if not isinstance(start, datetime) and end <= start:
        end = start + _DAY  # a whole day, as some programs write it
    return _instant(start), _instant(end)


def _instant(moment: date) -> datetime:
    """Read whole days, and times without a zone, as those of Paris."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), PARIS).astimezone(UTC)
    return (moment if moment.tzinfo else moment.replace(tzinfo=PARIS)).astimezone(UTC)


def _bounded(spans: list[Span]) -> list[Span]:
    """Join spans with no more than a short pause between them, where they are very many."""
    if len(spans) <= _MOST_SPANS:
        return spans
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + _SHORT_PAUSE:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
