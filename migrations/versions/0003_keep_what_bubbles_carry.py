"""Keep what bubbles carry, and which job a conversation is about"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("chat_message", sa.Column("data", sa.JSON(), nullable=True))
    op.add_column(
        "conversation",
        # Until now there was one job.
        sa.Column(
            "job", sa.String(length=120), nullable=False, server_default="responsable-ecommerce"
        ),
    )


def downgrade() -> None:
    op.drop_column("conversation", "job")
    op.drop_column("chat_message", "data")
