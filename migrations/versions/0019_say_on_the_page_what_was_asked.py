"""Have the page say what visitors asked, and know since when a phrase is asked"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0017"


def _moment(name, nullable=True):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.add_column("phrase", sa.Column("first_on", sa.Date()))
    op.create_table(
        "page_addition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job", sa.String(length=120), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("point", sa.String(length=120), nullable=False),
        sa.Column("phrases", sa.JSON(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("asked_since", sa.Date(), nullable=False),
        sa.Column("webmaster", sa.String(length=254)),
        _moment("proposed_at", nullable=False),
        sa.Column("proposed_by", sa.String(length=120), nullable=False),
        sa.Column("found", sa.Text()),
        _moment("found_at"),
        _moment("published_at"),
        _moment("left_at"),
        sa.Column("told", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_page_addition"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_page_addition_published_at", "page_addition", ["published_at"])


def downgrade() -> None:
    op.drop_table("page_addition")
    op.drop_column("phrase", "first_on")
