"""What is known of a job: values that never change once they are loaded."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.page import Page
from knowledge.phrases import Phrases


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
    """A general question, and its answer, composed of the facts that it tells.

    `told_with_any_fact` are facts that go with every single one asked for; `kindred` are topics to
    which such a fact may belong as well; `is_told_whole` where single facts make no answer.
    """

    title: str = Field(min_length=1)
    answer: str = Field(min_length=1)
    facts_told: tuple[str, ...] = Field(min_length=1)
    told_with_any_fact: tuple[str, ...] = ()
    kindred: tuple[str, ...] = ()
    is_told_whole: bool = False


class Silence(Value):
    """Something that people ask of a topic, and that its page leaves open."""

    topic: str
    says: str = Field(min_length=1)
    about: tuple[str, ...] = Field(min_length=1)


class ByMonth(Value):
    """How a month's pay is told: `says` has {low} and {high}, a twelfth of the year's amounts."""

    says: str = Field(pattern=r"\{low\}.*\{high\}")
    about: tuple[str, ...] = Field(min_length=1)


class Salary(Value):
    """What the page says of pay, to compute with; amounts are in whole units of the currency.

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
    by_month: ByMonth | None = None

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
    silences: dict[str, Silence]
    salary: Salary | None = None

    @cached_property
    def fact_names(self) -> Phrases:
        """The phrases that name facts, by their ids."""
        return Phrases.of((fact.id, fact.about) for fact in self.facts.values())

    @cached_property
    def silence_names(self) -> Phrases:
        """The phrases that name what the page leaves open, by the names of the silences."""
        return Phrases.of((name, silence.about) for name, silence in self.silences.items())

    @cached_property
    def month_names(self) -> Phrases:
        """The phrases that ask for a month's pay; they name « month »."""
        by_month = self.salary.by_month if self.salary else None
        return Phrases.of([("month", by_month.about)] if by_month else [])
