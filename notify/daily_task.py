"""Tasks that are done once a day, by one of any number of processes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from french.paris import PARIS
from notify import schema

_task = schema.daily_task.c


@dataclass(frozen=True)
class DailyTask:
    """A daily task, due from a time in Paris until the day is over.

    A task that was never done is due on the next day for the first time.
    """

    name: str
    at: time

    def is_due(self, connection: Connection, now: datetime) -> bool:
        """Say, without locking anything, whether `take` is worth a try."""
        done_at = connection.execute(
            select(_task.done_at).where(_task.name == self.name)
        ).scalar_one_or_none()
        return done_at is None or self._is_due(done_at, now)

    def take(self, connection: Connection, now: datetime) -> datetime | None:
        """Take today's turn; returns when the last one was, or None if the task is not due.

        Only one process gets it: what the same transaction writes is written once.
        """
        done_at: datetime | None = connection.execute(
            select(_task.done_at).where(_task.name == self.name).with_for_update()
        ).scalar_one_or_none()
        if done_at is None:
            self._begin(connection, now)
            return None
        if not self._is_due(done_at, now):
            return None
        connection.execute(
            update(schema.daily_task).where(_task.name == self.name).values(done_at=now)
        )
        return done_at

    def _is_due(self, done_at: datetime, now: datetime) -> bool:
        moment = datetime.combine(now.astimezone(PARIS).date(), self.at, PARIS)
        return done_at < moment <= now

    def _begin(self, connection: Connection, now: datetime) -> None:
        try:
            with connection.begin_nested():
                connection.execute(insert(schema.daily_task).values(name=self.name, done_at=now))
        except IntegrityError:
            return  # another process began at the same instant
