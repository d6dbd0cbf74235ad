"""Facts that a job's files do not have: they are added to its wording, each by texts of its own.

An added fact answers a part of something that the page left open before: whoever asks that is told
that the page does not say everything of it, and then the fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.model import Fact, Job, Silence

ADDED = "added/"
"""How the names of texts begin that say where an added fact belongs."""


@dataclass(frozen=True)
class NewFact:
    """A fact to add to a topic; `answers` names what was left open, as « school_price ».

    `opening` is what is said first where the job's files say nothing of that: « La page ne dit pas
    tout du prix des études. Voici ce qu’on y lit : ».
    """

    id: str
    topic: str
    answers: str
    quote: str
    says: str
    opening: str


def texts_of(job: Job, fact: NewFact) -> dict[str, str]:
    """Give the texts that add a fact to a job."""
    known = job.silences.get(fact.answers)
    opening = {} if known else {f"silence/{fact.answers}/says": fact.opening}
    return {
        f"{ADDED}{fact.id}/topic": known.topic if known else fact.topic,
        f"{ADDED}{fact.id}/answers": fact.answers,
        f"fact/{fact.id}/quote": fact.quote,
        f"fact/{fact.id}/says": fact.says,
        **opening,
    }


def with_added(job: Job, texts: Mapping[str, str]) -> Job:
    """Add the facts of some texts, those that are whole and that the job has not."""
    for name in sorted(texts):
        if name.startswith(ADDED) and name.endswith("/topic"):
            job = _with(job, name.split("/")[1], texts)
    return job


def _with(job: Job, name: str, texts: Mapping[str, str]) -> Job:
    topic, point = texts[f"{ADDED}{name}/topic"], texts.get(f"{ADDED}{name}/answers", "")
    quote, says = (texts.get(f"fact/{name}/{field}", "") for field in ("quote", "says"))
    opening = texts.get(f"silence/{point}/says", "")
    silence = job.silences.get(point) or (opening and Silence(topic=topic, says=opening))
    if name in job.facts or topic not in job.topics or not (quote and says and silence):
        return job
    told = job.topics[topic]
    return job.model_copy(
        update={
            "facts": {**job.facts, name: Fact(id=name, quote=quote, says=says)},
            "topics": {
                **job.topics,
                topic: told.model_copy(update={"facts_told": (*told.facts_told, name)}),
            },
            "silences": {
                **job.silences,
                point: silence.model_copy(update={"tells": (*silence.tells, name)}),
            },
        }
    )
