"""Who of the staff may still read what waits for them: a message may have waited for days.

Somebody who has left, or is told no more, gets nothing; whoever is told now gets it instead.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Select, select

from notify import schema
from notify.announcements.recipients import staff_recipients
from notify.outbox.message import Audience, Channel, Draft, Message, Topic, email_message_id

IsTheirs = Callable[[Connection, int, str], bool]
"""Tells whether a question is that of whoever has an address, and may answer it."""

_OF_ONE = frozenset({Topic.SIGN_IN, Topic.PARAGRAPH})
"""What one person gets, on the list or not: a way in, and a text for the school's own page."""

_outbox = schema.outbox.c


def may_read(
    connection: Connection, message: Message, staff_email: str, is_theirs: IsTheirs
) -> bool:
    """Tell whether who a message is for may have it today; visitors may have what is theirs."""
    is_for_staff = message.audience is Audience.STAFF and message.channel is Channel.EMAIL
    if not is_for_staff or message.topic in _OF_ONE:
        return True
    if message.topic is Topic.ASSIGNED:
        return is_theirs(connection, message.question_id or 0, message.recipient)
    return message.recipient.lower() in {
        each.email.lower() for each in staff_recipients(connection, staff_email)
    }


def drafts_for_others(connection: Connection, message: Message, staff_email: str) -> list[Draft]:
    """Write what its reader may not have any more to those who are told now, and have it not.

    A question that was somebody's is told of where it was given back, so not here.
    """
    if message.topic is Topic.ASSIGNED:
        return []
    had = {address.lower() for address in connection.execute(_who_had(message)).scalars()}
    return [
        each.draft(
            message.topic,
            email_message_id(f"{message.message_id} {each.key}", staff_email),
            _addressed(message, each.name),
            message.created_at,
            interview_id=message.interview_id,
            question_id=message.question_id,
        )
        for each in staff_recipients(connection, staff_email)
        if each.email.lower() not in had
    ]


def _who_had(message: Message) -> Select[str]:
    """Select to whom the same was written, sent or not."""
    return select(_outbox.recipient).where(
        _outbox.topic == message.topic,
        _outbox.kind == Audience.STAFF,
        _outbox.channel == Channel.EMAIL,
        _outbox.created_at == message.created_at,
        _outbox.interview_id.is_not_distinct_from(message.interview_id),
        _outbox.question_id.is_not_distinct_from(message.question_id),
    )


def _addressed(message: Message, name: str | None) -> dict[str, object]:
    """Say it to somebody else: by their name, and as a reply to nothing that they ever got."""
    own = {"recipient_name": name, "first_message_id": None}
    return {**message.payload, **{key: own[key] for key in own if key in message.payload}}
