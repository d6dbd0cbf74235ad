"""Count what visitors say of the answers: whether they helped"""

import sqlalchemy as sa
from alembic import op

revision = "0014a"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("turn", sa.Column("helped", sa.Boolean()))


def downgrade() -> None:
    op.drop_column("turn", "helped")
