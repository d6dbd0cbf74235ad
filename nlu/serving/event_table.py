"""The table of Rasa's own SQL store, read and written without work that changes nothing.

SQLite is asked on the event loop: it mostly answers in a fifth of a millisecond (once in some
thousand turns it also moves its log into the file), and a thread that holds the file's write lock
would keep it while it waits for Python's, which makes every other process wait too. Where somebody
else holds the file for longer than a moment, threads wait for it, until the last of them is served.
PostgreSQL always has threads: it answers over a network.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import Event
from rasa.shared.nlu.constants import INTENT_NAME_KEY
from sqlalchemy.pool import QueuePool

_Answer = TypeVar("_Answer")

_EVENTS = SQLTrackerStore.SQLEvent.__table__
_BY_CONVERSATION = "ix_events_sender_id_id"
_CONNECTIONS = 8
_MOMENT_SECONDS = 0.02
_BUSY_SECONDS = 10.0
_CONNECT_SECONDS = 5
_SCHEMA_LOCK = 5_262_019  # of PostgreSQL: any number that nobody else uses

_THEIRS = _EVENTS.c.sender_id == sa.bindparam("sender")
_SINCE = (
    sa.select(_EVENTS.c.id, _EVENTS.c.data)
    .where(_THEIRS, _EVENTS.c.id >= sa.bindparam("since"))
    .order_by(_EVENTS.c.id)
)
_LAST_ID = sa.select(sa.func.max(_EVENTS.c.id)).where(_THEIRS)
_ANY = sa.select(_EVENTS.c.id).where(_THEIRS).limit(1)
_SENDERS = sa.select(_EVENTS.c.sender_id).distinct()
_NEW = sa.insert(_EVENTS)


class EventTable:
    """Every event of every conversation, in SQLite or PostgreSQL.

    Raises sqlalchemy.exc.OperationalError where the database does not answer.
    """

    def __init__(self, url: str) -> None:
        """Open the database at an SQLAlchemy URL, and make its tables where there are none."""
        self._on_threads = _open(url, _BUSY_SECONDS, _CONNECTIONS)
        self._threads = ThreadPoolExecutor(_CONNECTIONS, thread_name_prefix="trackers")
        is_file = self._on_threads.dialect.name == "sqlite"
        self._on_the_loop = _open(url, _MOMENT_SECONDS, 1) if is_file else None
        self._waiting = 0  # for an answer on a thread
        _make_tables(self._on_threads)

    async def since(self, sender_id: str, event_id: int) -> list[tuple[int, str]]:
        """Read a conversation's events (id, JSON) from an id on, that one included."""
        return await self._at_once(_rows, _SINCE, {"sender": sender_id, "since": event_id})

    async def append(self, sender_id: str, events: Sequence[Event]) -> tuple[int, int]:
        """Write events; returns the ids of the conversation's last event before and after."""
        rows = [_row(sender_id, event) for event in events]
        if self._waiting:  # each attempt would keep all visitors for a moment
            return await self._on_a_thread(_append, sender_id, rows)
        return await self._at_once(_append, sender_id, rows)

    async def senders(self) -> list[str]:
        """Give the ids of all conversations."""
        return [row[0] for row in await self._on_a_thread(_rows, _SENDERS, {})]

    async def knows(self, sender_id: str) -> bool:
        """Tell whether anything of a conversation is kept."""
        return bool(await self._at_once(_rows, _ANY, {"sender": sender_id}))

    async def _at_once(self, question: Callable[..., _Answer], *about: Any) -> _Answer:
        """Ask on the loop where that is possible; what somebody's lock prevents changes nothing."""
        if self._on_the_loop is not None:
            try:
                return question(self._on_the_loop, *about)
            except sa.exc.OperationalError as error:
                if "locked" not in str(error.orig):  # Python 3.10 has no code for it
                    raise
        return await self._on_a_thread(question, *about)

    async def _on_a_thread(self, question: Callable[..., _Answer], *about: Any) -> _Answer:
        loop = asyncio.get_running_loop()
        self._waiting += 1
        try:
            return await loop.run_in_executor(self._threads, question, self._on_threads, *about)
        finally:
            self._waiting -= 1


def _rows(engine: sa.engine.Engine, query: Any, about: dict[str, Any]) -> list[Any]:
    with engine.connect() as connection:  # begins no transaction: a reader never waits
        return list(connection.execute(query, about).all())


def _append(
    engine: sa.engine.Engine, sender_id: str, rows: list[dict[str, Any]]
) -> tuple[int, int]:
    with engine.begin() as connection:
        before = connection.execute(_LAST_ID, {"sender": sender_id}).scalar() or 0
        connection.execute(_NEW, rows)
        return before, connection.execute(_LAST_ID, {"sender": sender_id}).scalar_one()


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get(INTENT_NAME_KEY),
        "action_name": data.get("name"),
        "data": json.dumps(data, ensure_ascii=False),
    }


def _open(url: str, busy_seconds: float, connections: int) -> sa.engine.Engine:
    options: dict[str, Any] = {
        "poolclass": QueuePool,
        "pool_size": connections,
        "pool_timeout": _BUSY_SECONDS,
    }
    if sa.engine.make_url(url).get_backend_name() == "sqlite":
        options["connect_args"] = {"check_same_thread": False, "timeout": busy_seconds}
    else:
        options["pool_pre_ping"] = True  # a database that was started again is no error
        options["connect_args"] = {"connect_timeout": _CONNECT_SECONDS}
    engine = sa.create_engine(url, hide_parameters=True, **options)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    else:
        sa.event.listen(engine, "connect", _bound_waits)
    return engine


def _make_tables(engine: sa.engine.Engine) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # several processes start at once
            connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({_SCHEMA_LOCK})"))
        SQLTrackerStore.Base.metadata.create_all(connection)
        connection.execute(
            sa.text(f"CREATE INDEX IF NOT EXISTS {_BY_CONVERSATION} ON events (sender_id, id)")
        )


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # sqlite3 must not begin transactions of its own
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")  # bookings have a database of their own


def _bound_waits(connection: Any, _: Any) -> None:
    """Have PostgreSQL's writers wait for a lock as long as SQLite's, and not for ever."""
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {int(_BUSY_SECONDS * 1000)}")
    connection.autocommit = False


def _begin_sqlite(connection: sa.engine.Connection) -> None:
    # Every transaction writes: it says so from the start, and waits its turn.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
