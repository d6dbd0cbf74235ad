"""What is known of a job: values that never change once they are loaded."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.page import Page
from knowledge.words import plain_words


class Value(BaseModel):
    """A value, which is fully given and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(Value):
    """One thing that the page says: its words, how we say it, and how people ask about it."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    quote: str = Field(min_length=1)
    says: str = Field(min_length=1)
    about: tuple[str, ...]


class Topic(Value):
    """A general question, and its answer, composed of the facts that it tells."""

    title: str = Field(min_length=1)
    answer: str = Field(min_length=1)
    facts_told: tuple[str, ...] = Field(min_length=1)


class Salary(Value):
    """What the page says of pay, for reckoning; amounts are in whole units of the currency.

    `range`, `variable` and `depends_on` are the ids of the facts that say so.
    """

    low: int = Field(gt=0)
    high: int = Field(gt=0)
    currency: Literal["EUR"]
    basis: Literal["net", "gross"]
    period: Literal["year", "month"]
    status: str | None = None
    range: str
    variable: str | None = None
    depends_on: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of all the facts about pay that it refers to."""
        variable = () if self.variable is None else (self.variable,)
        return (self.range, *variable, *self.depends_on)


class School(Value):
    """The school whose page it is."""

    name: str = Field(min_length=1)


class Job(Value):
    """Everything that the assistant may say about a job."""

    slug: str
    name: str
    school: School
    page: Page
    programme_url: str
    topics: dict[str, Topic]
    facts: dict[str, Fact]
    salary: Salary | None = None

    @cached_property
    def names(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """The ids of the facts that each phrase names; the phrases as plain words."""
        names: dict[tuple[str, ...], dict[str, None]] = {}
        for fact in self.facts.values():
            for phrase in fact.about:
                names.setdefault(plain_words(phrase), {})[fact.id] = None
        return {words: tuple(ids) for words, ids in names.items()}

    @cached_property
    def longest_name(self) -> int:
        """How many words the longest phrase has."""
        return max(map(len, self.names), default=0)
