"""A tracker store whose cost does not grow with the conversation.

It reads and writes the table of Rasa's own SQL store: each understands what the other wrote. What
this process wrote last it remembers, with the id of the last event: one query tells whether another
process has gone on since, and brings only what is new. How the table is asked: event_table.py.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.serving.conversation_window import shorten
from nlu.serving.event_table import EventTable

_REMEMBERED = 256
"""Conversations kept in memory: a hundred events or fewer each."""


@dataclass
class _Conversation:
    """A conversation as this process knows it, up to the event of a certain id."""

    events: list[Event]
    last_id: int


class RememberedTracker(DialogueStateTracker):
    """A tracker that knows how many of its events are stored, and up to which id."""

    stored: int = 0
    last_id: int | None = None


class PooledTrackerStore(TrackerStore):
    """Keeps conversations in SQLite or PostgreSQL; right with any number of processes.

    Rasa's lock store is what lets one message of a conversation be handled at a time: use Redis'
    where there are several processes.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        """Open the database at `host`, an SQLAlchemy URL, and make its tables where there are none.

        Raises sqlalchemy.exc.OperationalError where the database does not answer.
        """
        if not host:
            raise ValueError("PooledTrackerStore: endpoints.yml gives no url")
        self._table = EventTable(host)
        self._known: OrderedDict[str, _Conversation] = OrderedDict()
        super().__init__(domain, event_broker, **kwargs)

    def init_tracker(self, sender_id: str) -> RememberedTracker:
        """Begin a conversation."""
        return RememberedTracker(sender_id, self.domain.slots)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Give the conversation as far as the next turn depends on it, or None."""
        conversation = self._known.pop(sender_id, None)
        since = conversation.last_id if conversation else 0
        rows = await self._table.since(sender_id, since)
        if conversation and (not rows or rows[0][0] != since):
            # What is remembered is no longer there: it was erased, and perhaps begun again.
            conversation, rows = None, await self._table.since(sender_id, 0)
        if not rows:
            return None
        new = _from_rows(rows[1:] if conversation else rows)
        known = conversation.events if conversation else []
        kept = self._remember(sender_id, [*known, *new], rows[-1][0])
        return self._tracker(sender_id, kept, rows[-1][0])

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Give the whole conversation with all its sessions, or None."""
        rows = await self._table.since(conversation_id, 0)
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
        before, last_id = await self._table.append(tracker.sender_id, new)
        if self.event_broker:
            await self._stream_new_events(self.event_broker, new, tracker.sender_id)
        if before == (tracker.last_id or 0):
            tracker.stored, tracker.last_id = len(events), last_id
            self._remember(tracker.sender_id, events, last_id)
        else:  # another process wrote meanwhile: read all of it next time, in its order
            self._known.pop(tracker.sender_id, None)

    async def keys(self) -> Iterable[str]:
        """Give the ids of all conversations."""
        return await self._table.senders()

    async def exists(self, conversation_id: str) -> bool:
        """Tell whether anything of a conversation is kept."""
        return await self._table.knows(conversation_id)

    async def _save_foreign(self, tracker: DialogueStateTracker) -> None:
        """Write what a tracker made elsewhere holds beyond the events that are stored."""
        known = await self.retrieve_full_tracker(tracker.sender_id)
        kept = self._tracker(tracker.sender_id, list(tracker.events), None)
        kept.stored = len(known.events) if known else 0
        kept.last_id = known.last_id if isinstance(known, RememberedTracker) else None
        await self.save(kept)

    def _remember(self, sender_id: str, events: list[Event], last_id: int) -> list[Event]:
        kept = shorten(sender_id, events, self.domain.slots)
        self._known[sender_id] = _Conversation(kept, last_id)
        self._known.move_to_end(sender_id)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return kept

    def _tracker(
        self, sender_id: str, events: list[Event], last_id: int | None
    ) -> RememberedTracker:
        tracker: RememberedTracker = RememberedTracker.from_events(
            sender_id, events, self.domain.slots
        )
        tracker.stored, tracker.last_id = len(events), last_id
        return tracker


def _from_rows(rows: Iterable[tuple[int, str]]) -> list[Event]:
    return list(deserialise_events([json.loads(data) for _, data in rows]))
