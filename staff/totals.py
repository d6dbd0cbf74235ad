"""What each day came to: written the night after, and kept when what it counts is forgotten.

Measures, each a number of its day in Paris:

- `visits_opened`, `visits_spoke`, `visits_slots`, `visits_held`, `visits_booked`: conversations of
  a job that got so far;
- `helped`, `did_not_help`: what visitors said of the answers on a topic;
- `turn_told`, `turn_left_open`, …: turns of a topic with an outcome (conversations.turns.Outcome),
  and how sure the assistant was on average;
- `hour`: messages of visitors, in `topic` by the hour of Paris in which they came;
- `answered_in`: answers, in `topic` by the milliseconds within which they came (SPEEDS_MS);
- `booked`, `moved`, `cancelled`, `came`, `did_not_come`, `reopened`: what was done with interviews,
  in `topic` by whom (staff.audit.ActorKind). Who took « came » back is in `reopened`;
- `attended`, `missed`, by whether a reminder was sent, `attended_of_visitors` (who booked by
  themselves), `delay` (from booking to the slot): see staff.interview_totals;
- `answered_by_page`: questions that the page answers since that day, and `days_to_page`, how many
  days all of them took together, from the first who asked;
- `delivered`, `undelivered`: messages, in `topic` for whom and by which way (`visitor_email`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, func, insert, select
from sqlalchemy.exc import IntegrityError

from conversations.schema import turn
from conversations.turns import Outcome, Step
from french.paris import PARIS
from notify.schema import delivery
from staff import interview_totals
from staff.audit import Action
from staff.schema import audit_event, count_by_day, page_addition

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
SPEEDS_MS = (50, 100, 200, 300, 500, 1000, 2000, 5000)
"""Answers are counted by the first of these that they did not exceed; « slower » beyond."""

SLOWER = "slower"


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


def speed(seconds: float) -> str:
    """Name the time within which an answer came."""
    within = (most for most in SPEEDS_MS if 1000 * seconds <= most)
    return str(next(within, SLOWER))


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
    return [
        *_of_conversations(connection, day, start, end),
        *_of_interviews(connection, day, start, end),
        *_of_messages(connection, day, start, end),
        *_of_page(connection, day, start, end),
    ]


def _of_conversations(
    connection: Connection, day: date, start: datetime, end: datetime
) -> Iterator[dict[str, Any]]:
    said = (turn.c.at >= start, turn.c.at < end)
    for measure, is_reached in _REACHED.items():
        visits = select(turn.c.job, func.count(turn.c.visit.distinct())).where(*said, is_reached)
        for job, number in connection.execute(visits.group_by(turn.c.job)):
            yield _row(day, job, measure, number)
    number, confidence = func.count(), func.avg(turn.c.confidence)
    by_topic = (turn.c.job, turn.c.outcome, turn.c.topic)
    turns = select(*by_topic, number, confidence).where(*said).group_by(*by_topic)
    for job, outcome, topic, count, sureness in connection.execute(turns):
        yield _row(day, job, f"turn_{outcome}", count, topic or "", sureness)
    judged = (turn.c.job, turn.c.topic, turn.c.helped)
    helped_or_not = select(*judged, number).where(*said, turn.c.helped.is_not(None))
    for job, topic, helped, count in connection.execute(helped_or_not.group_by(*judged)):
        yield _row(day, job, "helped" if helped else "did_not_help", count, topic or "")
    moments = select(turn.c.job, turn.c.at).where(*said, turn.c.outcome != Outcome.OPENING)
    yield from _speed(connection, day, said)
    hours = Counter((job, at.astimezone(PARIS).hour) for job, at in connection.execute(moments))
    for (job, hour), count in hours.items():
        yield _row(day, job, "hour", count, f"{hour:02}")


def _speed(
    connection: Connection, day: date, said: Sequence[ColumnElement[bool]]
) -> Iterator[dict[str, Any]]:
    """Count answers by the time that they took, which adds up over days as a median does not."""
    times = select(turn.c.job, turn.c.seconds).where(*said, turn.c.seconds.is_not(None))
    speeds = Counter((job, speed(seconds)) for job, seconds in connection.execute(times))
    for (job, most), count in speeds.items():
        yield _row(day, job, "answered_in", count, most)


def _of_interviews(
    connection: Connection, day: date, start: datetime, end: datetime
) -> Iterator[dict[str, Any]]:
    event = audit_event.c
    by_action = (event.action, event.actor)
    done = select(*by_action, func.count()).where(
        event.at >= start, event.at < end, event.action.in_(_DONE_WITH_INTERVIEWS)
    )
    for action, actor, count in connection.execute(done.group_by(*by_action)):
        yield _row(day, "", action, count, actor)
    for (measure, topic), count in interview_totals.count(connection, start, end).items():
        yield _row(day, "", measure, count, topic)


def _of_messages(
    connection: Connection, day: date, start: datetime, end: datetime
) -> Iterator[dict[str, Any]]:
    ended = delivery.c
    way = (ended.audience, ended.channel, ended.is_delivered)
    counted = select(*way, func.count()).where(ended.at >= start, ended.at < end).group_by(*way)
    for audience, channel, is_delivered, count in connection.execute(counted):
        measure = "delivered" if is_delivered else "undelivered"
        yield _row(day, "", measure, count, f"{audience}_{channel}")


def _of_page(
    connection: Connection, day: date, start: datetime, end: datetime
) -> Iterator[dict[str, Any]]:
    added = page_addition.c
    published = select(added.job, added.asked_since).where(
        added.published_at >= start, added.published_at < end
    )
    days: defaultdict[str, list[int]] = defaultdict(list)
    for job, since in connection.execute(published):
        days[job].append((day - since).days)
    for job, each in days.items():
        yield _row(day, job, "answered_by_page", len(each))
        yield _row(day, job, "days_to_page", sum(each))


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
