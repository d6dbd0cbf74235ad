"""Which facts a message is about, by the words with which people ask for them."""

from __future__ import annotations

from collections.abc import Collection

from knowledge.model import Fact, Job
from knowledge.words import plain_words


def facts_about(job: Job, text: str, topic: str | None = None) -> list[Fact]:
    """List the facts that a message names, in the order in which it names them.

    With a `topic`, only facts that its answer tells; none where the job has no such topic. Facts
    are named by whole words, whatever their accents, capitals and plurals; of the phrases that
    begin at a word the longest counts, and its words name nothing else.
    """
    wanted = _facts_of(job, topic)
    words = plain_words(text)
    named: dict[str, None] = {}
    place = 0
    while place < len(words):
        length, facts = _named_at(job, words, place, wanted)
        named.update(dict.fromkeys(facts))
        place += length
    return [job.facts[fact] for fact in named]


def _facts_of(job: Job, topic: str | None) -> Collection[str]:
    if topic is None:
        return job.facts.keys()
    return job.topics[topic].facts_told if topic in job.topics else ()


def _named_at(
    job: Job, words: tuple[str, ...], place: int, wanted: Collection[str]
) -> tuple[int, list[str]]:
    """Find the longest phrase that begins at a place: its number of words, and its facts."""
    for length in range(min(job.longest_name, len(words) - place), 0, -1):
        facts = [
            fact for fact in job.names.get(words[place : place + length], ()) if fact in wanted
        ]
        if facts:
            return length, facts
    return 1, []
