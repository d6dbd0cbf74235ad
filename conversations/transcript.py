"""What was said in a conversation, kept so that a reload shows it and a repeat changes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Insert,
    Row,
    ScalarSelect,
    Select,
    delete,
    func,
    insert,
    select,
    update,
)

from booking.transactions import Note, unnoted
from conversations.schema import chat_message, conversation
from conversations.schema import turn as turn_table
from conversations.turns import Turn

Author = Literal["visitor", "assistant"]
Judged = Callable[[Connection, str, int], None]
"""Told of the turn whose answer was judged, and how many more say that it did not help."""
VISITOR: Author = "visitor"
ASSISTANT: Author = "assistant"

_ADDITION = insert(chat_message).returning(chat_message.c.id, sort_by_parameter_order=True)


@dataclass(frozen=True)
class Button:
    """A reply that is offered; `payload` is what Rasa understands."""

    title: str
    payload: str


@dataclass(frozen=True)
class Bubble:
    """One message as shown; `id` is empty until it is stored."""

    author: Author
    text: str
    buttons: tuple[Button, ...] = field(default=())
    id: str = ""
    data: dict[str, Any] | None = None
    """What else it carries, as `custom` of domain.yml has it; see `web/chat/attachments.py`."""
    said_at: datetime | None = None


class Transcript:
    """Keeps conversations in the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)

    def open(self, now: datetime, job: str, zone: str | None = None) -> str:
        """Begin a conversation about a job; returns its identity, which nobody can guess.

        `zone` is the visitor's own time zone, if their browser names it.
        """
        identity = str(uuid.uuid4())
        row = {
            "id": identity,
            "created_at": now,
            "job": job,
            "visit": str(uuid.uuid4()),
            "zone": zone,
        }
        with self._engine.begin() as connection:
            connection.execute(insert(conversation).values(row))
        return identity

    def job(self, conversation_id: str) -> str | None:
        """The job that a conversation is about; None where the conversation is not kept."""
        query = select(conversation.c.job).where(conversation.c.id == conversation_id)
        with self._reader.connect() as connection:
            return connection.execute(query).scalar()

    def zone(self, conversation_id: str) -> str | None:
        """The visitor's own time zone; None where it is not known."""
        query = select(conversation.c.zone).where(conversation.c.id == conversation_id)
        with self._reader.connect() as connection:
            return connection.execute(query).scalar()

    def last_said_at(self, conversation_id: str) -> datetime | None:
        """When something was said last."""
        query = select(func.max(chat_message.c.created_at)).where(
            chat_message.c.conversation_id == conversation_id
        )
        with self._reader.connect() as connection:
            return connection.execute(query).scalar()

    def exists(self, conversation_id: str) -> bool:
        """Tell whether the conversation is still kept."""
        query = select(conversation.c.id).where(conversation.c.id == conversation_id)
        with self._reader.connect() as connection:
            return connection.execute(query).first() is not None

    def add(
        self,
        conversation_id: str,
        turn: str,
        bubbles: Sequence[Bubble],
        now: datetime,
        counted: Turn | None = None,
        note: Note = unnoted,
    ) -> list[Bubble]:
        """Store the bubbles of a turn and return them with their ids.

        `counted` goes with them, and what `note` writes.
        """
        rows = [
            {
                "conversation_id": conversation_id,
                "turn": turn,
                "author": bubble.author,
                "text": bubble.text,
                "buttons": [[button.title, button.payload] for button in bubble.buttons],
                "data": bubble.data,
                "created_at": now,
            }
            for bubble in bubbles
        ]
        if not rows:
            return []
        with self._engine.begin() as connection:
            ids = connection.execute(_ADDITION, rows).scalars().all()
            if counted is not None:
                connection.execute(_count(conversation_id, counted, now))
            note(connection)
        kept = zip(bubbles, ids, strict=True)
        return [replace(bubble, id=str(id_), said_at=now) for bubble, id_ in kept]

    def forget(self, conversation_id: str, turn: str) -> None:
        """Remove a turn that came to nothing, so that it can be sent again."""
        with self._engine.begin() as connection:
            connection.execute(
                delete(chat_message).where(
                    chat_message.c.conversation_id == conversation_id, chat_message.c.turn == turn
                )
            )

    def give_up(self, conversation_id: str, turn: str, begun: datetime) -> None:
        """Note that an attempt at a turn is over, as if it had `begun` long ago."""
        change = update(chat_message).where(*_visitors(conversation_id, turn))
        with self._engine.begin() as connection:
            connection.execute(change.values(created_at=begun))

    def begun_at(self, conversation_id: str, turn: str) -> datetime | None:
        """Tell when the last attempt at a turn began; None where there is no such turn."""
        query = select(chat_message.c.created_at).where(*_visitors(conversation_id, turn))
        with self._reader.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def take_over(self, conversation_id: str, turn: str, begun: datetime, now: datetime) -> bool:
        """Begin another attempt at a turn; False where somebody else has, since `begun`."""
        change = update(chat_message).where(
            *_visitors(conversation_id, turn), chat_message.c.created_at == begun
        )
        with self._engine.begin() as connection:
            return connection.execute(change.values(created_at=now)).rowcount == 1

    def answers(self, conversation_id: str, turn: str) -> list[Bubble]:
        """What the assistant has answered to a turn; empty where it has not."""
        return [b for b in self._read(conversation_id, turn) if b.author == ASSISTANT]

    def history(self, conversation_id: str) -> list[Bubble]:
        """Everything said so far, oldest first."""
        return self._read(conversation_id)

    def judge(
        self,
        conversation_id: str,
        message_id: str,
        helped: bool,
        note: Judged = lambda *_: None,
    ) -> bool:
        """Note with a turn whether its answer helped; False where the conversation has no such.

        A visitor may change their mind. Nothing of what was said is kept with it. What `note`
        writes goes with it.
        """
        if not message_id.isdecimal():
            return False
        message = chat_message.c
        answer = select(message.turn, message.created_at, conversation.c.visit).where(
            message.id == int(message_id),
            message.conversation_id == conversation_id,
            message.author == ASSISTANT,
            conversation.c.id == message.conversation_id,
        )
        with self._engine.begin() as connection:
            judged = connection.execute(answer).first()
            if judged is None:
                return False
            its = (turn_table.c.visit == judged.visit, turn_table.c.at == judged.created_at)
            before = connection.execute(select(turn_table.c.helped).where(*its)).first()
            if before is None:
                return False
            connection.execute(update(turn_table).where(*its).values(helped=helped))
            change = (not helped) - (before.helped is False)
            if change:
                note(connection, judged.turn, change)
            return True

    def begun_before(self, before: datetime) -> list[str]:
        """List the conversations begun before a time."""
        return self._ids(select(conversation.c.id).where(conversation.c.created_at < before))

    def mentioning(self, words: str) -> list[str]:
        """List the conversations in which some words were said, whatever their case."""
        said = chat_message.c.text.icontains(words, autoescape=True)
        return self._ids(select(chat_message.c.conversation_id).where(said).distinct())

    def delete(self, conversation_ids: Sequence[str]) -> None:
        """Delete conversations with all that was said in them."""
        with self._engine.begin() as connection:
            theirs = chat_message.c.conversation_id.in_(conversation_ids)
            connection.execute(delete(chat_message).where(theirs))
            connection.execute(delete(conversation).where(conversation.c.id.in_(conversation_ids)))

    def _ids(self, query: Select[Any]) -> list[str]:
        with self._reader.connect() as connection:
            return list(connection.execute(query).scalars())

    def _read(self, conversation_id: str, turn: str | None = None) -> list[Bubble]:
        query = select(chat_message).where(chat_message.c.conversation_id == conversation_id)
        if turn is not None:
            query = query.where(chat_message.c.turn == turn)
        with self._reader.connect() as connection:
            return [_bubble(row) for row in connection.execute(query.order_by(chat_message.c.id))]


def _count(conversation_id: str, counted: Turn, now: datetime) -> Insert:
    """Count a turn, with nothing that names its conversation but the number of the visit."""

    def of_conversation(column: ColumnElement[str | None]) -> ScalarSelect[str | None]:
        return select(column).where(conversation.c.id == conversation_id).scalar_subquery()

    return insert(turn_table).values(
        visit=of_conversation(conversation.c.visit),
        job=of_conversation(conversation.c.job),
        at=now,
        topic=counted.topic,
        confidence=counted.confidence,
        outcome=counted.outcome,
        step=counted.step,
        seconds=counted.seconds,
    )


def _visitors(conversation_id: str, turn: str) -> tuple[ColumnElement[bool], ...]:
    """The visitor's message of a turn."""
    message = chat_message.c
    return (
        message.conversation_id == conversation_id,
        message.turn == turn,
        message.author == VISITOR,
    )


def _bubble(row: Row[Any]) -> Bubble:
    buttons = tuple(Button(title, payload) for title, payload in row.buttons)
    # A visitor's bubble keeps the id that its browser gave it, so that a reload recognises it.
    identity = row.turn if row.author == VISITOR else str(row.id)
    return Bubble(row.author, row.text, buttons, identity, row.data, row.created_at)
