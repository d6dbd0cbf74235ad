"""The transcript of conversations, in the same metadata as booking's tables."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from booking.schema import UtcDateTime, metadata

conversation = Table(
    "conversation",
    metadata,
    Column("id", String(36), primary_key=True),  # also Rasa's sender_id
    Column("created_at", UtcDateTime, nullable=False, index=True),
    Column("job", String(120), nullable=False),  # the name of a file in knowledge/
    # What its turns are counted under. They outlive it, and then nothing says whose they were.
    Column("visit", String(36)),
)

# One row a bubble. `turn` is the client's id of the visitor's message: its answers carry it too, so
# that a message sent again gets the answers that it got the first time.
chat_message = Table(
    "chat_message",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
    Column("turn", String(64), nullable=False),
    Column("author", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("buttons", JSON, nullable=False),
    Column(
        "data", JSON(none_as_null=True)
    ),  # what else the bubble carries: `web/chat/attachments.py`
    Column("created_at", UtcDateTime, nullable=False),
    Index(None, "conversation_id", "turn"),
    # A visitor's message is taken once, however often and wherever it is sent again.
    Index(
        "uq_chat_message_visitor_turn",
        "conversation_id",
        "turn",
        unique=True,
        sqlite_where=text("author = 'visitor'"),
        postgresql_where=text("author = 'visitor'"),
    ),
)

# What is counted of a turn: never its words, nor whose it was.
turn = Table(
    "turn",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("visit", String(36)),
    Column("job", String(120), nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("topic", String(64)),  # an intent of domain.yml
    Column("confidence", Float),
    Column("outcome", String(16), nullable=False),  # a conversations.turns.Outcome
    Column("step", String(16)),  # a conversations.turns.Step
    Column("seconds", Float),  # from the message to its answer; null: not measured
)
