"""What is tried again and again by one of any number of processes, and when it last held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from staff.schema import watch

_watch = watch.c


class Watched(StrEnum):
    """What is watched; the values are in the database."""

    PAGE = "page"
    CANARY = "canary"
    BACKUP = "backup"


@dataclass(frozen=True)
class Watch:
    """How something stands; times are aware and in UTC."""

    tried_at: datetime
    held_at: datetime | None
    """When it last went well."""
    problem: str | None
    """What was wrong the last time, for whoever looks after the server."""


class Watches:
    """Keeps how each thing stands."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)

    def take(self, what: Watched, every: timedelta, now: datetime) -> bool:
        """Tell whether it is this process' turn to try, that being due."""
        with self._reader.connect() as connection:  # so that looking keeps no writer waiting
            tried_at = _tried_at(connection, what)
        if tried_at is not None and tried_at > now - every:
            return False
        try:
            with self._engine.begin() as connection:
                if tried_at is None:
                    connection.execute(insert(watch).values(name=what, tried_at=now))
                    return True
                # Of several, the one that finds what it has read.
                unchanged = (_watch.name == what, _watch.tried_at == tried_at)
                taken = connection.execute(update(watch).where(*unchanged).values(tried_at=now))
                return taken.rowcount == 1
        except IntegrityError:
            return False  # another process began at the same instant

    def note(self, what: Watched, now: datetime, problem: str | None) -> None:
        """Note how a try ended; None: it held."""
        held = {"held_at": now} if problem is None else {}
        change = update(watch).where(_watch.name == what).values(problem=problem, **held)
        with self._engine.begin() as connection:
            connection.execute(change)

    def all(self) -> Mapping[Watched, Watch]:
        """Give what was ever tried."""
        with self._reader.connect() as connection:
            return {
                Watched(row.name): Watch(row.tried_at, row.held_at, row.problem)
                for row in connection.execute(select(watch))
            }


def _tried_at(connection: Connection, what: Watched) -> datetime | None:
    return connection.execute(select(_watch.tried_at).where(_watch.name == what)).scalar()
