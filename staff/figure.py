"""A figure: what is counted, and nothing small enough to name one.

What is fewer than FEW, and not none, is never given out: neither as a number nor in a share.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FEW = 5
"""Below this, a number is only said to be small."""


class Name(StrEnum):
    """Which figures there are; the values are in addresses, and name their texts."""

    CONVERSATIONS = "conversations"
    TOPICS = "sujets"
    LEFT_OPEN = "sans-reponse"
    UNDERSTOOD = "compris"
    HOURS = "heures"
    DELAY = "delai"
    FUNNEL = "parcours"
    ATTENDANCE = "venues"
    MESSAGES = "messages"
    LOOP = "boucle"


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, compared by the month, or by the day within one."""

    first: date
    last: date

    @property
    def is_by_day(self) -> bool:
        """Tell whether it is one month or less."""
        return (self.first.year, self.first.month) == (self.last.year, self.last.month)


@dataclass(frozen=True)
class Count:
    """How many; `number` is None where they are few."""

    number: int | None

    @classmethod
    def of(cls, number: int) -> Count:
        """Say how many, or that they are few."""
        shown = max(number, 0)  # what was noted one day and taken back the next
        return cls(None if 0 < shown < FEW else shown)


@dataclass(frozen=True)
class Percent:
    """A share in whole percents; None where there is nothing to share, or it would tell a few."""

    number: int | None

    @classmethod
    def of(cls, part: int, whole: int) -> Percent:
        """Say which share a part is."""
        if whole <= 0 or any(0 < few < FEW for few in (whole, part, whole - part)):
            return cls(None)
        return cls(round(100 * part / whole))


@dataclass(frozen=True)
class Row:
    """What is counted of one thing: of a month or a day, of a topic, of a step."""

    key: str | date
    values: tuple[Count | Percent, ...]


@dataclass(frozen=True)
class Figure:
    """Rows of the same columns; all that is shown of it is made of these."""

    name: Name
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was counted."""
        return all(value.number == 0 for row in self.rows for value in row.values[:1])
