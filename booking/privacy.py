"""Erasing personal data: on demand, and when the agreed time is over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, not_, or_, select

from booking import schema, store
from booking.mailbox import mailbox_of
from booking.model import Status
from booking.transactions import Note, unnoted

RETENTION = timedelta(days=90)
"""How long an interview is kept after its end, and a question; `domain.yml` says the same."""


class StillToCome(Exception):
    """The person has an interview that is still on, and must be cancelled first."""


def erase(engine: Engine, email: str, now: datetime, note: Note = unnoted) -> int:
    """Delete every interview of an e-mail address; returns how many there were.

    A person who was blocked and is erased may book again.

    Raises StillToCome while one is still on: staff would wait for a visitor unknown to anybody.
    """
    theirs = schema.interview.c.email == email
    with engine.begin() as connection:
        to_come = connection.execute(
            select(schema.interview.c.reference).where(theirs, _is_on(now))
        ).scalar()
        if to_come is not None:
            raise StillToCome(to_come)
        note(connection)
        store.unblock(connection, schema.blocked_address.c.mailbox == mailbox_of(email))
        return _delete(connection, theirs)


def erase_over(engine: Engine, references: Collection[str], now: datetime) -> list[str]:
    """Delete interviews that are cancelled or over; returns the references of the others."""
    theirs = schema.interview.c.reference.in_(references)
    with engine.begin() as connection:
        _delete(connection, and_(theirs, not_(_is_on(now))))
        query = select(schema.interview.c.reference).where(theirs)
        return list(connection.execute(query.order_by(schema.interview.c.starts_at)).scalars())


def purge(engine: Engine, now: datetime, note: Note = unnoted) -> int:
    """Delete the interviews that ended longer ago than RETENTION; returns how many."""
    with engine.begin() as connection:
        note(connection)
        return _delete(connection, schema.interview.c.ends_at < now - RETENTION)


def erase_questions(engine: Engine, email: str) -> int:
    """Delete the questions to be answered at an address, or that contain it; returns how many."""
    question = schema.school_question.c
    return _delete_questions(
        engine, or_(question.email == email, question.text.icontains(email, autoescape=True))
    )


def erase_calls(engine: Engine, phone: str, note: Note = unnoted) -> list[str]:
    """Delete the questions to be answered by calling a number (E.164).

    Returns the conversations in which they were asked, one for each.
    """
    question = schema.school_question.c
    with engine.begin() as connection:
        note(connection)
        deleted = delete(schema.school_question).where(question.phone == phone)
        return list(connection.execute(deleted.returning(question.conversation_id)).scalars())


def erase_questions_of(engine: Engine, conversation: str) -> int:
    """Delete the questions of a conversation; returns how many there were."""
    return _delete_questions(engine, schema.school_question.c.conversation_id == conversation)


def purge_questions(engine: Engine, now: datetime) -> int:
    """Delete the questions asked longer ago than RETENTION; returns how many."""
    return _delete_questions(engine, schema.school_question.c.created_at < now - RETENTION)


def purge_holds(engine: Engine, now: datetime) -> None:
    """Delete the holds that have lapsed, which nobody may have needed to clear away."""
    with engine.begin() as connection:
        store.drop_holds(connection, now)


def _is_on(now: datetime) -> ColumnElement[bool]:
    """Say in SQL what Interview.is_on says."""
    interview = schema.interview.c
    return and_(interview.status == Status.CONFIRMED, interview.ends_at > now)


def _delete(connection: Connection, which: ColumnElement[bool]) -> int:
    """Delete interviews, and with them what other tables keep of them (ON DELETE CASCADE)."""
    return connection.execute(delete(schema.interview).where(which)).rowcount


def _delete_questions(engine: Engine, which: ColumnElement[bool]) -> int:
    with engine.begin() as connection:
        return connection.execute(delete(schema.school_question).where(which)).rowcount
