"""Run the migrations on the engine that the caller passes (see runtime.database.migrate)."""

from alembic import context

import conversations.schema  # noqa: F401  adds its tables
import notify.schema  # noqa: F401  adds its tables
import runtime.shared_counts  # noqa: F401  adds its table
import staff.schema  # noqa: F401  adds its tables
from booking.schema import metadata

with context.config.attributes["engine"].connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        version_table="conseiller_version",
    )
    with context.begin_transaction():
        context.run_migrations()
