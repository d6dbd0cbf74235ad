"""A tracker store whose cost does not grow with the conversation.

It reads and writes the table of Rasa's own SQL store: each understands what the other wrote. What
this process wrote last it remembers, with the id of the last event: one query tells whether another
process has gone on since, and brings only what is new. A turn's events are written in one
insert, over a pooled connection.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Optional, Text, Tuple

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT_NAME_KEY
from sqlalchemy.pool import QueuePool

from nlu.conversation_window import shorten

_EVENTS = SQLTrackerStore.SQLEvent.__table__
_BY_CONVERSATION = "ix_events_sender_id_id"
_CONNECTIONS = 8
_BUSY_SECONDS = 10.0
_SCHEMA_LOCK = 5_262_019  # of PostgreSQL: any number that nobody else uses
_REMEMBERED = 256
"""Conversations kept in memory: a hundred events or fewer each."""


@dataclass
class _Conversation:
    """A conversation as this process knows it, up to the event of a certain id."""

    events: List[Event]
    last_id: int


class RememberedTracker(DialogueStateTracker):
    """A tracker that knows how many of its events are stored, and up to which id."""

    stored: int = 0
    last_id: Optional[int] = None


class PooledTrackerStore(TrackerStore):
    """Keeps conversations in SQLite or PostgreSQL; right with any number of processes.

    Rasa's lock store is what lets one message of a conversation be handled at a time: use Redis'
    where there are several processes.
    """

    def __init__(
        self,
        domain: Optional[Domain] = None,
        host: Optional[Text] = None,
        event_broker: Optional[EventBroker] = None,
        **kwargs: Any,
    ) -> None:
        """Open the database at `host`, an SQLAlchemy URL, and make its tables where there are none.

        Raises sqlalchemy.exc.OperationalError where the database does not answer.
        """
        if not host:
            raise ValueError("PooledTrackerStore: endpoints.yml gives no url")
        self._engine = _open(host)
        self._reader = self._engine.execution_options(read_only=True)
        self._threads = ThreadPoolExecutor(_CONNECTIONS, thread_name_prefix="trackers")
        self._known: OrderedDict[Text, _Conversation] = OrderedDict()
        super().__init__(domain, event_broker, **kwargs)

    def init_tracker(self, sender_id: Text) -> RememberedTracker:
        """Begin a conversation."""
        return RememberedTracker(sender_id, self.domain.slots)

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """Give the conversation as far as the next turn depends on it, or None."""
        conversation = self._known.pop(sender_id, None)
        since = conversation.last_id if conversation else 0
        rows = await self._run(self._read, sender_id, since)
        if conversation and (not rows or rows[0][0] != since):
            # What is remembered is no longer there: it was erased, and perhaps begun again.
            conversation, rows = None, await self._run(self._read, sender_id, 0)
        if not rows:
            return None
        new = _from_rows(rows[1:] if conversation else rows)
        known = conversation.events if conversation else []
        kept = self._remember(sender_id, [*known, *new], rows[-1][0])
        return self._tracker(sender_id, kept, rows[-1][0])

    async def retrieve_full_tracker(self, conversation_id: Text) -> Optional[DialogueStateTracker]:
        """Give the whole conversation with all its sessions, or None."""
        rows = await self._run(self._read, conversation_id, 0)
        if not rows:
            return None
        return self._tracker(conversation_id, _from_rows(rows), rows[-1][0])

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the events that are new since the tracker was retrieved."""
        if not isinstance(tracker, RememberedTracker):
            await self._save_foreign(tracker)
            return
        events = list(tracker.events)
        new = events[tracker.stored :]
        if not new:
            return
        before, last_id = await self._run(self._write, tracker.sender_id, new)
        if self.event_broker:
            await self._stream_new_events(self.event_broker, new, tracker.sender_id)
        if before == (tracker.last_id or 0):
            tracker.stored, tracker.last_id = len(events), last_id
            self._remember(tracker.sender_id, events, last_id)
        else:  # another process wrote meanwhile: read all of it next time, in its order
            self._known.pop(tracker.sender_id, None)

    async def keys(self) -> Iterable[Text]:
        """Give the ids of all conversations."""
        query = sa.select(_EVENTS.c.sender_id).distinct()
        return [row[0] for row in await self._run(self._rows, query)]

    async def exists(self, conversation_id: Text) -> bool:
        """Tell whether anything of a conversation is kept."""
        query = sa.select(_EVENTS.c.id).where(_EVENTS.c.sender_id == conversation_id).limit(1)
        return bool(await self._run(self._rows, query))

    async def _save_foreign(self, tracker: DialogueStateTracker) -> None:
        """Write what a tracker made elsewhere holds beyond the events that are stored."""
        known = await self.retrieve_full_tracker(tracker.sender_id)
        kept = self._tracker(tracker.sender_id, list(tracker.events), None)
        kept.stored = len(known.events) if known else 0
        kept.last_id = known.last_id if isinstance(known, RememberedTracker) else None
        await self.save(kept)

    def _remember(self, sender_id: Text, events: List[Event], last_id: int) -> List[Event]:
        kept = shorten(sender_id, events, self.domain.slots)
        self._known[sender_id] = _Conversation(kept, last_id)
        self._known.move_to_end(sender_id)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return kept

    def _tracker(
        self, sender_id: Text, events: List[Event], last_id: Optional[int]
    ) -> RememberedTracker:
        tracker = RememberedTracker.from_events(sender_id, events, self.domain.slots)
        tracker.stored, tracker.last_id = len(events), last_id
        return tracker

    async def _run(self, work: Any, *args: Any) -> Any:
        """Wait for the database on a thread, while other visitors are served."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *args)

    def _rows(self, query: Any) -> List[Any]:
        with self._reader.connect() as connection:
            return connection.execute(query).all()

    def _read(self, sender_id: Text, since: int) -> List[Tuple[int, Text]]:
        """Read the events from an id on, that one included."""
        columns = _EVENTS.c
        theirs = sa.and_(columns.sender_id == sender_id, columns.id >= since)
        return self._rows(sa.select(columns.id, columns.data).where(theirs).order_by(columns.id))

    def _write(self, sender_id: Text, events: List[Event]) -> Tuple[int, int]:
        """Write events; returns the ids of the conversation's last event before and after."""
        last = sa.select(sa.func.max(_EVENTS.c.id)).where(_EVENTS.c.sender_id == sender_id)
        with self._engine.begin() as connection:
            before = connection.execute(last).scalar() or 0
            connection.execute(sa.insert(_EVENTS).values([_row(sender_id, e) for e in events]))
            return before, connection.execute(last).scalar_one()


