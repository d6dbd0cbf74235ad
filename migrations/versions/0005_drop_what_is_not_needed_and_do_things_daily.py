"""Drop messages that are not needed any more, and do some things once a day"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_WAITED = sa.text("sent_at IS NULL AND failed_at IS NULL")
_WAITS = sa.text("sent_at IS NULL AND failed_at IS NULL AND dropped_at IS NULL")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("dropped_at", sa.DateTime(timezone=True)))
    _index_what_waits(_WAITS)
    op.create_index("ix_outbox_recipient_sent_at", "outbox", ["recipient", "sent_at"])
    op.create_table(
        "daily_task",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_daily_task"),
    )


def downgrade() -> None:
    op.drop_table("daily_task")
    op.drop_index("ix_outbox_recipient_sent_at", "outbox")
    op.execute("DELETE FROM outbox WHERE dropped_at IS NOT NULL")
    _index_what_waits(_WAITED)
    op.drop_column("outbox", "dropped_at")


def _index_what_waits(condition: sa.TextClause) -> None:
    op.drop_index("ix_outbox_due_at", "outbox")
    op.create_index(
        "ix_outbox_due_at",
        "outbox",
        ["due_at"],
        sqlite_where=condition,
        postgresql_where=condition,
    )
