"""Have the page say what visitors asked, and keep jobs that are added"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0021"


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
    op.create_table(
        "added_job",
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("of_name", sa.String(length=80), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        _moment("added_at", nullable=False),
        _moment("published_at"),
        sa.PrimaryKeyConstraint("slug", name="pk_added_job"),
    )


def downgrade() -> None:
    op.drop_table("added_job")
    op.drop_table("page_addition")
    op.drop_column("phrase", "first_on")
