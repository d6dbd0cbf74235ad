"""What is known of a job: values that never change once they are loaded."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.page import Page


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(_Value):
    """One thing that the page says: its words, how we say it, and how people ask about it."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    quote: str = Field(min_length=1)
    says: str = Field(min_length=1)
    about: tuple[str, ...] = Field(min_length=1)


class Topic(_Value):
    """A general question and its answer, composed of the facts that it tells."""

    title: str
    answer: str
    facts_told: tuple[str, ...] = Field(min_length=1)


class Salary(_Value):
    """What the page says of pay, in figures; amounts are in whole units of the currency."""

    fact: str
    low: int
    high: int
    currency: Literal["EUR"]
    basis: Literal["net", "gross"]
    period: Literal["year", "month"]


class JobName(_Value):
    """How a job is called: by programs, and by people."""

    slug: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str


class Job(_Value):
    """Everything that the assistant may say about a job."""

    slug: str
    name: str
    school: str
    page: Page
    page_url: str
    programme_url: str
    topics: dict[str, Topic]
    facts: dict[str, Fact]
    salary: Salary | None
