"""Count turns, and what each day came to"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("conversation", sa.Column("visit", sa.String(length=36)))
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit", sa.String(length=36)),
        sa.Column("job", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("topic", sa.String(length=64)),
        sa.Column("confidence", sa.Float()),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("step", sa.String(length=16)),
        sa.PrimaryKeyConstraint("id", name="pk_turn"),
    )
    op.create_index("ix_turn_at", "turn", ["at"])
    op.create_table(
        "count_by_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("job", sa.String(length=120), nullable=False),
        sa.Column("measure", sa.String(length=32), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float()),
        sa.PrimaryKeyConstraint("day", "job", "measure", "topic", name="pk_count_by_day"),
    )


def downgrade() -> None:
    op.drop_table("count_by_day")
    op.drop_table("turn")
    op.drop_column("conversation", "visit")
