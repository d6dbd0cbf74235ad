"""Note with a phrase how many its answer did not help"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    unhelped = sa.Column("unhelped", sa.Integer(), nullable=False, server_default="0")
    op.add_column("phrase", unhelped)


def downgrade() -> None:
    op.drop_column("phrase", "unhelped")
