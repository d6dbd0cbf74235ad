"""What staff do by hand with a message that did not go out.

Everything works in the transaction of the connection given; `now` is aware.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, and_, or_, select, update

from booking.questions import correct_email
from booking.schema import interview
from notify import schema
from notify.outbox.message import Audience, Channel

_outbox = schema.outbox.c
_GIVEN_UP = (
    _outbox.failed_at.is_not(None),
    _outbox.sent_at.is_(None),
    _outbox.dropped_at.is_(None),
)
_TO_A_VISITOR = (_outbox.kind == Audience.VISITOR, _outbox.channel == Channel.EMAIL)


def retry(connection: Connection, now: datetime, message_id: int | None = None) -> int:
    """Make due at once what failed or was put off: all of it, or one; returns how many."""
    stuck = and_(
        _outbox.sent_at.is_(None),
        _outbox.dropped_at.is_(None),
        or_(_outbox.failed_at.is_not(None), _outbox.attempts > 0),
        or_(_outbox.claimed_until.is_(None), _outbox.claimed_until <= now),
    )
    if message_id is not None:
        stuck = and_(stuck, _outbox.id == message_id)
    retried = connection.execute(
        update(schema.outbox).where(stuck).values(failed_at=None, due_at=now, attempts=0)
    )
    return retried.rowcount


def send_elsewhere(connection: Connection, now: datetime, message_id: int, address: str) -> bool:
    """Send what failed to reach a visitor to another address; theirs from now on, if they asked.

    False where it has not failed, or is of anything else: a way in, say, is for one mailbox. Of an
    interview that can still be changed, the address is to be corrected instead.
    """
    moved = connection.execute(
        update(schema.outbox)
        .where(_outbox.id == message_id, *_GIVEN_UP, *_TO_A_VISITOR)
        .values(recipient=address, failed_at=None, due_at=now, attempts=0)
        .returning(_outbox.question_id, _outbox.payload)
    ).first()
    if moved is None:
        return False
    if moved.question_id is not None:
        for number in (moved.question_id, *moved.payload.get("others", ())):
            correct_email(connection, number, address)
    return True


def interview_of(connection: Connection, message_id: int) -> str | None:
    """Give the reference of the interview about which an e-mail failed to reach its visitor."""
    query = select(interview.c.reference).join(schema.outbox).where(_outbox.id == message_id)
    return connection.execute(query.where(*_GIVEN_UP, *_TO_A_VISITOR)).scalar_one_or_none()


def dismiss_earlier(connection: Connection, now: datetime, reference: str) -> None:
    """Note that what failed to reach the visitor of an interview need not be sent any more."""
    of_it = select(interview.c.id).where(interview.c.reference == reference).scalar_subquery()
    connection.execute(
        update(schema.outbox)
        .where(_outbox.interview_id == of_it, *_GIVEN_UP, *_TO_A_VISITOR)
        .values(failed_at=None, dropped_at=now)
    )


def dismiss(connection: Connection, now: datetime, message_id: int) -> bool:
    """Note that a message that failed need not be sent any more; False if it had not failed."""
    dismissed = connection.execute(
        update(schema.outbox)
        .where(
            _outbox.id == message_id,
            *_GIVEN_UP,
        )
        .values(failed_at=None, dropped_at=now)
    )
    return dismissed.rowcount > 0
