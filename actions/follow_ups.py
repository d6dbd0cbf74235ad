"""Going on from what was told: « et en plus simple ? », « c'est tout ? », « d'où vient cela ? »."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from actions.intents import JOB_TOPICS, NOT_ON_PAGE
from knowledge import Job, Topic, facts_asked

_ASKED_BY = {topic: intent for intent, topic in JOB_TOPICS.items()}


@dataclass(frozen=True)
class Told:
    """What was told last: a topic, or some of its points."""

    topic: str
    points: tuple[str, ...] = ()
    in_full: int = 0
    """How many of the topic's facts were told one by one, after the topic as a whole."""

    @classmethod
    def from_slot(cls, slot: Mapping[str, Any] | None) -> Told | None:
        """Read it from the slot `told`; None where nothing was told yet."""
        if not slot or "topic" not in slot:
            return None
        return cls(slot["topic"], tuple(slot["points"]), slot.get("in_full", 0))

    def to_slot(self) -> dict[str, Any]:
        """Write it for the slot; `said` is what the model of understanding knows it by."""
        asked_by = _ASKED_BY.get(self.topic, NOT_ON_PAGE)
        said = f"told:{asked_by.removeprefix('ask_')}"
        points = list(self.points)
        return {"said": said, "topic": self.topic, "points": points, "in_full": self.in_full}

    @staticmethod
    def offer(told: Told | None) -> dict[str, Any]:
        """Write for the slot that an interview was offered, for want of an answer."""
        return {**(told.to_slot() if told else {}), "said": "offer"}


@dataclass(frozen=True)
class Said:
    """What goes on from it: a text of the page, or a response with the page's own words."""

    answer: str = ""
    response: str = ""
    quote: str = ""


_AT_ONCE = 4  # facts, told one by one


def _more(topic: Topic, told: Told) -> Told | Said:
    """Tell the whole topic after a point of it, then its facts one by one, until all are told."""
    if told.points and not told.in_full:
        return Told(told.topic)
    left = () if topic.is_told_whole else topic.facts_told[told.in_full :]
    following = tuple(left[:_AT_ONCE])
    if not following:
        return Said(response="utter_all_told")
    return Told(told.topic, following, told.in_full + len(following))


def follow_up(job: Job, intent: str, told: Told) -> Told | Said:
    """Say how an intent goes on from what was told: with other points, or other words."""
    topic = job.topics[told.topic]
    if intent == "ask_repeat":
        return told
    if intent == "ask_simpler":
        return Said(answer=topic.in_short)
    if intent == "ask_more":
        return _more(topic, told)
    own = [fact for fact in told.points if fact in job.facts]
    facts = own or facts_asked(job, told.topic, told.points) or topic.facts_told[:1]
    fact = job.facts[facts[0]]
    if not fact.quote:  # the page is changing
        return Said(answer=fact.says)
    reasons = () if topic.is_told_whole else _reasons(job, facts)
    if intent == "ask_why" and reasons:
        return Told(told.topic, reasons)
    response = "utter_why_unsaid" if intent == "ask_why" else "utter_source"
    return Said(response=response, quote=fact.quote)


def _reasons(job: Job, facts: Iterable[str]) -> tuple[str, ...]:
    """List the facts that tell why others are so, but for those that the page may have lost."""
    named = dict.fromkeys(reason for fact in facts for reason in job.facts[fact].because)
    return tuple(reason for reason in named if job.facts[reason].quote)
