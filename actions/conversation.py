"""What actions read from the tracker."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import chain
from typing import Any, NamedTuple

from rasa_sdk import Tracker

from actions.intents import (
    ASIDES,
    ASK_SCHOOL,
    INTERVIEW_WISHES,
    JOB_TOPICS,
    NOT_ON_PAGE,
    QUESTIONS,
)
from french.corrections import changes_mind

REQUESTED_SLOT = "requested_slot"
_SURE_YES = 0.7  # a place is taken on the strength of it, and a consent kept
_SURE_QUESTION = 0.8  # a time in it is no wish
_OFFERS = re.compile(r"utter_(?:no_)?free_slots?(?:_wanted|$)")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…;])\s+")
_SURE = 0.5  # of a question: below, what a form asked for is the likelier meaning


class Ask(NamedTuple):
    """One thing that a message asks: its intent, its points, the surest first, and its words."""

    intent: str
    points: tuple[str, ...]
    text: str = ""


def asks(tracker: Tracker) -> list[Ask]:
    """Everything that the visitor's last message asks, in its order; one for a pressed button."""
    understood = tracker.latest_message.get("asks", []) if text(tracker) else []
    if len(understood) > 1:
        return [Ask(one["intent"], tuple(one["points"]), one["text"]) for one in understood]
    return [Ask(intent(tracker), tuple(understood[0]["points"]) if understood else ())]


def text(tracker: Tracker) -> str:
    """The visitor's last words; nothing where a button was pressed."""
    said = tracker.latest_message.get("text") or ""
    return "" if said.startswith("/") else said


def beside_questions(tracker: Tracker) -> str:
    """The visitor's last words without what surely asks about the job or its school.

    Of « Maëlle Cadiou. Au fait, y a cours le samedi ? », the name. What changes one's mind stays.
    """
    said = text(tracker)
    understood = tracker.latest_message.get("asks", []) if said else []
    asking = [ask["text"] for ask in understood if _asks_of_job(ask)]
    if len(asking) < len(understood):
        for sentence in chain.from_iterable(map(_asking_sentences, asking)):
            said = said.replace(sentence, " ")
    return said


def _asking_sentences(part: str) -> list[str]:
    """List the sentences of a part that asks which ask; the one sentence, however it ends."""
    sentences = _SENTENCE_ENDS.split(part)
    asking = [each for each in sentences if each.endswith("?")] if len(sentences) > 1 else sentences
    return [each for each in asking if not changes_mind(each)]


def _asks_of_job(ask: dict[str, Any]) -> bool:
    return ask["intent"] in {*JOB_TOPICS, NOT_ON_PAGE} and ask["confidence"] >= _SURE_QUESTION


def intent(tracker: Tracker) -> str:
    """The intent of the visitor's last message."""
    return tracker.latest_message.get("intent", {}).get("name") or ""


def confidence(tracker: Tracker) -> float:
    """How sure Rasa is of the intent of the visitor's last message, from 0 to 1."""
    return float(tracker.latest_message.get("intent", {}).get("confidence") or 0.0)


def decision(tracker: Tracker) -> bool | None:
    """Tell whether the last message says yes or no; None where it does neither surely.

    It may ask something besides: « oui, et ça dure combien de temps ? ».
    """
    understood = tracker.latest_message.get("asks", []) if text(tracker) else []
    said = {ask["intent"]: ask["confidence"] for ask in understood}
    said = said or {intent(tracker): confidence(tracker)}
    says_no = "deny" in said
    if said.get("affirm", 0) >= _SURE_YES:
        return None if says_no else True  # « oui … mais non » wants to be asked again
    return False if says_no else None


def entity(tracker: Tracker, name: str) -> str | None:
    """The value that a pressed button carries, if any."""
    return next(tracker.get_latest_entity_values(name), None)


def source(tracker: Tracker) -> str | None:
    """A digest of the network that the last message came from, where the web tells it."""
    said = [event for event in tracker.events if event.get("event") == "user"]
    metadata: dict[str, Any] = (said[-1].get("metadata") if said else None) or {}
    return metadata.get("source")


def active_form(tracker: Tracker) -> str | None:
    """Name the form that is under way."""
    return (tracker.active_loop or {}).get("name")


def was_active(tracker: Tracker, form: str) -> bool:
    """Tell whether a form was under way before the last message, rather than begun by it."""
    events = list(tracker.events)
    while events and events[-1].get("event") != "user":
        events.pop()
    loops = (event.get("name") for event in reversed(events) if event["event"] == "active_loop")
    return next(loops, None) == form


def asked_by(tracker: Tracker, form: str) -> str | None:
    """Name the slot that a form asked for; None where the form is not under way."""
    return tracker.get_slot(REQUESTED_SLOT) if active_form(tracker) == form else None


