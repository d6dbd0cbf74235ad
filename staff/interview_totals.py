"""What a day's interviews came to, read from what was noted of them, which erasing leaves.

- `delay`: interviews that visitors or staff booked, by the days from booking to the slot;
- `attended`, `missed`: what was noted, by whether a reminder was sent; what is taken back later
  counts -1 on that day, so that a sum over days is right;
- `attended_of_visitors`: those who came, of interviews that visitors booked by themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from french.paris import PARIS
from staff.audit import Action, ActorKind
from staff.schema import audit_event

DELAYS = {0: "same_day", 1: "next_day", 3: "2_to_3", 7: "4_to_7", 14: "8_to_14"}
"""The name of a delay by the most days that it takes."""

LONGEST_DELAY = "15_or_more"

REMINDED, NOT_REMINDED = "reminded", "not_reminded"

_OUTCOMES = {Action.CAME: "attended", Action.DID_NOT_COME: "missed"}
_event = audit_event.c


def count(connection: Connection, start: datetime, end: datetime) -> Counter[tuple[str, str]]:
    """Count what was done from a time until another, by measure and topic."""
    counted: Counter[tuple[str, str]] = Counter()
    for row in _events(connection, start, end, (Action.BOOKED,)):
        if "start" in row.details:
            counted["delay", _delay(row.at, datetime.fromisoformat(row.details["start"]))] += 1
    outcomes = (*_OUTCOMES, Action.REOPENED)
    last = {row.subject: row for row in _events(connection, start, end, outcomes)}
    before = _last_before(connection, start, tuple(last))
    of_visitors = _booked_by_visitors(connection, tuple(last))
    for subject, row in last.items():
        _take(counted, before.get(subject), -1, subject in of_visitors)
        _take(counted, row, 1, subject in of_visitors)
    return Counter({key: number for key, number in counted.items() if number})


def _take(
    counted: Counter[tuple[str, str]], row: Row[Any] | None, number: int, is_visitors: bool
) -> None:
    measure = _OUTCOMES.get(row.action) if row else None
    if row is None or measure is None:
        return
    counted[measure, REMINDED if row.details.get("reminded") else NOT_REMINDED] += number
    if is_visitors and row.action == Action.CAME:
        counted["attended_of_visitors", ""] += number


def _events(
    connection: Connection, start: datetime, end: datetime, actions: Sequence[Action]
) -> Sequence[Row[Any]]:
    query = select(audit_event).where(
        _event.at >= start, _event.at < end, _event.action.in_(actions)
    )
    return connection.execute(query.order_by(_event.id)).all()


def _last_before(
    connection: Connection, start: datetime, subjects: Sequence[str]
) -> dict[str, Row[Any]]:
    query = select(audit_event).where(
        _event.subject.in_(subjects),
        _event.at < start,
        _event.action.in_((*_OUTCOMES, Action.REOPENED)),
    )
    return {row.subject: row for row in connection.execute(query.order_by(_event.id))}


def _booked_by_visitors(connection: Connection, subjects: Sequence[str]) -> set[str]:
    query = select(_event.subject).where(
        _event.subject.in_(subjects),
        _event.action == Action.BOOKED,
        _event.actor == ActorKind.VISITOR,
    )
    return set(connection.execute(query).scalars())


def _delay(booked: datetime, start: datetime) -> str:
    days = (start.astimezone(PARIS).date() - booked.astimezone(PARIS).date()).days
    return next((name for most, name in DELAYS.items() if days <= most), LONGEST_DELAY)
