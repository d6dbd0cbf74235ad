"""Ask visitors whether the hour suits to which the school moved their interview"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.add_column("interview", sa.Column("answer_asked_at", sa.DateTime(timezone=True)))
    op.add_column("interview", sa.Column("accepted_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("interview", "accepted_at")
    op.drop_column("interview", "answer_asked_at")
