"""How a job is worded: what its topics, facts and silences say, which may be said otherwise.

A wording gives each text a name: « fact/salary_range/says ». What is changed passes the checks of a
job's file: a fact quotes its page, and no figure is of our own making.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from knowledge.adding import with_added
from knowledge.checks import amounts_in, figures_of_their_own
from knowledge.model import Job, Salary

_FIELDS = {
    "topic": ("topics", ("answer", "in_short")),
    "fact": ("facts", ("quote", "says")),
    "silence": ("silences", ("says",)),
}


class Quoted(Protocol):
    """A page that facts quote: as it was copied, or as it is today."""

    def says(self, quote: str, /) -> bool:
        """Tell whether a quote is there."""

    def nearest(self, quote: str, /) -> str:
        """Find the sentence that is most like it."""


class Wrong(StrEnum):
    """What may be wrong with a text; the values name sentences of the console."""

    EMPTY = "wording_empty"
    NOT_ON_PAGE = "wording_not_on_page"
    FIGURE = "wording_figure"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a text, and the sentence of the page that is most like it."""

    wrong: Wrong
    nearest: str = ""


def wording_of(job: Job, topic: str | None = None) -> dict[str, str]:
    """Give every text of a job by its name; those of one topic, if given."""
    return {
        f"{kind}/{name}/{field}": getattr(value, field)
        for kind, (where, fields) in _FIELDS.items()
        for name, value in getattr(job, where).items()
        if topic is None or _is_of(job, topic, kind, name)
        for field in fields
    }


def reworded(job: Job, texts: Mapping[str, str]) -> Job:
    """Say texts otherwise, and facts that were added; what the job has no more is passed over.

    Pay is computed with the amounts of its quote, and not at all where these are not two.
    """
    job = with_added(job, texts)
    changed = {
        where: {
            name: value.model_copy(
                update={f: texts[key] for f in fields if (key := f"{kind}/{name}/{f}") in texts}
            )
            for name, value in getattr(job, where).items()
        }
        for kind, (where, fields) in _FIELDS.items()
    }
    said: Job = job.model_copy(update=changed)
    return said.model_copy(update={"salary": _computed_anew(said)})


def faults(job: Job, changed: Collection[str], page: Quoted) -> dict[str, Fault]:
    """Tell what is wrong with changed texts, by their names; `job` says them already.

    A changed quote is looked for on the page. What rests on it may have a figure no more, too.
    """
    texts = wording_of(job)
    found = {name: Fault(Wrong.EMPTY) for name in changed if not texts[name].strip()}
    for name in changed:
        if name.startswith("fact/") and name.endswith("/quote") and not page.says(texts[name]):
            found.setdefault(name, Fault(Wrong.NOT_ON_PAGE, page.nearest(texts[name])))
    for name, quotes in _rests_on(job).items():
        if figures_of_their_own(texts[name], quotes):
            found.setdefault(name, Fault(Wrong.FIGURE))
    return found


def _rests_on(job: Job) -> dict[str, list[str]]:
    """Give each text that tells something, with the quotes that it rests on."""
    of_topic = {
        name: [job.facts[fact].quote for fact in topic.facts_told]
        for name, topic in job.topics.items()
    }
    return {
        **{f"fact/{name}/says": [fact.quote] for name, fact in job.facts.items()},
        **{f"topic/{n}/{f}": quotes for n, quotes in of_topic.items() for f in _FIELDS["topic"][1]},
        **{f"silence/{n}/says": of_topic[each.topic] for n, each in job.silences.items()},
    }


def _is_of(job: Job, topic: str, kind: str, name: str) -> bool:
    match kind:
        case "topic":
            return name == topic
        case "fact":
            return name in job.topics[topic].facts_told
        case _:
            return job.silences[name].topic == topic


def _computed_anew(job: Job) -> Salary | None:
    if job.salary is None:
        return None
    amounts = sorted(amounts_in(job.facts[job.salary.range].quote))
    if {job.salary.low, job.salary.high} <= set(amounts):
        return job.salary
    if len(amounts) != 2:
        return None
    return job.salary.model_copy(update=dict(zip(("low", "high"), amounts, strict=True)))
