"""Which challenges were answered, and for whom: each answer counts once, in whatever process."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Delete, Engine, String, Table, delete, insert, select
from sqlalchemy.exc import IntegrityError

from booking.schema import UtcDateTime, metadata

spent_work = Table(
    "spent_work",
    metadata,
    Column("challenge", String(64), primary_key=True),
    Column("bearer", String(64), nullable=False, index=True),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)
_row = spent_work.c


class SpentWork:
    """Keeps what was answered until it could not be answered any more, or is worth nothing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)

    def spend(self, challenge: str, bearer: str, until: datetime, now: datetime) -> bool:
        """Note an answer, at the first time; False where it was given before."""
        row = {"challenge": challenge, "bearer": bearer, "expires_at": until}
        try:
            with self._engine.begin() as connection:
                connection.execute(_over(now))
                connection.execute(insert(spent_work).values(row))
        except IntegrityError:
            return False
        return True

    def forget(self, now: datetime) -> None:
        """Erase what is worth nothing any more."""
        with self._engine.begin() as connection:
            connection.execute(_over(now))

    def has_worked(self, bearer: str, now: datetime) -> bool:
        """Tell whether a bearer's work still counts."""
        query = select(_row.challenge).where(_row.bearer == bearer, _row.expires_at >= now)
        with self._reader.connect() as connection:
            return connection.execute(query.limit(1)).first() is not None


def _over(now: datetime) -> Delete:
    return delete(spent_work).where(_row.expires_at < now)
