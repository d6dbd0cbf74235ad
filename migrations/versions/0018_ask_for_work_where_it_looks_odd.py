"""Keep which challenges were answered, so that each answer counts once"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "spent_work",
        sa.Column("challenge", sa.String(length=64), nullable=False),
        sa.Column("bearer", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("challenge", name="pk_spent_work"),
    )
    op.create_index("ix_spent_work_bearer", "spent_work", ["bearer"])
    op.create_index("ix_spent_work_expires_at", "spent_work", ["expires_at"])


def downgrade() -> None:
    op.drop_table("spent_work")
