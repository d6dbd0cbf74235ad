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

_IS_WAITING = text("sent_at IS NULL AND failed_at IS NULL AND dropped_at IS NULL")

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
    Column("dropped_at", UtcDateTime),  # when it was no longer needed
    Column("last_error", Text),
    Index(None, "interview_id", "recipient"),
    Index(None, "recipient", "sent_at"),
    # Only what waits, so that it stays small however much was ever sent.
    Index(None, "due_at", sqlite_where=_IS_WAITING, postgresql_where=_IS_WAITING),
)

# Where staff's other tools are told of interviews; one that is gone (410) is told no more.
webhook_endpoint = Table(
    "webhook_endpoint",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", String(2000), nullable=False),
    Column("secret", Text, nullable=False),  # sealed: notify.sealing
    Column("created_at", UtcDateTime, nullable=False),
    Column("gone_at", UtcDateTime),
    sqlite_autoincrement=True,  # no number is given twice: messages are named after it
)

# The calendar of an interviewer: busy times are read from it, interviews are written to it.
calendar = Table(
    "calendar",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "interviewer_id",
        ForeignKey("interviewer.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    Column("url", String(2000), nullable=False),
    Column("username", String(254), nullable=False),
    Column("password", Text, nullable=False),  # sealed: notify.sealing
    Column("due_at", UtcDateTime, nullable=False),  # when it is to be read next
    Column("read_at", UtcDateTime),  # when it was last read
    Column("problem", Text),  # why it could not be read since
    sqlite_autoincrement=True,
)

# Each renewal gives a feed another address, and ends the one before.
feed_renewal = Table(
    "feed_renewal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("interviewer_id", ForeignKey("interviewer.id", ondelete="CASCADE")),  # null: everybody's
    Column("renewed_at", UtcDateTime, nullable=False),
)

# When what is done once a day was last done, by whichever process came first.
daily_task = Table(
    "daily_task",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("done_at", UtcDateTime, nullable=False),
)
