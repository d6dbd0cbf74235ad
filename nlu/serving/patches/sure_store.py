"""A tracker store whose failures are failures: of a turn that it could not keep, nobody is told.

Rasa catches them, and goes on with a conversation in its memory that nobody reads again: the next
turn knows nothing of this one, or begins a conversation anew of which nothing could be read.
"""

from __future__ import annotations

from rasa.core.agent import Agent
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain

from nlu.serving.patches.register import replaces


@replaces(
    Agent,
    "_create_tracker_store",
    library="rasa 3.6.21",
    source="8c642304a4252072a9ca4682e407a2b2bb794a3abab1693b00004f72f19ae5df",
    spares="turns that are answered and forgotten while the database is away",
)
def create_tracker_store(self: Agent, store: TrackerStore | None, domain: Domain) -> TrackerStore:
    """Take the store as it is, with nothing to fall back on."""
    if store is None:
        return InMemoryTrackerStore(domain)
    store.domain = domain
    return store
