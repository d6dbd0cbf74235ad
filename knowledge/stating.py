"""What an answer that was given states: the topics, facts and silences that its words are of."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.answers import monthly_pay
from knowledge.model import Fact, Job
from knowledge.withholding import notices


@dataclass(frozen=True)
class Stated:
    """What some words state, in the words of a job's file as it is now.

    `topics` are told as a whole, `facts` are told besides, by their ids. `left_open` is said of
    what the page leaves open, or may not say any more.
    """

    topics: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    left_open: tuple[str, ...] = ()


def stated_in(job: Job, text: str) -> Stated:
    """Find what an answer states. What is worded otherwise since is not found."""
    topics = [
        name for name, each in job.topics.items() if each.answer in text or each.in_short in text
    ]
    of_topics = {fact for name in topics for fact in job.topics[name].facts_told}
    facts = [name for name, fact in job.facts.items() if _states(fact, text)]
    monthly = monthly_pay(job.salary) if job.salary else None
    if job.salary and monthly and monthly in text:
        facts.append(job.salary.range)
    left_open = [silence.says for silence in job.silences.values() if silence.says in text]
    doubted = [said for said in (notices().fact, notices().others) if said in text]
    return Stated(
        tuple(topics),
        tuple(name for name in dict.fromkeys(facts) if name not in of_topics),
        tuple(dict.fromkeys((*left_open, *doubted))),
    )


def _states(fact: Fact, text: str) -> bool:
    return fact.says in text or f"«\u00a0{fact.quote}\u00a0»" in text
