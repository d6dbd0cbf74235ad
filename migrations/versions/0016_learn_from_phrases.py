"""Keep masked phrases, what staff decide of them, and the models that are learnt from that"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014a"


def upgrade() -> None:
    op.create_table(
        "phrase",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("job", sa.String(length=120), nullable=False),
        sa.Column("said", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("intent", sa.String(length=64), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("margin", sa.Float(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(length=16)),
        sa.Column("meant_intent", sa.String(length=64)),
        sa.Column("meant_points", sa.JSON()),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_phrase"),
        sa.UniqueConstraint("digest", name="uq_phrase_digest"),
    )
    op.create_index("ix_phrase_last_on", "phrase", ["last_on"])
    op.create_table(
        "model_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=120)),
        sa.Column("seen_at", sa.DateTime(timezone=True)),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("trial", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name="pk_model_version"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("model_version")
    op.drop_table("phrase")
