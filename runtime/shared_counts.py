"""What each process has counted lately, told to the others through the database.

Several web processes, on one machine or many, hold one visitor to one limit: each counts for itself
at once, and a moment later learns what the others counted. Where the database is away, each goes on
alone, and says so: a limit that fails must not shut anybody out.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Column, Engine, Integer, String, Table, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from booking.schema import UtcDateTime, metadata

logger = logging.getLogger(__name__)

type Counts = Mapping[str, Mapping[str, int]]
"""How often something was taken: by what it is, and a digest of who took it."""

_READ_FOR = timedelta(seconds=20)  # a row that is committed late is still read
_KEPT = timedelta(minutes=1)

spent_allowance = Table(
    "spent_allowance",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("process", String(36), nullable=False),
    Column("spent", JSON, nullable=False),  # Counts
    Column("written_at", UtcDateTime, nullable=False, index=True),
)
_row = spent_allowance.c


class SharedCounts:
    """Tells the other processes what this one counted, and learns what they did."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine.execution_options(brief=True)
        self._reader = engine.execution_options(read_only=True)
        self._now = now
        self._process = str(uuid.uuid4())
        self._read: dict[int, datetime] = {}
        self._since = now()
        self.problem: str | None = None
        """Why each process counts for itself at the moment, if it does."""

    def exchange(self, spent: Counts) -> Sequence[Counts]:
        """Tell what was counted here; returns what others counted since the last time.

        Never raises: without the database, nothing is told and nothing learned.
        """
        try:
            others = self._exchange(spent)
        except SQLAlchemyError as error:
            if self.problem is None:
                logger.warning("limits are not shared: %s", type(error).__name__)
            self.problem = f"each process counts for itself ({type(error).__name__})"
            return []
        if self.problem is not None:
            logger.info("limits are shared again")
        self.problem = None
        return others

    def _exchange(self, spent: Counts) -> Sequence[Counts]:
        now = self._now()
        if spent:
            row = {"process": self._process, "spent": spent, "written_at": now}
            with self._engine.begin() as connection:
                connection.execute(insert(spent_allowance).values(row))
                connection.execute(delete(spent_allowance).where(_row.written_at < now - _KEPT))
        lately = max(now - _READ_FOR, self._since)
        query = select(_row.id, _row.spent, _row.written_at).where(
            _row.written_at >= lately, _row.process != self._process
        )
        with self._reader.connect() as connection:
            rows: Sequence[Any] = connection.execute(query.order_by(_row.id)).all()
        unread = [row for row in rows if row.id not in self._read]
        self._read |= {row.id: row.written_at for row in unread}
        self._read = {number: at for number, at in self._read.items() if at >= lately}
        return [row.spent for row in unread]
