"""What is known of the service itself while it runs: for the public page, nothing personal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, Select, case, func, select

from booking.model import Status
from booking.schema import interview
from conversations.turns import Outcome
from french.paris import PARIS
from staff.figure import Count, Percent, Period
from staff.schema import count_by_day
from staff.totals import SPEEDS_MS
from staff.watches import Watched, Watches

DAYS = timedelta(days=30)
"""Over how long the totals are added up."""

LEAST_ANSWERS = 100
"""Of fewer, a 95th percentile is a few answers."""

_LEFT_OPEN, _TOLD = f"turn_{Outcome.LEFT_OPEN}", f"turn_{Outcome.TOLD}"
_MEASURES = (_LEFT_OPEN, _TOLD, "delivered", "undelivered")


@dataclass(frozen=True)
class Live:
    """What the nights' totals of DAYS say, and what the books do; times are in UTC."""

    period: Period
    questions: Count
    left_open: Percent
    messages: Count
    delivered: Percent
    answers: Count
    p95_ms: int | None
    """Within how many milliseconds 95 of 100 answers came; None: too few, or slower than that."""
    interviews: Count
    """In the books: to come, over, or not come to."""
    double_bookings: int
    """Of these, those that begin before another of the same person is over."""
    held_at: dict[str, datetime | None]
    """When each check last held, by the name of what is watched."""


def read_live(engine: Engine, now: datetime) -> Live:
    """Read all of it, in five queries."""
    yesterday = now.astimezone(PARIS).date() - timedelta(days=1)
    period = Period(yesterday - DAYS + timedelta(days=1), yesterday)
    count = count_by_day.c
    totals = (
        select(count.measure, func.sum(count.number))
        .where(count.day.between(period.first, period.last), count.measure.in_(_MEASURES))
        .group_by(count.measure)
    )
    with engine.execution_options(read_only=True).connect() as connection:
        found = {measure: int(number) for measure, number in connection.execute(totals)}
        speeds = {name: int(number) for name, number in connection.execute(_speeds(period))}
        interviews, double = connection.execute(_books()).one()
    left, told, sent, failed = (
        found.get(each, 0) for each in (_LEFT_OPEN, _TOLD, "delivered", "undelivered")
    )
    watches = Watches(engine).all()
    return Live(
        period,
        Count.of(left + told),
        Percent.of(left, left + told),
        Count.of(sent + failed),
        Percent.of(sent, sent + failed),
        Count.of(sum(speeds.values())),
        _p95(speeds),
        Count.of(interviews),
        int(double or 0),
        {what: watches[what].held_at if what in watches else None for what in Watched},
    )


def _speeds(period: Period) -> Select[str, int]:
    count = count_by_day.c
    of_answers = (count.day.between(period.first, period.last), count.measure == "answered_in")
    return select(count.topic, func.sum(count.number)).where(*of_answers).group_by(count.topic)


def _p95(speeds: dict[str, int]) -> int | None:
    number, come = sum(speeds.values()), 0
    if number < LEAST_ANSWERS:
        return None
    for most in SPEEDS_MS:
        come += speeds.get(str(most), 0)
        if come >= 0.95 * number:
            return most
    return None


def _books() -> Select[int, int]:
    booked = interview.c
    ends_before = func.max(booked.ends_at).over(
        partition_by=booked.interviewer_id, order_by=booked.starts_at, rows=(None, -1)
    )
    standing = (
        select(booked.starts_at, ends_before.label("ends_before"))
        .where(booked.status != Status.CANCELLED)
        .subquery()
    )
    overlaps = case((standing.c.starts_at < standing.c.ends_before, 1), else_=0)
    return select(func.count(), func.sum(overlaps)).select_from(standing)
