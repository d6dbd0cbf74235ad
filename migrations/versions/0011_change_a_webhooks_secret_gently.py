"""Change a webhook's secret gently: the one before goes on for a while"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("webhook_endpoint", sa.Column("previous_secret", sa.Text()))
    op.add_column("webhook_endpoint", sa.Column("previous_until", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("webhook_endpoint", "previous_until")
    op.drop_column("webhook_endpoint", "previous_secret")
