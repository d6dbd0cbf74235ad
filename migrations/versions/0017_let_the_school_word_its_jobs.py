"""Let the school say otherwise what a job's files say"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "job_text",
        sa.Column("job", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("job", "name", name="pk_job_text"),
    )


def downgrade() -> None:
    op.drop_table("job_text")
