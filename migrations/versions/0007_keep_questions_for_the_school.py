"""Keep questions for the school, and owe messages about them"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "school_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("email", sa.String(length=254)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_school_question"),
        sa.UniqueConstraint("key", name="uq_school_question_key"),
    )
    op.create_index("ix_school_question_conversation_id", "school_question", ["conversation_id"])
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("question_id", sa.Integer()))
        outbox.create_foreign_key(
            "fk_outbox_question_id", "school_question", ["question_id"], ["id"], ondelete="CASCADE"
        )
    op.create_index("ix_outbox_question_id", "outbox", ["question_id"])


def downgrade() -> None:
    op.execute("DELETE FROM outbox WHERE question_id IS NOT NULL")
    op.drop_index("ix_outbox_question_id", "outbox")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_constraint("fk_outbox_question_id", type_="foreignkey")
        outbox.drop_column("question_id")
    op.drop_table("school_question")
