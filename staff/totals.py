"""What each day came to: written the night after, and kept when what it counts is forgotten.

Measures, each a number of its day in Paris:

- `visits_opened`, `visits_spoke`, `visits_slots`, `visits_held`, `visits_booked`: conversations of
  a job that got so far;
- `helped`, `did_not_help`: what visitors said of the answers on a topic;
- `turn_told`, `turn_left_open`, …: turns of a topic with an outcome (conversations.turns.Outcome),
  and how sure the assistant was on average;
- `booked`, `moved`, `cancelled`, `came`, `did_not_come`, `reopened`: what was done with interviews,
  in `topic` by whom (staff.audit.ActorKind). Who took « came » back is in `reopened`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import IntegrityError

from conversations.schema import turn
from conversations.turns import Outcome, Step
from french.paris import PARIS
from staff.audit import Action
from staff.schema import audit_event, count_by_day

_DONE_WITH_INTERVIEWS = (
    Action.BOOKED,
    Action.MOVED,
    Action.CANCELLED,
    Action.CAME,
    Action.DID_NOT_COME,
    Action.REOPENED,
)
_REACHED = {
    "visits_opened": turn.c.outcome == Outcome.OPENING,
    "visits_spoke": turn.c.outcome != Outcome.OPENING,
    **{f"visits_{step.value}": turn.c.step == step for step in Step},
}
_DAY = timedelta(days=1)


def write(engine: Engine, now: datetime) -> int:
    """Count the days that are over and were not counted yet; returns how many."""
    try:
        with engine.begin() as connection:
            days = list(_uncounted(connection, now.astimezone(PARIS).date()))
            for day in days:
                rows = _count(connection, day)
                if rows:
                    connection.execute(insert(count_by_day), rows)
    except IntegrityError:
        return 0  # another process counted them at the same time
    return len(days)


def _uncounted(connection: Connection, today: date) -> Iterator[date]:
    counted = connection.execute(select(func.max(count_by_day.c.day))).scalar()
    if counted is not None:
        day = counted + _DAY
    else:
        begun = [
            connection.execute(select(func.min(moment))).scalar()
            for moment in (turn.c.at, audit_event.c.at)
        ]
        day = min((moment.astimezone(PARIS).date() for moment in begun if moment), default=today)
    while day < today:
        yield day
        day += _DAY


def _count(connection: Connection, day: date) -> list[dict[str, Any]]:
    start, end = (datetime.combine(each, time(), PARIS) for each in (day, day + _DAY))
    said = (turn.c.at >= start, turn.c.at < end)
    visits = [
        _row(day, job, measure, number)
        for measure, is_reached in _REACHED.items()
        for job, number in connection.execute(
            select(turn.c.job, func.count(turn.c.visit.distinct()))
            .where(*said, is_reached)
            .group_by(turn.c.job)
        )
    ]
    number, confidence = func.count(), func.avg(turn.c.confidence)
    by_topic = (turn.c.job, turn.c.outcome, turn.c.topic)
    turns = [
        _row(day, job, f"turn_{outcome}", count, topic or "", sureness)
        for job, outcome, topic, count, sureness in connection.execute(
            select(*by_topic, number, confidence).where(*said).group_by(*by_topic)
        )
    ]
    judged = [
        _row(day, job, "helped" if helped else "did_not_help", count, topic or "")
        for job, topic, helped, count in connection.execute(
            select(turn.c.job, turn.c.topic, turn.c.helped, number)
            .where(*said, turn.c.helped.is_not(None))
            .group_by(turn.c.job, turn.c.topic, turn.c.helped)
        )
    ]
    event = audit_event.c
    by_action = (event.action, event.actor)
    done = [
        _row(day, "", action, count, actor)
        for action, actor, count in connection.execute(
            select(*by_action, number)
            .where(event.at >= start, event.at < end, event.action.in_(_DONE_WITH_INTERVIEWS))
            .group_by(*by_action)
        )
    ]
    return [*visits, *turns, *judged, *done]


def _row(
    day: date,
    job: str,
    measure: str,
    number: int,
    topic: str = "",
    confidence: float | None = None,
) -> dict[str, Any]:
    return {
        "day": day,
        "job": job,
        "measure": measure,
        "topic": topic,
        "number": number,
        "confidence": confidence,
    }
