"""A tracker that works out once, and not thirty times a turn, which events still count."""

from __future__ import annotations

from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.serving.patches.register import replaces

_applied_events = DialogueStateTracker.applied_events


@replaces(
    DialogueStateTracker,
    "applied_events",
    library="rasa 3.6.21",
    source="7072d7ec964c5685bc869d1252cb856f0589184a22c2f7fd6574aac7e0a08851",
    spares="6 ms a turn",
)
def applied_events(self: DialogueStateTracker) -> list[Event]:
    """Give the events that were not undone, as Rasa does."""
    events = self.events
    state = (id(events), len(events), id(events[-1]) if events else None)
    known = self.__dict__.get("_kept_events")
    if known is None or known[0] != state:
        known = self._kept_events = (state, _applied_events(self))
    return list(known[1])
