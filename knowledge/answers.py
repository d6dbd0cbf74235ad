"""What is answered to a question: the points that it asks for, or the whole topic.

A question for one fact (« il gère le SAV ? ») is answered with that fact, not with the section
again; one for what the page leaves open (« et sans le bac ? ») is told so before anything else.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.model import Fact, Job, Salary, Topic

BY_MONTH = "pay_by_month"
"""The point of a question for a month's pay, which is computed."""

_MOST_SINGLE_FACTS = 4
"""A question that asks for more facts than this is better served by the whole topic."""

_PARAGRAPH = "\n\n"


def answer(job: Job, topic_name: str, points: Sequence[str] = ()) -> str:
    """Answer a question on a topic, in the words of the job's file (Markdown).

    `points` are the facts and silences that it asks for, in any order; those of another job are
    passed over. Without any, that is the topic's own answer. Raises KeyError for a topic that the
    job has not.
    """
    topic = job.topics[topic_name]
    open_ones = [job.silences[point] for point in points if point in job.silences]
    silences = list(dict.fromkeys(silence.says for silence in open_ones))
    facts = [job.facts[name] for name in facts_asked(job, topic_name, points)]
    computed = _computed(job) if BY_MONTH in points else []
    if len(facts) > _MOST_SINGLE_FACTS or not (facts or computed):
        return _PARAGRAPH.join([*silences, topic.answer])
    told = [text for text in _told(job, topic, facts) if text not in silences]
    return _PARAGRAPH.join([*silences, *told, *computed])


def facts_asked(job: Job, topic_name: str, points: Sequence[str]) -> list[str]:
    """List the facts that points ask for, and those that answer a part of what is left open."""
    is_whole = job.topics[topic_name].is_told_whole
    own = [point for point in points if point in job.facts and not is_whole]
    of_silences = [
        f for point in points if point in job.silences for f in job.silences[point].tells
    ]
    return list(dict.fromkeys((*own, *of_silences)))


def monthly_pay(salary: Salary) -> str | None:
    """Say what pay makes by the month, and that it is computed; None where that is not told."""
    if salary.by_month is None:
        return None
    return salary.by_month.says.format(low=_by_month(salary.low), high=_by_month(salary.high))


def _told(job: Job, topic: Topic, facts: Sequence[Fact]) -> list[str]:
    """The facts in a paragraph, and those that belong to any answer of the topic in another."""
    asked = dict.fromkeys(fact.says for fact in facts)
    context = [job.facts[fact].says for fact in topic.told_with_any_fact]
    rest = [sentence for sentence in context if sentence not in asked]
    return [" ".join(sentences) for sentences in (asked, rest) if sentences]


def _computed(job: Job) -> list[str]:
    monthly = monthly_pay(job.salary) if job.salary else None
    return [monthly] if monthly else []


def _by_month(yearly: int) -> str:
    """A twelfth of a yearly amount to the nearest hundred, as French writes it: « 3 300 »."""
    return f"{round(yearly / 12, -2):,.0f}".replace(",", "\u202f")
