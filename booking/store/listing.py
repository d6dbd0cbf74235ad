"""Reading many interviews: listed by what they have in common, or only counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, select

from booking import schema
from booking.mailbox import is_of, mailbox_of
from booking.model import Booked, Interview, Status
from booking.store.interviews import interviews_query, read_interview

_columns = schema.interview.c


def list_interviews(
    connection: Connection,
    *,
    statuses: Iterable[Status] = tuple(Status),
    email: str | None = None,
    after: datetime | None = None,
    before: datetime | None = None,
    interviewer_id: int | None = None,
) -> Sequence[Interview]:
    """List interviews in order of time: of some statuses, an e-mail, an interviewer.

    `after`: ending later than that; `before`: beginning earlier.
    """
    query = interviews_query().where(_columns.status.in_(list(statuses)))
    if email is not None:
        query = query.where(_columns.email == email)
    if after is not None:
        query = query.where(_columns.ends_at > after)
    if before is not None:
        query = query.where(_columns.starts_at < before)
    if interviewer_id is not None:
        query = query.where(_columns.interviewer_id == interviewer_id)
    query = query.order_by(_columns.starts_at, _columns.id)
    return [read_interview(row) for row in connection.execute(query)]


def booked_times(
    connection: Connection,
    now: datetime,
    before: datetime | None = None,
    interviewer_id: int | None = None,
) -> list[tuple[datetime, datetime]]:
    """List the times at which there are open interviews, each once: far fewer than interviews."""
    query = select(_columns.starts_at, _columns.ends_at).where(_is_open(now)).distinct()
    if before is not None:
        query = query.where(_columns.starts_at < before)
    if interviewer_id is not None:
        query = query.where(_columns.interviewer_id == interviewer_id)
    return [(starts, ends) for starts, ends in connection.execute(query).all()]


def booked_at(
    connection: Connection,
    now: datetime,
    starts: Collection[datetime],
    interviewer_id: int | None = None,
) -> list[Booked]:
    """List the places of the open interviews that begin at some times, in order of time."""
    columns = (_columns.id, _columns.interviewer_id, _columns.starts_at, _columns.ends_at)
    query = select(*columns).where(_is_open(now), _columns.starts_at.in_(starts))
    if interviewer_id is not None:
        query = query.where(_columns.interviewer_id == interviewer_id)
    rows = connection.execute(query.order_by(_columns.starts_at, _columns.id)).all()
    return [Booked(*row) for row in rows]


def interviews_by_reference(
    connection: Connection, references: Collection[str]
) -> Mapping[str, Interview]:
    """Read some interviews, by their references; those that are erased are left out."""
    rows = connection.execute(interviews_query().where(_columns.reference.in_(references)))
    return {row.reference: read_interview(row) for row in rows}


def interviews_by_id(connection: Connection, ids: Collection[int]) -> Sequence[Interview]:
    """Read some interviews, in order of time."""
    query = interviews_query().where(_columns.id.in_(ids))
    rows = connection.execute(query.order_by(_columns.starts_at, _columns.id)).all()
    return [read_interview(row) for row in rows]


def count_open(connection: Connection, email: str, now: datetime) -> int:
    """Count the open interviews of an address; a second caller waits until the first is done."""
    mailbox = mailbox_of(email)
    if connection.dialect.name == "postgresql":  # on SQLite writers wait for each other anyway
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(mailbox, 0))))
    query = select(func.count()).select_from(schema.interview)
    return connection.execute(
        query.where(is_of(_columns.email, mailbox), _is_open(now))
    ).scalar_one()


def count_made(connection: Connection, email: str, since: datetime) -> int:
    """Count the interviews that an address booked since a moment, those it cancelled too."""
    query = select(func.count()).select_from(schema.interview)
    theirs = is_of(_columns.email, mailbox_of(email))
    booked = query.where(theirs, _columns.created_at > since)
    return connection.execute(booked).scalar_one()


def upcoming_load(connection: Connection, now: datetime) -> dict[int, int]:
    """Count the open interviews of each interviewer who has any."""
    rows = connection.execute(
        select(_columns.interviewer_id, func.count().label("interviews"))
        .where(_is_open(now))
        .group_by(_columns.interviewer_id)
    )
    return {row.interviewer_id: row.interviews for row in rows}


def _is_open(now: datetime) -> ColumnElement[bool]:
    """Say in SQL what Interview.is_open says."""
    return and_(_columns.status == Status.CONFIRMED, _columns.starts_at > now)
