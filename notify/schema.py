"""The tables of notify. `migrations/` creates them; this module only describes them."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, text

from booking.schema import UtcDateTime, metadata

# The people of the school who are told of every interview.
staff = Table(
    "staff",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", String(120)),
    Column("created_at", UtcDateTime, nullable=False),
)

_IS_WAITING = text("sent_at IS NULL AND failed_at IS NULL")

# The messages owed, written in the transaction of the change that they tell of.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("interview_id", ForeignKey("interview.id", ondelete="CASCADE")),  # null: of none
    Column("question_id", ForeignKey("school_question.id", ondelete="CASCADE"), index=True),
    Column("kind", String(16), nullable=False),  # to whom: staff, visitor
    Column("topic", String(16), nullable=False),  # of what: a notify.message.Topic
    Column("channel", String(16), nullable=False),  # how: a notify.message.Channel
    Column("recipient", String(254), nullable=False),
    Column("message_id", String(320), nullable=False, unique=True),
    Column("payload", JSON, nullable=False),  # what is told: a Snapshot, or a QuestionSnapshot
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("claimed_until", UtcDateTime),
    Column("sent_at", UtcDateTime),
    Column("failed_at", UtcDateTime),
    Column("last_error", Text),
    Index(None, "interview_id", "recipient"),
    # Only what waits, so that it stays small however much was ever sent.
    Index(None, "due_at", sqlite_where=_IS_WAITING, postgresql_where=_IS_WAITING),
)
