"""The tables of notify. `migrations/` creates them; this module only describes them."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, text

from booking.schema import UtcDateTime, metadata

# The staff, who get a message about every interview.
staff = Table(
    "staff",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", String(120)),
    Column("created_at", UtcDateTime, nullable=False),
)

_IS_WAITING = text("sent_at IS NULL AND failed_at IS NULL AND dropped_at IS NULL")

# Messages, written in the transaction of the change that they are about.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("interview_id", ForeignKey("interview.id", ondelete="CASCADE")),  # null: about none
    Column("question_id", ForeignKey("school_question.id", ondelete="CASCADE"), index=True),
    Column("kind", String(16), nullable=False),  # a notify.outbox.message.Audience
    Column("topic", String(16), nullable=False),  # a notify.outbox.message.Topic
    Column("channel", String(16), nullable=False),  # a notify.outbox.message.Channel
    Column("recipient", String(254), nullable=False),
    Column("message_id", String(320), nullable=False, unique=True),
    Column("payload", JSON, nullable=False),  # a Snapshot, a QuestionSnapshot or a summary
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

# How each message ended, without whom it was for: it outlives the message, to be counted.
delivery = Table(
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("audience", String(16), nullable=False),  # a notify.outbox.message.Audience
    Column("channel", String(16), nullable=False),  # a notify.outbox.message.Channel
    Column("is_delivered", Boolean, nullable=False),
)

# Addresses of webhooks; nothing is posted to one that is gone (it answered 410).
webhook_endpoint = Table(
    "webhook_endpoint",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", String(2000), nullable=False),
    Column("secret", Text, nullable=False),  # encrypted: notify.sealing
    Column("created_at", UtcDateTime, nullable=False),
    Column("gone_at", UtcDateTime),
    Column("previous_secret", Text),  # encrypted too, with spaces between: they sign as well
    Column("previous_until", UtcDateTime),
    sqlite_autoincrement=True,  # no number is used twice: messages are named after it
)

# Interviewers' calendars: busy times are read from them, interviews are written to them.
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
    Column("password", Text, nullable=False),  # encrypted: notify.sealing
    Column("due_at", UtcDateTime, nullable=False),  # when to read it next
    Column("read_at", UtcDateTime),  # when it was last read
    Column("problem", Text),  # why the last reading failed
    sqlite_autoincrement=True,
)

# Each renewal gives a feed another address; the one before stops working.
feed_renewal = Table(
    "feed_renewal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("interviewer_id", ForeignKey("interviewer.id", ondelete="CASCADE")),  # null: everybody
    Column("renewed_at", UtcDateTime, nullable=False),
)

# When a daily task was last done, by any process.
daily_task = Table(
    "daily_task",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("done_at", UtcDateTime, nullable=False),
)
