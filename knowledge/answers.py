"""What is answered to a question: the facts that it asks for, or the whole topic.

A question for one fact (« il gère le SAV ? ») is answered with that fact, not with the section
again; one for what the page leaves open (« et sans le bac ? ») is told so before anything else.
"""

from __future__ import annotations

from knowledge.lookup import facts_about
from knowledge.model import Fact, Job, Salary, Topic

_MOST_SINGLE_FACTS = 4
"""A question that names more facts than this is better served by the whole topic."""

_PARAGRAPH = "\n\n"


def answer(job: Job, topic_name: str, question: str = "") -> str:
    """Answer a question on a topic, in the words of the job's file (Markdown).

    Without a question, or where it names no single fact, that is the topic's own answer. Raises
    KeyError for a topic that the job has not.
    """
    topic = job.topics[topic_name]
    open_points = [job.silences[name].says for name in _silences(job, topic_name, question)]
    facts = [] if topic.is_told_whole else _single_facts(job, topic_name, question)
    computed = _computed(job, topic_name, question)
    if not facts and computed is None:
        return _PARAGRAPH.join([*open_points, topic.answer])
    return _PARAGRAPH.join([*open_points, *filter(None, [computed]), *_told(job, topic, facts)])


def _silences(job: Job, topic: str, question: str) -> list[str]:
    here = [name for name, silence in job.silences.items() if silence.topic == topic]
    return job.silence_names.named_in(question, here)


def _single_facts(job: Job, topic: str, question: str) -> list[Fact]:
    """The facts that a question names: of its topic or, where none is, of a kindred one."""
    for place in (topic, *job.topics[topic].kindred):
        facts = facts_about(job, question, place)
        if facts:
            return facts if len(facts) <= _MOST_SINGLE_FACTS else []
    return []


def _told(job: Job, topic: Topic, facts: list[Fact]) -> list[str]:
    """The facts in a paragraph, and those that belong to any answer of the topic in another."""
    asked = dict.fromkeys(fact.says for fact in facts)
    context = [job.facts[fact].says for fact in topic.told_with_any_fact]
    rest = [sentence for sentence in context if sentence not in asked]
    return [" ".join(sentences) for sentences in (asked, rest) if sentences]


def monthly_pay(salary: Salary) -> str | None:
    """Say what pay makes by the month, and that it is computed; None where that is not told."""
    if salary.by_month is None:
        return None
    return salary.by_month.says.format(low=_by_month(salary.low), high=_by_month(salary.high))


def _computed(job: Job, topic: str, question: str) -> str | None:
    """What pay makes by the month, where that is asked."""
    if job.salary is None or job.salary.range not in job.topics[topic].facts_told:
        return None
    asked = job.month_names.named_in(question, ("month",))
    return monthly_pay(job.salary) if asked else None


def _by_month(yearly: int) -> str:
    """A twelfth of a yearly amount to the nearest hundred, as French writes it: « 3 300 »."""
    return f"{round(yearly / 12, -2):,.0f}".replace(",", "\u202f")
