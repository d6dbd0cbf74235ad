"""Say whose a question is"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "question_assignment",
        sa.Column("question_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["school_question.id"],
            name="fk_question_assignment_question_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name="fk_question_assignment_account_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", name="pk_question_assignment"),
    )
    op.create_index("ix_question_assignment_account_id", "question_assignment", ["account_id"])


def downgrade() -> None:
    op.drop_table("question_assignment")