def _row(sender_id: Text, event: Event) -> Dict[Text, Any]:
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get(INTENT_NAME_KEY),
        "action_name": data.get("name"),
        "data": json.dumps(data, ensure_ascii=False),
    }


def _from_rows(rows: Iterable[Tuple[int, Text]]) -> List[Event]:
    return deserialise_events([json.loads(data) for _, data in rows])


def _open(url: Text) -> sa.engine.Engine:
    options: Dict[Text, Any] = {"poolclass": QueuePool, "pool_size": _CONNECTIONS}
    if sa.engine.make_url(url).get_backend_name() == "sqlite":
        options["connect_args"] = {"check_same_thread": False, "timeout": _BUSY_SECONDS}
    else:
        options["pool_pre_ping"] = True  # a database that was started again is no error
    engine = sa.create_engine(url, hide_parameters=True, **options)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # several processes start at once
            connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({_SCHEMA_LOCK})"))
        SQLTrackerStore.Base.metadata.create_all(connection)
        connection.execute(
            sa.text(f"CREATE INDEX IF NOT EXISTS {_BY_CONVERSATION} ON events (sender_id, id)")
        )
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # sqlite3 must not begin transactions of its own
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")  # bookings have a database of their own


def _begin_sqlite(connection: sa.engine.Connection) -> None:
    # Whoever will write says so from the start and waits its turn; a reader never waits.
    if not connection.get_execution_options().get("read_only"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
