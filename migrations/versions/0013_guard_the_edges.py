"""Guard the edges: holds that end, addresses that are confirmed or may not book, shared limits"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012b"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column("interview", sa.Column("confirm_by", moment))
    op.add_column("interview", sa.Column("confirmed_at", moment))
    op.add_column("hold", sa.Column("began_at", moment))
    op.add_column("hold", sa.Column("source", sa.String(64)))
    op.create_index("ix_hold_source", "hold", ["source"])
    op.create_table(
        "blocked_address",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("mailbox", sa.String(254), nullable=False, unique=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("blocked_at", moment, nullable=False),
        sa.Column("blocked_by", sa.String(120)),
    )
    op.create_table(
        "spent_allowance",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("process", sa.String(36), nullable=False),
        sa.Column("spent", sa.JSON(), nullable=False),
        sa.Column("written_at", moment, nullable=False),
    )
    op.create_index("ix_spent_allowance_written_at", "spent_allowance", ["written_at"])


def downgrade() -> None:
    op.drop_table("spent_allowance")
    op.drop_table("blocked_address")
    op.drop_index("ix_hold_source", "hold")
    op.drop_column("hold", "source")
    op.drop_column("hold", "began_at")
    op.drop_column("interview", "confirmed_at")
    op.drop_column("interview", "confirm_by")
