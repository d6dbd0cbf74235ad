"""Which facts a message is about, by the words with which people ask for them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from knowledge.model import Fact, Job


def facts_about(job: Job, text: str, topic: str | None = None) -> list[Fact]:
    """List the facts that a message names, in the order in which it names them.

    With a `topic`, only the facts that its answer tells. A fact is named by whole words, whatever
    their accents and capitals; where two names overlap, the longer one counts.
    """
    wanted = set(job.topics[topic].facts_told) if topic else set(job.facts)
    plain = _plain(text)
    found: dict[str, int] = {}
    taken: list[tuple[int, int]] = []
    for phrase, identity in _names(job):
        if identity not in wanted:
            continue
        for match in phrase.finditer(plain):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                found.setdefault(identity, match.start())
    return [job.facts[identity] for identity in sorted(found, key=found.__getitem__)]


@lru_cache(maxsize=16)
def _compile(names: tuple[tuple[str, str], ...]) -> list[tuple[re.Pattern[str], str]]:
    longest_first = sorted(names, key=lambda name: -len(name[0]))
    return [(_pattern(phrase), identity) for phrase, identity in longest_first]


def _names(job: Job) -> list[tuple[re.Pattern[str], str]]:
    return _compile(
        tuple((phrase, fact.id) for fact in job.facts.values() for phrase in fact.about)
    )


def _pattern(phrase: str) -> re.Pattern[str]:
    """Make a phrase with its asterisks into an expression over plain text."""
    words = (re.escape(_plain(part)) for part in phrase.split("*"))
    return re.compile(r"\b" + r"\w*".join(words) + r"\b")


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    letters = (letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join("".join(c if c.isalnum() or c == "+" else " " for c in letters).split())
