"""What became of what a visitor said before booking, as long as the conversation is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, and_, select

from conversations.schema import chat_message, conversation
from conversations.schema import turn as turn_table
from conversations.transcript import ASSISTANT
from conversations.turns import Outcome, Step

_message, _turn = chat_message.c, turn_table.c
_COUNTED_WITHIN = timedelta(days=1)
"""How long after a booking its turn may be counted: a message may be sent again much later."""


@dataclass(frozen=True)
class Reply:
    """How a message was answered: what was counted of it, and the assistant's words."""

    outcome: Outcome
    topic: str | None
    words: str


@dataclass(frozen=True)
class Talk:
    """A conversation in which an interview was booked, and the replies by what was typed."""

    id: str
    job: str
    replies: Mapping[str, Reply]


class Replies:
    """Reads them in the database."""

    def __init__(self, engine: Engine) -> None:
        self._reader = engine.execution_options(read_only=True)

    def before(self, reference: str, booked_at: datetime) -> Talk | None:
        """Find the conversation in which an interview was booked; None where it is not kept."""
        with self._reader.connect() as connection:
            found = _where_booked(connection, reference, booked_at)
            return None if found is None else _read(connection, *found)


def _where_booked(
    connection: Connection, reference: str, booked_at: datetime
) -> tuple[str, str, str] | None:
    """Find id, job and visit of a conversation, by the turn that is counted as a booking then."""
    booking_turns = (
        select(conversation.c.id, conversation.c.job, conversation.c.visit, _message.data)
        .select_from(conversation)
        .join(turn_table, _turn.visit == conversation.c.visit)
        .join(
            chat_message,
            and_(_message.conversation_id == conversation.c.id, _message.created_at == _turn.at),
        )
        .where(_turn.at.between(booked_at, booked_at + _COUNTED_WITHIN), _turn.step == Step.BOOKED)
    )
    for row in connection.execute(booking_turns):
        if row.data and (row.data.get("kind"), row.data.get("reference")) == ("booked", reference):
            return row.id, row.job, row.visit
    return None


def _read(connection: Connection, conversation_id: str, job: str, visit: str) -> Talk:
    counted = and_(_turn.visit == visit, _turn.at == _message.created_at)
    query = (
        select(_message.turn, _message.author, _message.text, _turn.outcome, _turn.topic)
        .select_from(chat_message)
        .outerjoin(turn_table, and_(counted, _message.author == ASSISTANT))
        .where(_message.conversation_id == conversation_id)
        .order_by(_message.id)
    )
    typed: dict[str, str] = {}
    replies: dict[str, Reply] = {}
    for row in connection.execute(query):
        if row.author != ASSISTANT:
            typed[row.turn] = row.text.strip()
        elif row.outcome and row.turn in typed:
            before = replies.get(row.turn)
            words = f"{before.words}\n\n{row.text}" if before else row.text
            replies[row.turn] = Reply(Outcome(row.outcome), row.topic, words)
    # Asked twice, it is as it was answered last.
    return Talk(conversation_id, job, {typed[turn]: reply for turn, reply in replies.items()})
