"""A job as it may be told while its page is changing: what is in doubt is not stated."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from knowledge.model import Fact, Job, Silence, Topic

_FILE = Path(__file__).parent / "notices.yml"
_MOST_TOLD = 8
"""Facts told one by one in place of a topic's answer; more would fill the screen."""


class Notices(BaseModel):
    """What is said in place of facts that are in doubt."""

    model_config = ConfigDict(frozen=True)

    fact: str
    others: str


@cache
def notices() -> Notices:
    """Read what is said."""
    return Notices.model_validate(YAML(typ="safe", pure=True).load(_FILE.read_text("utf-8")))


def withhold(job: Job, doubtful: Collection[str]) -> Job:
    """Give a job that states none of the facts named, nor anything composed of them."""
    gone = job.facts.keys() & set(doubtful)
    if not gone:
        return job
    is_touched = {name for name, topic in job.topics.items() if gone.intersection(topic.facts_told)}
    facts = {name: _doubted(fact) if name in gone else fact for name, fact in job.facts.items()}
    topics = {
        name: _doubted_topic(job, topic, gone) if name in is_touched else topic
        for name, topic in job.topics.items()
    }
    silences = {
        name: _doubted_silence(silence, gone) if gone.intersection(silence.tells) else silence
        for name, silence in job.silences.items()
        if silence.topic not in is_touched or silence.tells
    }
    salary = None if job.salary and gone.intersection(job.salary.facts) else job.salary
    changed = {"facts": facts, "topics": topics, "silences": silences, "salary": salary}
    return job.model_copy(update=changed)


def _doubted(fact: Fact) -> Fact:
    return fact.model_copy(update={"says": notices().fact, "quote": ""})


def _doubted_silence(silence: Silence, gone: Collection[str]) -> Silence:
    kept = tuple(fact for fact in silence.tells if fact not in gone)
    # Where nothing is left to tell, the notice is all that is said: of the fact, and once.
    change: dict[str, object] = {"tells": kept} if kept else {"says": notices().fact}
    return silence.model_copy(update=change)


def _doubted_topic(job: Job, topic: Topic, gone: Collection[str]) -> Topic:
    kept = [job.facts[fact].says for fact in topic.facts_told if fact not in gone][:_MOST_TOLD]
    listed = "\n".join(f"- {says}" for says in kept)
    told = f"{notices().others}\n\n{listed}" if kept else notices().fact
    context = tuple(fact for fact in topic.told_with_any_fact if fact not in gone)
    return topic.model_copy(
        update={"answer": told, "in_short": told, "told_with_any_fact": context}
    )
