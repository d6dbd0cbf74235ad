"""Owe messages about more than interviews"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("interview_id", existing_type=sa.Integer(), nullable=True)
        outbox.alter_column("change", new_column_name="topic", existing_type=sa.String(length=16))


def downgrade() -> None:
    op.execute("DELETE FROM outbox WHERE interview_id IS NULL")
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("topic", new_column_name="change", existing_type=sa.String(length=16))
        outbox.alter_column("interview_id", existing_type=sa.Integer(), nullable=False)
