"""The transcript of conversations, in the same metadata as booking's tables."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
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
    Column("zone", String(64)),  # the visitor's, as their browser names it
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
    Column("helped", Boolean),  # what the visitor said of the answer; null: nothing
)

# What visitors typed, masked (french.masking), once however many typed it. Nothing says whose it
# was, nor at what time of the day: a number drawn by lot stands for it.
phrase = Table(
    "phrase",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),  # of job, what was said, and text
    Column("job", String(120), nullable=False),
    Column("said", String(64), nullable=False),  # what the assistant had told or asked before
    Column("text", Text, nullable=False),
    Column("intent", String(64), nullable=False),  # as it was read last
    Column("points", JSON, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("margin", Float, nullable=False),  # to what it might have been, too
    Column("outcome", String(16), nullable=False),  # a conversations.turns.Outcome
    Column("asked", Integer, nullable=False),
    Column("unhelped", Integer, nullable=False, server_default="0"),  # by the answer, as they say
    Column("first_on", Date),  # in Paris; null: before it was noted
    Column("last_on", Date, nullable=False, index=True),  # in Paris
    Column("decision", String(16)),  # a staff.phrases.Decision; null: nobody has decided yet
    Column("meant_intent", String(64)),
    Column("meant_points", JSON(none_as_null=True)),
    Column("decided_at", UtcDateTime),
)
