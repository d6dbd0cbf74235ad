"""Places that were given up, who wishes for an earlier time, and what they were offered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, exists, insert, select
from sqlalchemy.exc import IntegrityError

from booking import schema
from booking.model import Interview, Status
from booking.waiting import Offer, Wish

_freed, _wish, _offer = schema.freed_place.c, schema.earlier_wish.c, schema.earlier_offer.c
_interview = schema.interview.c


def free_up(connection: Connection, interview: Interview) -> None:
    """Note that an interview gives its place up, where somebody waits for one."""
    if not connection.execute(select(exists(select(_wish.interview_id)))).scalar():
        return
    row = {"starts_at": interview.start, "left_by": interview.id}
    try:
        with connection.begin_nested():
            connection.execute(insert(schema.freed_place).values(row))
    except IntegrityError:
        return  # it was there before, moved away, and came back


def freed_starts(connection: Connection, *, lock: bool = False) -> dict[datetime, set[int]]:
    """List when places that were given up begin, soonest first, and which interviews left them.

    `lock` them: another transaction that asks for them waits until this one is over.
    """
    query = select(_freed.starts_at, _freed.left_by).order_by(_freed.starts_at, _freed.left_by)
    if lock:
        query = query.with_for_update()
    starts: dict[datetime, set[int]] = defaultdict(set)
    for row in connection.execute(query):
        starts[row.starts_at].add(row.left_by)
    return starts


def forget_freed(connection: Connection, start: datetime) -> None:
    """Forget that a place was given up: it is taken, or nobody waits for it."""
    connection.execute(delete(schema.freed_place).where(_freed.starts_at == start))


def wish_for_earlier(connection: Connection, interview_id: int, now: datetime) -> None:
    """Note a wish; made again, it keeps its place in the line."""
    try:
        with connection.begin_nested():
            row = {"interview_id": interview_id, "asked_at": now}
            connection.execute(insert(schema.earlier_wish).values(row))
    except IntegrityError:
        return


def drop_wish(connection: Connection, interview_id: int) -> None:
    """Forget a wish."""
    connection.execute(delete(schema.earlier_wish).where(_wish.interview_id == interview_id))


def wishes(connection: Connection, now: datetime) -> Sequence[Wish]:
    """List the wishes of interviews that are open and confirmed, with what each was offered."""
    rows = connection.execute(
        select(_wish.interview_id, _wish.asked_at, _interview.starts_at)
        .join(schema.interview, _interview.id == _wish.interview_id)
        .where(
            _interview.status == Status.CONFIRMED,
            _interview.confirm_by.is_(None),
            _interview.starts_at > now,
        )
    ).all()
    offered = offers(connection, [row.interview_id for row in rows])
    return [
        Wish(row.interview_id, row.starts_at, row.asked_at, tuple(offered[row.interview_id]))
        for row in rows
    ]


def has_wish(connection: Connection, interview_id: int) -> bool:
    """Tell whether there is a wish."""
    query = select(_wish.interview_id).where(_wish.interview_id == interview_id)
    return connection.execute(query).first() is not None


def offers(connection: Connection, interview_ids: Iterable[int]) -> dict[int, list[Offer]]:
    """List what some interviews were offered, soonest first."""
    query = select(schema.earlier_offer).where(_offer.interview_id.in_(list(interview_ids)))
    offered: dict[int, list[Offer]] = defaultdict(list)
    for row in connection.execute(query.order_by(_offer.starts_at)):
        offered[row.interview_id].append(Offer(row.starts_at, row.offered_at, row.until))
    return offered


def add_offer(connection: Connection, interview_id: int, offer: Offer) -> None:
    """Note an offer; IntegrityError if the same place was offered before."""
    row = {
        "interview_id": interview_id,
        "starts_at": offer.start,
        "offered_at": offer.offered_at,
        "until": offer.until,
    }
    connection.execute(insert(schema.earlier_offer).values(row))
