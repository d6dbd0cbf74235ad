"""Keep what visitors say besides: their time zone, a note for the interview"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("conversation", sa.Column("zone", sa.String(length=64)))
    op.add_column("interview", sa.Column("zone", sa.String(length=64)))
    op.add_column("interview", sa.Column("note", sa.Text()))


def downgrade() -> None:
    op.drop_column("interview", "note")
    op.drop_column("interview", "zone")
    op.drop_column("conversation", "zone")
