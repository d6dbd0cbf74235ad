"""A figure as a picture: where each bar and each word of it stands. A template writes the SVG.

Bars lie, so that words are read on a small phone too. The first column's are full, the second's
hatched; a small number has an open bar, which says no more than that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 480
"""Of the drawing, in its own units; letters are LETTERS of them high."""

LETTERS = 14

_MOST_ROWS = 31  # a month's days; of topics, those asked for most
_SHORT = 12  # letters of a name that stands beside its bars
_BESIDE, _VALUE = 104, 68
_LINE, _BAR, _GAP = 20, 14, 10
_SMALLEST = 2.0


@dataclass(frozen=True)
class Drawn:
    """A value to draw: how much, or None for a few; and how it is written."""

    number: int | None
    text: str


@dataclass(frozen=True)
class Bar:
    """A bar with its value at its end; `look` is « first », « second » or « few »."""

    x: float
    y: float
    width: float
    height: float
    look: str
    text: str

    @property
    def text_x(self) -> float:
        """Where the value begins."""
        return self.x + self.width + 6

    @property
    def text_y(self) -> float:
        """On which line it stands."""
        return self.y + self.height - 2


@dataclass(frozen=True)
class Word:
    """The name of a row."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Picture:
    """A drawing; `is_of_two` where two columns need telling apart."""

    height: float
    bars: tuple[Bar, ...]
    words: tuple[Word, ...]
    is_of_two: bool
    width: float = WIDTH


def picture_of(rows: Sequence[tuple[str, Sequence[Drawn]]]) -> Picture:
    """Draw rows, each with one or two values."""
    drawn = rows[:_MOST_ROWS]
    is_beside = all(len(name) <= _SHORT for name, _ in drawn)
    left = _BESIDE if is_beside else 0
    most = max((value.number or 0 for _, values in drawn for value in values), default=0) or 1
    bars: list[Bar] = []
    words: list[Word] = []
    y = 0.0
    for name, values in drawn:
        words.append(Word(0, y + LETTERS - 2, name))
        y += 0 if is_beside else _LINE
        for look, value in zip(("first", "second"), values, strict=False):
            length = (WIDTH - left - _VALUE) * (value.number or 0) / most
            shown = look if value.number is not None else "few"
            bars.append(Bar(left, y, max(length, _SMALLEST), _BAR, shown, value.text))
            y += _BAR + 2
        y += _GAP
    return Picture(y, tuple(bars), tuple(words), any(len(values) > 1 for _, values in drawn))
