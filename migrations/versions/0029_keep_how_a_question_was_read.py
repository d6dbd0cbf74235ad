"""Keep how a question was read"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.add_column("school_question", sa.Column("meaning", sa.Text()))


def downgrade() -> None:
    op.drop_column("school_question", "meaning")