def is_offered_times(tracker: Tracker) -> bool:
    """Tell whether the last thing said were free slots to choose from, outside a form."""
    offered = any(map(_OFFERS.match, said_last(tracker)))
    return offered and active_form(tracker) is None


def times_asked(tracker: Tracker, slot: str, since: Collection[str] = ()) -> int:
    """Count how often the form that is under way asked for a slot before the last message.

    With `since`, only after any of these slots was set.
    """
    count, answered = 0, False
    for event in reversed(_of_form(tracker)):
        answered = answered or event.get("event") == "user"
        if event.get("event") != "slot":
            continue
        if event.get("name") in since:
            break
        # After the last message, Rasa names the slot once more, though nothing was asked.
        is_request = event.get("name") == REQUESTED_SLOT and event.get("value") == slot
        count += answered and is_request
    return count


def is_taken_back(tracker: Tracker, slot: str) -> bool:
    """Tell whether a slot had a value until the last message."""
    values: list[list[Any]] = [[None]]
    for event in tracker.events:
        if event.get("event") == "user":
            values.append([values[-1][-1]])
        elif event.get("event") == "slot" and event.get("name") == slot:
            values[-1].append(event.get("value"))
    before, *since = values[-1]
    return before is not None and since[-1:] == [None]


def answers_to(tracker: Tracker, slot: str) -> list[dict[str, Any]]:
    """List the visitor's messages that followed the form's question for a slot, oldest first.

    Each is an event of Rasa's tracker; the last message is among them.
    """
    asked, answers = None, []
    for event in _of_form(tracker):
        if event.get("event") == "slot" and event.get("name") == REQUESTED_SLOT:
            asked = event.get("value")
        elif event.get("event") == "user" and asked == slot:
            answers.append(event)
    return answers


def _of_form(tracker: Tracker) -> list[dict[str, Any]]:
    """List what has happened since the form that is under way began."""
    events = list(tracker.events)
    begun = (
        place
        for place in range(len(events) - 1, -1, -1)
        if events[place].get("event") == "active_loop" and events[place].get("name")
    )
    return events[next(begun, 0) :]


def is_question(tracker: Tracker) -> bool:
    """Tell whether the last message asks something, rather than answering what a form asks."""
    return intent(tracker) in ASIDES and confidence(tracker) >= _SURE


def is_wish(tracker: Tracker) -> bool:
    """Tell whether the last message wants something of an interview, rather than answering."""
    return intent(tracker) in INTERVIEW_WISHES and confidence(tracker) >= _SURE


def quoted(typed: str) -> str:
    """Give what a visitor typed, to be shown back: its marks make no bold text and no link."""
    return typed.replace("**", "*").replace("](", "] (")


def likely_intents(tracker: Tracker) -> list[str]:
    """The intents that come to mind for the last message, the likeliest first."""
    ranking = tracker.latest_message.get("intent_ranking") or []
    return [guess["name"] for guess in ranking]


def said_before(tracker: Tracker, *intents: str) -> bool:
    """Tell whether the message before the last one had one of some intents."""
    said = [
        event["parse_data"]["intent"]["name"]
        for event in tracker.events
        if event.get("event") == "user"
    ]
    return len(said) > 1 and said[-2] in intents


def typed(tracker: Tracker) -> list[str]:
    """List all that the visitor has typed, oldest first; pressed buttons are left out."""
    said = (event.get("text") or "/" for event in tracker.events if event.get("event") == "user")
    return [text for text in said if not text.startswith("/")]


def said_since(tracker: Tracker) -> set[str]:
    """Name the responses that were uttered since the visitor's last message."""
    return _said_in_turn(tracker, 0)


def said_last(tracker: Tracker) -> set[str]:
    """Name the responses that the visitor's last message answers."""
    return _said_in_turn(tracker, 1)


def _said_in_turn(tracker: Tracker, ago: int) -> set[str]:
    named: set[str] = set()
    for event in reversed(list(tracker.events)):
        if event.get("event") == "user":
            ago -= 1
            if ago < 0:
                break
        elif event.get("event") == "bot" and ago == 0:
            named.add((event.get("metadata") or {}).get("utter_action") or "")
    return named


def questions_asked(tracker: Tracker, most: int = 20) -> tuple[str, ...]:
    """The visitor's own questions so far, oldest first, the `most` recent ones.

    Only what was typed counts: a pressed button says nothing that the interviewer does not know.
    """
    asked = (
        event["text"].strip()
        for event in tracker.events
        if event.get("event") == "user"
        and _asks_something(event["parse_data"])
        and not (event.get("text") or "/").startswith("/")
    )
    return tuple(dict.fromkeys(asked))[-most:]


def _asks_something(understood: dict[str, Any]) -> bool:
    """Tell a question, or the wish that the school be asked one that is said with it."""
    meant = understood["intent"]["name"]
    return meant in QUESTIONS or (meant == ASK_SCHOOL and len(understood.get("asks", ())) > 1)
