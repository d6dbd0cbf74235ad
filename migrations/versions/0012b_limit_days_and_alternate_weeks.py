"""Limit days, alternate weeks, and keep a notice for changes"""

import sqlalchemy as sa
from alembic import op

revision = "0012b"
down_revision = "0012a"


def upgrade() -> None:
    op.add_column("booking_rules", sa.Column("per_day", sa.Integer()))
    op.add_column("booking_rules", sa.Column("change_notice_minutes", sa.Integer()))
    op.create_table(
        "interviewer_rules",
        sa.Column("interviewer_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("per_day", sa.Integer()),
        sa.Column("pause_minutes", sa.Integer()),
        sa.Column("change_notice_minutes", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["interviewer_id"],
            ["interviewer.id"],
            name="fk_interviewer_rules_interviewer_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("interviewer_id", name="pk_interviewer_rules"),
    )
    op.create_table(
        "alternate_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interviewer_id", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interviewer_id"],
            ["interviewer.id"],
            name="fk_alternate_opening_interviewer_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_alternate_opening"),
        sa.UniqueConstraint(
            "interviewer_id",
            "weeks",
            "weekday",
            "starts",
            name="uq_alternate_opening_interviewer_id_weeks_weekday_starts",
        ),
    )


def downgrade() -> None:
    op.drop_table("alternate_opening")
    op.drop_table("interviewer_rules")
    op.drop_column("booking_rules", "change_notice_minutes")
    op.drop_column("booking_rules", "per_day")
