"""Say of each page whether it is read"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.add_column("watched_page", sa.Column("read_at", sa.DateTime(timezone=True)))
    op.add_column("watched_page", sa.Column("problem", sa.Text()))


def downgrade() -> None:
    op.drop_column("watched_page", "problem")
    op.drop_column("watched_page", "read_at")
