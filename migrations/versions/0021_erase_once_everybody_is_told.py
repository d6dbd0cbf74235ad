"""Erase an interview once everybody is told of its end"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("interview", sa.Column("erase_asked_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("interview", "erase_asked_at")
