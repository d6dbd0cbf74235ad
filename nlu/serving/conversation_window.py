"""The part of a conversation that the next turn depends on, however long the whole has become.

Rasa replays every event of a conversation several times a turn, and sends all of them to each
custom action. What is decided depends on the last turns, on the slots, on the loop under way and,
in our actions, on what was asked before: that is what is kept here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice, pairwise

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT

TURNS = 6
"""The turns that are always kept whole: more than any rule or story looks back."""

REMEMBERED_MESSAGES = 30
"""What visitors typed before that, kept as words and intent, for the staff who read it later."""


def shorten(sender_id: str, events: list[Event], slots: Iterable[Slot]) -> list[Event]:
    """Leave out what is past, once twice the turns to be kept have gone by.

    Replaying the result gives the same slots and loop as replaying all `events`, and the same last
    turns. It holds events that were never stored: what was set long ago is set again in front.
    """
    current = events[_last_session(events) :]
    begun = [
        index
        for index, (event, following) in enumerate(pairwise(current))
        if isinstance(event, ActionExecuted)
        and event.action_name == ACTION_LISTEN_NAME
        and isinstance(following, UserUttered)
    ]
    if len(begun) < 2 * TURNS:
        return current
    cut = begun[-TURNS]
    past = DialogueStateTracker.from_events(sender_id, current[:cut], slots)
    loop = past.active_loop
    if past.is_paused() or (loop and (loop.rejected or loop.is_interrupted)):
        return current  # a state that no event in front could bring back: cut at a later turn
    opening = _loop_opening(current[:cut], loop.name if loop else None)
    said = [event for event in current[:cut] if _is_typed(event) and not _is_one_of(event, opening)]
    remembered = [_in_short(event) for event in said[-REMEMBERED_MESSAGES:]]
    return [*remembered, *opening, *_slots_set(past, current[cut].timestamp), *current[cut:]]


def _last_session(events: list[Event]) -> int:
    """Find where the last session begins: what came before is another conversation to Rasa."""
    for index in range(len(events) - 1, 0, -1):
        if isinstance(events[index], SessionStarted):
            return index
    return 0


def _loop_opening(past: list[Event], loop: str | None) -> list[Event]:
    """Give the message, the action and the event with which the loop under way has begun."""
    opening: list[Event] = []
    steps: list[Callable[[Event], bool]] = [
        lambda event: isinstance(event, ActiveLoop) and event.name == loop,
        lambda event: isinstance(event, ActionExecuted) and event.action_name == loop,
        lambda event: isinstance(event, UserUttered),
    ]
    earlier = reversed(past) if loop else iter(())
    for is_step in steps:
        opening[:0] = islice(filter(is_step, earlier), 1)
    return opening


def _is_typed(event: Event) -> bool:
    return isinstance(event, UserUttered) and not (event.text or "/").startswith("/")


def _is_one_of(event: Event, events: list[Event]) -> bool:
    return any(event is other for other in events)  # equal ones are said at different times


def _in_short(message: UserUttered) -> UserUttered:
    intent = {key: message.intent.get(key) for key in ("name", "confidence")}
    data = {TEXT: message.text, INTENT: intent, ENTITIES: []}
    return UserUttered(message.text, intent, [], data, timestamp=message.timestamp)


def _slots_set(past: DialogueStateTracker, timestamp: float) -> list[Event]:
    return [
        SlotSet(slot.name, slot.value, timestamp=timestamp)
        for slot in past.slots.values()
        if slot.has_been_set
    ]
