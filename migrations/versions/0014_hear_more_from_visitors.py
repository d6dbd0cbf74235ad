"""Keep what visitors say besides: their time zone, a note, calls, earlier times"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("conversation", sa.Column("zone", sa.String(length=64)))
    op.add_column("interview", sa.Column("zone", sa.String(length=64)))
    op.add_column("interview", sa.Column("note", sa.Text()))
    op.add_column("school_question", sa.Column("phone", sa.String(length=32)))
    op.add_column("school_question", sa.Column("call_when", sa.String(length=200)))

    op.add_column("interview", sa.Column("coming_at", sa.DateTime(timezone=True)))
    op.create_table(
        "freed_place",
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_by", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("starts_at", "left_by", name="pk_freed_place"),
    )
    op.create_table(
        "earlier_wish",
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interview.id"],
            name="fk_earlier_wish_interview_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("interview_id", name="pk_earlier_wish"),
    )
    op.create_table(
        "earlier_offer",
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interview.id"],
            name="fk_earlier_offer_interview_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("interview_id", "starts_at", name="pk_earlier_offer"),
    )


def downgrade() -> None:
    op.drop_table("earlier_offer")
    op.drop_table("earlier_wish")
    op.drop_table("freed_place")
    op.drop_column("interview", "coming_at")
    op.drop_column("school_question", "call_when")
    op.drop_column("school_question", "phone")
    op.drop_column("interview", "note")
    op.drop_column("interview", "zone")
    op.drop_column("conversation", "zone")
