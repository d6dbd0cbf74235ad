"""The checks that every job's file passes: it says what its page says, and all of it is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from knowledge.errors import (
    DuplicateFact,
    InventedFigure,
    QuoteNotOnPage,
    UnknownFact,
    UntoldFact,
)
from knowledge.model import Fact, Salary, Silence, Topic
from knowledge.page import Page

_FIGURE = re.compile(r"\d+(?:[.,]\d+|[ \u00a0\u202f]\d{3}(?!\d))*")
_THOUSANDS = re.compile(r"\d\s*k\s*(?:€|euro)", re.IGNORECASE)


def check_ids(path: Path, facts: Iterable[Fact]) -> None:
    """Refuse two facts of one id. Raises DuplicateFact."""
    for fact, count in Counter(fact.id for fact in facts).items():
        if count > 1:
            raise DuplicateFact(
                path, f"it stands there {count} times. Give each fact an id of its own.", fact
            )


def check_facts(path: Path, page_file: str, facts: Iterable[Fact], page: Page) -> None:
    """Refuse facts that the page does not say. Raises QuoteNotOnPage, InventedFigure."""
    for fact in facts:
        if not page.says(fact.quote):
            raise QuoteNotOnPage(
                path,
                f"« {fact.quote} » is not on the page. Copy the words from {page_file}, letter for "
                f"letter (apostrophes too); the nearest sentence is « {page.nearest(fact.quote)} »",
                fact.id,
            )
        _check_figures(path, "says", fact.says, [fact.quote], fact.id)


def check_topics(path: Path, topics: Mapping[str, Topic], facts: Mapping[str, Fact]) -> None:
    """Refuse topics of unknown facts or with own figures, and facts untold or of unknown reasons.

    Raises UnknownFact, UntoldFact, InventedFigure.
    """
    for name, topic in topics.items():
        where = f"the `facts_told` of topic {name!r}"
        _check_known(path, where, topic.facts_told, facts)
        _check_known(
            path, f"the `told_with_any_fact` of topic {name!r}", topic.told_with_any_fact, facts
        )
        quotes = [facts[fact].quote for fact in topic.facts_told]
        _check_figures(path, f"the answer of topic {name!r}", topic.answer, quotes)
        _check_figures(path, f"the `in_short` of topic {name!r}", topic.in_short, quotes)
        _check_figures(path, f"the title of topic {name!r}", topic.title, quotes)
    told = {fact for topic in topics.values() for fact in topic.facts_told}
    for fact in facts:
        _check_known(path, f"the `because` of fact {fact!r}", facts[fact].because, facts)
        if fact not in told:
            raise UntoldFact(
                path,
                "no topic tells it. Say it in the answer of a topic, and add its id to the "
                "`facts_told` there.",
                fact,
            )


def check_silences(
    path: Path,
    silences: Mapping[str, Silence],
    topics: Mapping[str, Topic],
    facts: Mapping[str, Fact],
) -> None:
    """Refuse silences of unknown topics, or that state a figure.

    Raises UnknownFact, InventedFigure.
    """
    for name, silence in silences.items():
        where = f"silence {name!r}"
        _check_topics_known(path, where, [silence.topic], topics)
        _check_known(path, f"the `tells` of {where}", silence.tells, facts)
        quotes = [facts[fact].quote for fact in topics[silence.topic].facts_told]
        _check_figures(path, where, silence.says, quotes)


def check_salary(path: Path, salary: Salary, facts: Mapping[str, Fact]) -> None:
    """Refuse a salary whose facts are unknown or do not say it.

    Raises UnknownFact, InventedFigure.
    """
    _check_known(path, "`salary`", salary.facts, facts)
    quote = facts[salary.range].quote
    amounts = amounts_in(quote)
    for amount in (salary.low, salary.high):
        if amount not in amounts:
            raise InventedFigure(
                path,
                f"`salary` says {amount}, which its quote « {quote} » does not. Write the amounts "
                "of the quote, in whole units (40 k€ is 40000).",
                salary.range,
            )


def _check_known(path: Path, where: str, ids: Iterable[str], facts: Mapping[str, Fact]) -> None:
    for fact in ids:
        if fact not in facts:
            raise UnknownFact(
                path,
                f"{where} refers to it, but no fact has this id. Correct the id there, or add the "
                "fact to `facts`.",
                fact,
            )


def _check_topics_known(
    path: Path, where: str, names: Iterable[str], topics: Mapping[str, Topic]
) -> None:
    for name in names:
        if name not in topics:
            raise UnknownFact(
                path, f"{where} refers to the topic {name!r}, which `topics` does not have."
            )


def _check_figures(
    path: Path, where: str, text: str, quotes: list[str], fact: str | None = None
) -> None:
    """Refuse a figure that none of the quotes holds: figures are never of our own making."""
    for figure in figures_of_their_own(text, quotes):
        raise InventedFigure(
            path,
            f"{where} says {figure}, which is in none of the quotes it rests on. Take the "
            "figure out, or tell the fact whose quote holds it.",
            fact,
        )


def figures_of_their_own(text: str, quotes: Iterable[str]) -> list[str]:
    """List the figures of a text that none of the quotes holds."""
    quoted = {_digits(figure) for quote in quotes for figure in _FIGURE.findall(quote)}
    return [figure for figure in _FIGURE.findall(text) if _digits(figure) not in quoted]


def amounts_in(quote: str) -> set[int]:
    """Give the amounts of money that a quote can mean: « 40 et 80 k€ » holds 40000 and 80000."""
    figures = {int(digits) for f in _FIGURE.findall(quote) if (digits := _digits(f)).isdigit()}
    return {figure * 1000 for figure in figures} if _THOUSANDS.search(quote) else figures


def _digits(figure: str) -> str:
    return re.sub(r"[ \u00a0\u202f]", "", figure)
