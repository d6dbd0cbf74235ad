"""What is known of a job: values that never change once they are loaded."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.page import Page


class Value(BaseModel):
    """A value, which is fully given and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(Value):
    """One thing that the page says: its words, and how we say it.

    `because` are facts that tell why it is so, or to what end.
    """

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    quote: str = Field(min_length=1)
    says: str = Field(min_length=1)
    because: tuple[str, ...] = ()


class Topic(Value):
    """A general question, and its answer, composed of the facts that it tells; `in_short`, simpler.

    `told_with_any_fact` are facts that go with every single one asked for; `is_told_whole` where
    its own facts make no answer alone.
    """

    title: str = Field(min_length=1)
    answer: str = Field(min_length=1)
    in_short: str = Field(min_length=1)
    facts_told: tuple[str, ...] = Field(min_length=1)
    told_with_any_fact: tuple[str, ...] = ()
    is_told_whole: bool = False


class Silence(Value):
    """Something that people ask of a topic, and that its page leaves open.

    `tells` are facts that answer a part of it: they are told after it, and not the whole topic.
    """

    topic: str
    says: str = Field(min_length=1)
    tells: tuple[str, ...] = ()


class ByMonth(Value):
    """How a month's pay is told: `says` has {low} and {high}, a twelfth of the year's amounts."""

    says: str = Field(pattern=r"\{low\}.*\{high\}")


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


_ONE_LINE = r"^[^\s\[\]{}*<>][^\r\n\t\[\]{}*<>]*$"  # no sign of the assistant's light markup
_ADDRESS = r"^(https://[^\s()\[\]{}<>\"\\@]+|/([^\s()\[\]{}<>\"\\/][^\s()\[\]{}<>\"\\]*)?)$"


class School(Value):
    """The school whose page it is, and its public texts; an empty one is left to the files.

    `assistant` is a name for the assistant, `controller` who answers for visitors' data,
    `policy_url` and `programme_url` are pages (an https:// address, or a path of our own site),
    `greeting` is what the assistant says after it has said what it is.
    """

    name: str = Field(pattern=_ONE_LINE, max_length=80)
    assistant: str = Field("", pattern=f"^$|{_ONE_LINE}", max_length=40)
    controller: str = Field("", pattern=f"^$|{_ONE_LINE}", max_length=200)
    policy_url: str = Field("", pattern=f"^$|{_ADDRESS}", max_length=500)
    programme_url: str = Field("", pattern=f"^$|{_ADDRESS}", max_length=500)
    greeting: str = Field("", pattern=r"^[^{}<>]*$", max_length=600)


class Job(Value):
    """Everything that the assistant may say about a job."""

    slug: str
    name: str
    of_name: str
    """How it is named after « le métier »: « d’opticien »."""
    school: School
    page: Page
    programme_url: str | None
    """Where the school presents its programme; None where that is not known."""
    topics: dict[str, Topic]
    facts: dict[str, Fact]
    silences: dict[str, Silence]
    salary: Salary | None = None

    def topic_of(self, point: str) -> str | None:
        """Name the first topic that tells a fact, or a silence's; None for other points."""
        if point in self.silences:
            return self.silences[point].topic
        return next((name for name, each in self.topics.items() if point in each.facts_told), None)
