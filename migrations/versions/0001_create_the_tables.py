"""Create the tables"""

from datetime import time

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "booking_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_minutes", sa.Integer(), nullable=False),
        sa.Column("pause_minutes", sa.Integer(), nullable=False),
        sa.Column("notice_minutes", sa.Integer(), nullable=False),
        sa.Column("horizon_days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_booking_rules"),
    )
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversation"),
    )
    op.create_index("ix_conversation_created_at", "conversation", ["created_at"])

    op.create_table(
        "interviewer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_interviewer"),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("email", name="uq_staff_email"),
    )
    op.create_table(
        "chat_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("turn", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name="fk_chat_message_conversation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_chat_message"),
    )
    op.create_index(
        "ix_chat_message_conversation_id_turn", "chat_message", ["conversation_id", "turn"]
    )
    op.create_index(
        "uq_chat_message_visitor_turn",
        "chat_message",
        ["conversation_id", "turn"],
        unique=True,
        sqlite_where=sa.text("author = 'visitor'"),
        postgresql_where=sa.text("author = 'visitor'"),
    )

    op.create_table(
        "interview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("interviewer_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=True),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_key", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["interviewer_id"], ["interviewer.id"], name="fk_interview_interviewer_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_interview"),
        sa.UniqueConstraint("reference", name="uq_interview_reference"),
        sa.UniqueConstraint("request_key", name="uq_interview_request_key"),
        sa.UniqueConstraint("uid", name="uq_interview_uid"),
    )
    op.create_index("ix_interview_email", "interview", ["email"])
    op.create_index("ix_interview_status_starts_at", "interview", ["status", "starts_at"])

    op.create_table(
        "opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interviewer_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interviewer_id"],
            ["interviewer.id"],
            name="fk_opening_interviewer_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_opening"),
        sa.UniqueConstraint(
            "interviewer_id", "weekday", "starts", name="uq_opening_interviewer_id_weekday_starts"
        ),
    )
    op.create_table(
        "special_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interviewer_id", sa.Integer(), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["interviewer_id"],
            ["interviewer.id"],
            name="fk_special_period_interviewer_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_special_period"),
    )
    op.create_table(
        "occupancy",
        sa.Column("interviewer_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tick", sa.DateTime(timezone=True), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name="fk_occupancy_interview_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["interviewer_id"], ["interviewer.id"], name="fk_occupancy_interviewer_id"
        ),
        sa.PrimaryKeyConstraint("interviewer_id", "tick", name="pk_occupancy"),
    )
    op.create_index("ix_occupancy_interview_id", "occupancy", ["interview_id"])

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("change", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("message_id", sa.String(length=320), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name="fk_outbox_interview_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("message_id", name="uq_outbox_message_id"),
    )
    op.create_index(
        "ix_outbox_due_at",
        "outbox",
        ["due_at"],
        sqlite_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
    )
    op.create_index("ix_outbox_interview_id_recipient", "outbox", ["interview_id", "recipient"])
    _receive_on_weekdays()


def _receive_on_weekdays() -> None:
    """A new school receives from Monday to Friday, 9:00 to 18:00, until it says otherwise."""
    rules = {"slot_minutes": 30, "pause_minutes": 0, "notice_minutes": 120, "horizon_days": 60}
    op.bulk_insert(sa.table("booking_rules", *map(sa.column, rules)), [rules])
    op.execute(sa.text("INSERT INTO interviewer (active) VALUES (true)"))
    openings = sa.table(
        "opening",
        sa.column("interviewer_id"),
        sa.column("weekday"),
        sa.column("starts", sa.Time),
        sa.column("ends", sa.Time),
    )
    op.bulk_insert(
        openings,
        [
            {"interviewer_id": 1, "weekday": day, "starts": time(9), "ends": time(18)}
            for day in range(5)
        ],
    )


def downgrade() -> None:
    for table in (
        "outbox",
        "occupancy",
        "special_period",
        "opening",
        "interview",
        "chat_message",
        "staff",
        "interviewer",
        "conversation",
        "booking_rules",
    ):
        op.drop_table(table)
