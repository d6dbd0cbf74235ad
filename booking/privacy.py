"""Erasing personal data: on demand, and when the agreed time is over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    and_,
    delete,
    not_,
    or_,
    select,
    update,
)

from booking import schema, store
from booking.mailbox import mailbox_of
from booking.model import Status
from booking.transactions import Note, unnoted

RETENTION = timedelta(days=90)
"""How long an interview is kept after its end, and a question; `domain.yml` says the same."""

type Owing = Select[tuple[int]]
"""Selects the interviews of which somebody is still to be told something: they go later."""


class StillToCome(Exception):
    """The person has an interview that is still on, and must be cancelled first."""


def erase(engine: Engine, email: str, now: datetime, owing: Owing, note: Note = unnoted) -> int:
    """Delete every interview of an e-mail address; returns how many there were.

    A person who was blocked and is erased may book again. What is cancelled and was not told yet
    is deleted by `erase_told`.

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
        return _delete_told(connection, theirs, owing, now)


def erase_over(
    engine: Engine,
    references: Collection[str],
    now: datetime,
    owing: Owing,
    note: Note = unnoted,
) -> list[str]:
    """Delete interviews that are cancelled or over; returns the references of the others.

    Those of which somebody is still to be told, `erase_told` deletes.
    """
    theirs = schema.interview.c.reference.in_(references)
    with engine.begin() as connection:
        if _delete_told(connection, and_(theirs, not_(_is_on(now))), owing, now):
            note(connection)
        query = select(schema.interview.c.reference).where(theirs, _is_on(now))
        return list(connection.execute(query.order_by(schema.interview.c.starts_at)).scalars())


def erase_told(engine: Engine, now: datetime, owing: Owing, note: Note = unnoted) -> list[str]:
    """Delete what was to be erased and everybody is told of by now; returns its references."""
    interview = schema.interview.c
    is_told = and_(interview.erase_asked_at.is_not(None), not_(_is_to_be_told(now, owing)))
    with engine.execution_options(read_only=True).connect() as connection:  # which waits for nobody
        if connection.execute(select(interview.id).where(is_told).limit(1)).first() is None:
            return []
    with engine.begin() as connection:
        deleted = delete(schema.interview).where(is_told).returning(interview.reference)
        gone = list(connection.execute(deleted).scalars())
        if gone:
            note(connection)
        return gone


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


def calls_asked_in(engine: Engine, phone: str) -> set[str]:
    """Tell in which conversations calls were asked for at a number (E.164)."""
    question = schema.school_question.c
    query = select(question.conversation_id).where(question.phone == phone)
    with engine.execution_options(read_only=True).connect() as connection:
        return set(connection.execute(query).scalars())


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


def _delete_told(
    connection: Connection, which: ColumnElement[bool], owing: Owing, now: datetime
) -> int:
    """Delete interviews, or have them deleted later: whoever cancels must not go unheard."""
    owes = _is_to_be_told(now, owing)
    later = update(schema.interview).where(which, owes).values(erase_asked_at=now)
    waiting = connection.execute(later).rowcount
    return waiting + _delete(connection, and_(which, not_(owes)))


def _is_to_be_told(now: datetime, owing: Owing) -> ColumnElement[bool]:
    """Say in SQL that somebody would wait for the visitor; not once the time is over."""
    interview = schema.interview.c
    return and_(interview.ends_at > now, interview.id.in_(owing))


def _delete(connection: Connection, which: ColumnElement[bool]) -> int:
    """Delete interviews, and with them what other tables keep of them (ON DELETE CASCADE)."""
    return connection.execute(delete(schema.interview).where(which)).rowcount


def _delete_questions(engine: Engine, which: ColumnElement[bool]) -> int:
    with engine.begin() as connection:
        return connection.execute(delete(schema.school_question).where(which)).rowcount
