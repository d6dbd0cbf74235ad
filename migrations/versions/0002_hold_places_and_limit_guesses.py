"""Hold places, limit bookings and guesses, know of busy times"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column(
        "booking_rules",
        sa.Column("open_per_email", sa.Integer(), nullable=False, server_default="3"),
    )
    op.add_column("booking_rules", sa.Column("holiday_region", sa.String(length=16)))
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("interviewer_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["interviewer_id"],
            ["interviewer.id"],
            name="fk_hold_interviewer_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_hold"),
        sa.UniqueConstraint("holder", name="uq_hold_holder"),
    )
    op.create_index("ix_hold_expires_at", "hold", ["expires_at"])
    with op.batch_alter_table("occupancy") as occupancy:
        occupancy.alter_column("interview_id", existing_type=sa.Integer(), nullable=True)
        occupancy.add_column(sa.Column("hold_id", sa.Integer()))
        occupancy.create_foreign_key(
            "fk_occupancy_hold_id", "hold", ["hold_id"], ["id"], ondelete="CASCADE"
        )
        occupancy.create_check_constraint(
            "ck_occupancy_one_owner", "(interview_id IS NULL) <> (hold_id IS NULL)"
        )
    op.create_index("ix_occupancy_hold_id", "occupancy", ["hold_id"])
    op.create_table(
        "busy_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interviewer_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["interviewer_id"],
            ["interviewer.id"],
            name="fk_busy_time_interviewer_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_busy_time"),
    )
    op.create_index("ix_busy_time_interviewer_id_source", "busy_time", ["interviewer_id", "source"])
    op.create_index("ix_busy_time_ends_at", "busy_time", ["ends_at"])
    op.create_table(
        "guess",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.String(length=36), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("guessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_guess"),
    )
    op.create_index("ix_guess_attempt", "guess", ["attempt"])
    op.create_index("ix_guess_guessed_at", "guess", ["guessed_at"])
    op.create_index("ix_guess_subject_guessed_at", "guess", ["subject", "guessed_at"])


def downgrade() -> None:
    op.drop_table("guess")
    op.drop_table("busy_time")
    op.execute(sa.text("DELETE FROM occupancy WHERE interview_id IS NULL"))
    op.drop_index("ix_occupancy_hold_id", "occupancy")
    with op.batch_alter_table("occupancy") as occupancy:
        occupancy.drop_constraint("ck_occupancy_one_owner", type_="check")
        occupancy.drop_constraint("fk_occupancy_hold_id", type_="foreignkey")
        occupancy.drop_column("hold_id")
        occupancy.alter_column("interview_id", existing_type=sa.Integer(), nullable=False)
    op.drop_table("hold")
    with op.batch_alter_table("booking_rules") as rules:
        rules.drop_column("holiday_region")
        rules.drop_column("open_per_email")
