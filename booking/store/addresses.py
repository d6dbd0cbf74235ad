"""What is known of the addresses that book: confirmed, lapsed, blocked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from booking import schema
from booking.mailbox import is_of, mailbox_of
from booking.model import Interview, Status
from booking.store.interviews import interview_by_id, interviews_query, read_interview

_interview = schema.interview.c
_blocked = schema.blocked_address.c


def is_known(connection: Connection, email: str, booked_before: datetime) -> bool:
    """Tell whether a mailbox is somebody's who is known to read what we write there."""
    stands = and_(
        _interview.changed_at < booked_before,  # it may have been corrected to this address
        _interview.status != Status.CANCELLED,
        _interview.confirm_by.is_(None),
    )
    is_proved = or_(
        _interview.confirmed_at.is_not(None), _interview.status == Status.ATTENDED, stands
    )
    theirs = is_of(_interview.email, mailbox_of(email))
    return connection.execute(select(exists().where(theirs, is_proved))).scalar_one()


def count_all_made(connection: Connection, since: datetime) -> int:
    """Count the interviews that anybody booked since a moment."""
    return _count(connection, _interview.created_at > since)


def count_lapsed(connection: Connection, since: datetime) -> int:
    """Count the interviews of which the address was not confirmed in time, since a moment."""
    lapsed = and_(_interview.status == Status.CANCELLED, _interview.confirm_by > since)
    return _count(connection, lapsed)


def list_unconfirmed(connection: Connection, now: datetime) -> Sequence[Interview]:
    """List the interviews that were to be confirmed by `now`, and still stand."""
    waits = and_(_interview.status == Status.CONFIRMED, _interview.confirm_by <= now)
    rows = connection.execute(interviews_query().where(waits).order_by(_interview.id))
    return [read_interview(row) for row in rows]


def confirm_address(connection: Connection, interview_id: int, now: datetime) -> Interview:
    """Note that the visitor confirmed the address; nothing of the interview itself changes."""
    connection.execute(
        update(schema.interview)
        .where(_interview.id == interview_id)
        .values(confirm_by=None, confirmed_at=now)
    )
    confirmed = interview_by_id(connection, interview_id)
    assert confirmed is not None, "it is locked"
    return confirmed


def is_blocked(connection: Connection, email: str) -> bool:
    """Tell whether a mailbox may not book."""
    query = select(exists().where(_blocked.mailbox == mailbox_of(email)))
    return connection.execute(query).scalar_one()


def block(connection: Connection, mailbox: str, reason: str, now: datetime, by: str | None) -> None:
    """Keep a mailbox from booking; IntegrityError if it is kept already."""
    row = {"mailbox": mailbox, "reason": reason, "blocked_at": now, "blocked_by": by}
    connection.execute(insert(schema.blocked_address).values(row))


def unblock(connection: Connection, which: ColumnElement[bool]) -> int:
    """Let mailboxes book again; returns how many."""
    return connection.execute(delete(schema.blocked_address).where(which)).rowcount


def list_blocked(connection: Connection) -> Sequence[Row[Any]]:
    """List the mailboxes that may not book, the latest first."""
    query = select(schema.blocked_address).order_by(_blocked.id.desc())
    return connection.execute(query).all()


def _count(connection: Connection, which: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(schema.interview).where(which)
    return connection.execute(query).scalar_one()
