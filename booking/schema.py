"""The tables of booking. `migrations/` creates them; this module only describes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class _SQLiteUtc(sqlite.DATETIME):
    """SQLite's text, which names no zone, read as the UTC that it is; quick with thousands."""

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str | None], datetime | None]:
        """Read the zone with the rest: to add it afterwards takes five times as long."""

        def read(value: str | None) -> datetime | None:
            if value is None:
                return None
            # What was written past this type, as by a migration, may name the zone.
            return datetime.fromisoformat(value if value.endswith("+00:00") else f"{value}+00:00")

        return read


_SQLITE: TypeEngine[datetime] = _SQLiteUtc()  # type: ignore[no-untyped-call]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC by databases with and without time zones alike."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive datetimes, which would silently mean something else."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: times must carry a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give in UTC what PostgreSQL returns in the zone of the connection."""
        return value if value is None or value.tzinfo is UTC else value.astimezone(UTC)

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose how the database at hand keeps it."""
        is_sqlite = dialect.name == "sqlite"
        return dialect.type_descriptor(_SQLITE if is_sqlite else self.impl_instance)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

booking_rules = Table(
    "booking_rules",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slot_minutes", Integer, nullable=False),
    Column("pause_minutes", Integer, nullable=False),
    Column("notice_minutes", Integer, nullable=False),
    Column("horizon_days", Integer, nullable=False),
    Column("open_per_email", Integer, nullable=False, server_default="3"),
    Column("holiday_region", String(16)),  # null: metropolitan France
    Column("per_day", Integer),  # null: no limit
    Column("change_notice_minutes", Integer),  # null: none
)

interviewer = Table(
    "interviewer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(120)),
    Column("email", String(254)),
    Column("active", Boolean, nullable=False),
)

# What is otherwise for one interviewer; null: as for all.
interviewer_rules = Table(
    "interviewer_rules",
    metadata,
    Column(
        "interviewer_id",
        ForeignKey("interviewer.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("per_day", Integer),
    Column("pause_minutes", Integer),
    Column("change_notice_minutes", Integer),
    Column("notice_minutes", Integer),
    Column("horizon_days", Integer),
)

opening = Table(
    "opening",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("interviewer_id", ForeignKey("interviewer.id", ondelete="CASCADE"), nullable=False),
    Column("weekday", Integer, nullable=False),  # 0 is Monday, as in Python
    Column("starts", Time, nullable=False),  # wall clock of Europe/Paris
    Column("ends", Time, nullable=False),
    UniqueConstraint("interviewer_id", "weekday", "starts"),
)

# Hours of every other week. A table of its own: in `opening`, a weekday has one of each beginning.
alternate_opening = Table(
    "alternate_opening",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("interviewer_id", ForeignKey("interviewer.id", ondelete="CASCADE"), nullable=False),
    Column("weeks", Integer, nullable=False),  # the number of the week (ISO 8601) modulo two
    Column("weekday", Integer, nullable=False),
    Column("starts", Time, nullable=False),
    Column("ends", Time, nullable=False),
    UniqueConstraint("interviewer_id", "weeks", "weekday", "starts"),
)

# A period that is an exception to the weekly hours: closed (holidays, exams) or open.
special_period = Table(
    "special_period",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("interviewer_id", ForeignKey("interviewer.id", ondelete="CASCADE")),  # null: everybody
    Column("is_open", Boolean, nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("label", String(200)),
)

interview = Table(
    "interview",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", String(16), nullable=False, unique=True),
    Column("uid", String(80), nullable=False, unique=True),
    Column("sequence", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("interviewer_id", ForeignKey("interviewer.id"), nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("name", String(120), nullable=False),
    Column("email", String(254), nullable=False, index=True),
    Column("phone", String(32)),
    Column("questions", JSON, nullable=False),
    Column("consented_at", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("request_key", String(120), unique=True),
    Column("confirm_by", UtcDateTime),  # null: nothing is left for the visitor to confirm
    Column("confirmed_at", UtcDateTime),  # when the visitor proved to read what we write
    Column("zone", String(64)),  # the visitor's own, as their browser names it; null: not known
    Column("note", Text),  # what the visitor wants the interviewer to know
    Column("coming_at", UtcDateTime),  # when the visitor said to be coming
    Column("answer_asked_at", UtcDateTime),  # when the school moved it, and asked its visitor
    Column("accepted_at", UtcDateTime),  # when the visitor accepted that
    Column("erase_asked_at", UtcDateTime),  # it goes as soon as everybody is told of its end
    Index(None, "status", "starts_at"),
)

# A place kept for a visitor who fills in the form; after `expires_at` it is free.
hold = Table(
    "hold",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("holder", String(120), nullable=False, unique=True),
    Column("interviewer_id", ForeignKey("interviewer.id", ondelete="CASCADE"), nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    Column("began_at", UtcDateTime),  # when its holder first held a place, this one or another
    Column("source", String(64), index=True),  # a digest of where its holder comes from
)

# The primary key prevents double bookings: see docs/architecture.md.
occupancy = Table(
    "occupancy",
    metadata,
    Column("interviewer_id", ForeignKey("interviewer.id"), primary_key=True, autoincrement=False),
    Column("tick", UtcDateTime, primary_key=True),
    Column("interview_id", ForeignKey("interview.id", ondelete="CASCADE"), index=True),
    Column("hold_id", ForeignKey("hold.id", ondelete="CASCADE"), index=True),
    CheckConstraint("(interview_id IS NULL) <> (hold_id IS NULL)", name="ck_occupancy_one_owner"),
)

# A place that was given up, until it is taken again or nobody waits for it. `left_by` is the number
# of the interview that was there; it may be erased since.
freed_place = Table(
    "freed_place",
    metadata,
    Column("starts_at", UtcDateTime, primary_key=True),
    Column("left_by", Integer, primary_key=True, autoincrement=False),
)

# The wish to be told of an earlier time.
earlier_wish = Table(
    "earlier_wish",
    metadata,
    Column("interview_id", ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False),
)

# What was offered to those who wish: the same place once.
earlier_offer = Table(
    "earlier_offer",
    metadata,
    Column("interview_id", ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True),
    Column("starts_at", UtcDateTime, primary_key=True),
    Column("offered_at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

# When an interviewer is busy elsewhere, according to one of their calendars (`source`).
busy_time = Table(
    "busy_time",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("interviewer_id", ForeignKey("interviewer.id", ondelete="CASCADE"), nullable=False),
    Column("source", String(200), nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Index(None, "interviewer_id", "source"),
    Index(None, "ends_at"),
)

# A wrong guess at an interview; `subject` is a digest of who guessed or what was guessed.
guess = Table(
    "guess",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("attempt", String(36), nullable=False, index=True),
    Column("subject", String(64), nullable=False),
    Column("guessed_at", UtcDateTime, nullable=False, index=True),
    Index(None, "subject", "guessed_at"),
)

# A question for the school; `key` tells it from others of its conversation.
school_question = Table(
    "school_question",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("conversation_id", String(120), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("email", String(254)),  # null: no answer by e-mail is wanted
    Column("created_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),  # null: still open
    Column("phone", String(32)),  # where the visitor wants to be called, E.164; null: nowhere
    Column("call_when", String(200)),  # when, in the visitor's words
    Column("meaning", Text),  # as staff.meanings writes it; null: not read yet
)

# An address that may not book; of « ines+ecole@… » the mailbox « ines@… » is kept.
blocked_address = Table(
    "blocked_address",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mailbox", String(254), nullable=False, unique=True),
    Column("reason", String(500), nullable=False),
    Column("blocked_at", UtcDateTime, nullable=False),
    Column("blocked_by", String(120)),  # null: the command line
)
