"""Count what is delivered, watch the page, and know when checks last held"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0016"


def _moment(name, nullable=False):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_index(
        "ix_count_by_day_measure_day_topic_number",
        "count_by_day",
        ["measure", "day", "topic", "number"],
    )
    op.add_column("turn", sa.Column("seconds", sa.Float()))
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        _moment("at"),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("is_delivered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
    )
    op.create_index("ix_delivery_at", "delivery", ["at"])
    op.create_table(
        "watch",
        sa.Column("name", sa.String(length=16), nullable=False),
        _moment("tried_at"),
        _moment("held_at", nullable=True),
        sa.Column("problem", sa.Text()),
        sa.PrimaryKeyConstraint("name", name="pk_watch"),
    )
    op.create_table(
        "watched_page",
        sa.Column("job", sa.String(length=120), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("tag", sa.String(length=200)),
        sa.Column("changed", sa.String(length=64)),
        sa.Column("facts", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("job", name="pk_watched_page"),
    )
    op.create_table(
        "changed_fact",
        sa.Column("job", sa.String(length=120), nullable=False),
        sa.Column("fact", sa.String(length=120), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("nearest", sa.Text(), nullable=False),
        _moment("since"),
        _moment("kept_at", nullable=True),
        sa.PrimaryKeyConstraint("job", "fact", name="pk_changed_fact"),
    )


def downgrade() -> None:
    for table in ("changed_fact", "watched_page", "watch", "delivery"):
        op.drop_table(table)
    op.drop_column("turn", "seconds")
    op.drop_index("ix_count_by_day_measure_day_topic_number", "count_by_day")
