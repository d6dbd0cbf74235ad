"""What each visitor is after, and of what temper he is: all of it drawn from his number."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from bench.visitors import moments
from bench.visitors.people import Person, somebody
from bench.visitors.voices import Voice

GOALS: Mapping[str, float] = MappingProxyType(
    {
        "book": 0.25,
        "learn": 0.15,
        "learn_then_book": 0.2,
        "book_for_another": 0.1,
        "move": 0.12,
        "cancel": 0.08,
        "leave": 0.1,
    }
)
"""What visitors are after, and how many of them."""

_MOVES = ("next_day", "next_week", "half_hour_later", "hour_earlier", "said", "said", "said")
_WHO = ("daughter", "son", "nephew", "granddaughter", "pupil")
_ASKED = ("interview_time", "visitor_name", "visitor_email", "visitor_phone", "consent")


@dataclass(frozen=True)
class Temper:
    """How somebody goes about it: with what likelihood he does what makes a conversation hard."""

    name: str
    asks_in_form: float = 0.05
    hesitates: float = 0.03
    says_early: float = 0.1
    says_in_halves: float = 0.05
    corrects_himself: float = 0.05
    changes_his_mind: float = 0.05
    is_indirect: float = 0.6
    slips: float = 0.1
    leaves_accents_out: float = 0.2
    abbreviates: float = 0.1


TEMPERS = (
    Temper("plain", 0, 0, 0, 0, 0, 0, 0.2, 0, 0, 0),
    Temper("curious", asks_in_form=0.45),
    Temper("indirect", is_indirect=1),
    Temper("hasty", says_early=0.9, leaves_accents_out=0.5, abbreviates=0.4),
    Temper("halting", says_in_halves=0.6, hesitates=0.1),
    Temper("careless", corrects_himself=0.5, slips=0.3),
    Temper("hesitant", hesitates=0.4),
    Temper("fickle", changes_his_mind=0.8),
    Temper("clumsy", slips=0.7, leaves_accents_out=0.5),
    Temper("texting", abbreviates=1, leaves_accents_out=0.9),
)


@dataclass(frozen=True)
class Plan:
    """One visitor: everything that does not depend on what the assistant says."""

    number: int
    seed: str
    goal: str
    temper: Temper
    voice: Voice
    person: Person
    gives_phone: bool
    who: str | None
    start: datetime
    other_start: datetime
    refused_start: datetime | None
    """A moment that he asks for first, and at which the school does not receive."""
    chooses: bool
    """Whether he takes one of the times on offer, rather than one of his own."""
    points: tuple[str, ...]
    """What he wants to know before anything else."""
    move: str
    in_new_conversation: bool
    """Whether he comes back later to move or cancel."""
    leaves_at: str
    asides: Mapping[str, str]
    """What he does once instead of answering, by the slot that is asked for."""


def plan(number: int, seed: int, now: datetime, voices: Sequence[Voice]) -> Plan:
    """Make the visitor of a number; `now` is in Paris, when his run begins."""
    chance = random.Random(f"{seed}:{number}")
    goal = chance.choices(list(GOALS), list(GOALS.values()))[0]
    temper = chance.choice(TEMPERS)
    voice = chance.choice(voices)
    is_refused = temper.name != "plain" and chance.random() < 0.08
    start = moments.free_moment(chance, now)
    other = start
    while other == start:
        other = moments.free_moment(chance, now)
    points = chance.sample(sorted(set(voice.points)), chance.randint(1, 3))
    return Plan(
        number=number,
        seed=f"{seed}:{number}:said",
        goal=goal,
        temper=temper,
        voice=voice,
        person=somebody(chance, number),
        gives_phone=chance.random() < 0.55,
        who=chance.choice(_WHO) if goal == "book_for_another" else None,
        start=start,
        other_start=other,
        refused_start=moments.refused_moment(chance, now) if is_refused else None,
        chooses=chance.random() < 0.2,
        points=tuple(points) if goal in ("learn", "learn_then_book") else (),
        move=chance.choice(_MOVES),
        in_new_conversation=chance.random() < 0.4,
        leaves_at=chance.choice(_ASKED),
        asides=_asides(chance, temper),
    )


def _asides(chance: random.Random, temper: Temper) -> dict[str, str]:
    asides = {}
    for slot in (*_ASKED, "recap_confirmed"):
        if chance.random() < temper.asks_in_form:
            asides[slot] = chance.choice(("ask", "ask", "answer_and_ask"))
        elif chance.random() < temper.hesitates:
            asides[slot] = "hesitate"
    return asides
