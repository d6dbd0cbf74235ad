"""Which facts a message is about, by the words with which people ask for them."""

from __future__ import annotations

from collections.abc import Collection

from knowledge.model import Fact, Job


def facts_about(job: Job, text: str, topic: str | None = None) -> list[Fact]:
    """List the facts that a message names, in the order in which it names them.

    With a `topic`, only facts that its answer tells; none where the job has no such topic.
    """
    return [job.facts[fact] for fact in job.fact_names.named_in(text, _facts_of(job, topic))]


def _facts_of(job: Job, topic: str | None) -> Collection[str]:
    if topic is None:
        return job.facts.keys()
    return job.topics[topic].facts_told if topic in job.topics else ()
