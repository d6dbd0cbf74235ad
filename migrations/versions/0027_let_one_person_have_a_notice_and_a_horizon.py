"""Let one person have a notice and a horizon of their own"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.add_column("interviewer_rules", sa.Column("notice_minutes", sa.Integer()))
    op.add_column("interviewer_rules", sa.Column("horizon_days", sa.Integer()))


def downgrade() -> None:
    op.drop_column("interviewer_rules", "horizon_days")
    op.drop_column("interviewer_rules", "notice_minutes")
