"""What is right of each kind, as a picture: dots with their intervals, next to the goals.

Dots, squares and strokes differ by their shapes, so that it is read without colour as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench import svg
from bench.understanding.shares import Share

_ROW, _TOP, _NAMES, _AXIS, _FIGURES = 34, 64, 360, 460, 170
_INK, _LINE, _GRID, _GROUND, _GOAL = "#1c2733", "#5b6875", "#dfe4ea", "#ffffff", "#b3261e"
_DOT, _SQUARE = 6, 10
_STEP = 10  # percent between two lines of the grid


@dataclass(frozen=True)
class Bar:
    """A row of the picture: a share, the percentage that is wanted, and stock Rasa's, if known."""

    name: str
    ours: Share
    goal: float
    stock: Share | None = None


def goals_picture(bars: Sequence[Bar], words: Mapping[str, str]) -> str:
    """Draw the rows on an axis that ends at 100 % and begins below all of them.

    `words` are `title`, `description`, `right`, `goal`, `stock` and `of`.
    """
    shown = [each for bar in bars for each in (bar.ours, bar.stock) if each and each.total]
    lowest = min((share.interval[0] for share in shown), default=0)
    begins = min(int(lowest // _STEP) * _STEP, 100 - _STEP)
    axis = _Axis(begins)
    height = _TOP + len(bars) * _ROW
    parts = [*_key(words, any(bar.stock for bar in bars)), *_grid(axis, height)]
    for place, bar in enumerate(bars):
        parts += _row(bar, axis, _TOP + place * _ROW + _ROW / 2, words["of"])
    return svg.drawing(
        _NAMES + _AXIS + _FIGURES,
        height + 12,
        parts,
        title=words["title"],
        description=words["description"],
    )


@dataclass(frozen=True)
class _Axis:
    begins: int

    def x(self, percent: float) -> float:
        return _NAMES + _AXIS * (percent - self.begins) / (100 - self.begins)


def _key(words: Mapping[str, str], has_stock: bool) -> Iterator[str]:
    """Explain the shapes, above the rows."""
    yield svg.dot(_NAMES + 6, 18, _DOT, _INK)
    yield svg.words(_NAMES + 20, 23, words["right"])
    yield svg.box(_NAMES + 119, 9, 3, 18, _GOAL)
    yield svg.words(_NAMES + 130, 23, words["goal"])
    if has_stock:
        yield _square(_NAMES + 235, 18)
        yield svg.words(_NAMES + 250, 23, words["stock"])


def _grid(axis: _Axis, height: float) -> Iterator[str]:
    for percent in range(axis.begins, 101, _STEP):
        x = axis.x(percent)
        yield svg.box(x - 0.5, _TOP - 6, 1, height - _TOP + 6, _GRID)
        yield svg.words(x, _TOP - 12, f"{percent} %", text_anchor="middle", fill=_LINE)


def _row(bar: Bar, axis: _Axis, y: float, of: str) -> Iterator[str]:
    yield svg.words(_NAMES - 14, y + 5, bar.name, text_anchor="end")
    if bar.stock and bar.stock.total:
        yield _line(bar.stock, axis, y + 9, 1)
        yield _square(axis.x(bar.stock.percent), y + 9)
    yield _line(bar.ours, axis, y, 3)
    yield svg.box(axis.x(bar.goal) - 1.5, y - 11, 3, 22, _GOAL)
    yield svg.dot(axis.x(bar.ours.percent), y, _DOT, _INK)
    counted = f"{bar.ours.right} {of} {bar.ours.total}"
    yield svg.words(_NAMES + _AXIS + 20, y + 5, counted)


def _line(share: Share, axis: _Axis, y: float, width: float) -> str:
    low, high = map(axis.x, share.interval)
    return svg.box(low, y - width / 2, high - low, width, _LINE)


def _square(x: float, y: float) -> str:
    outer = svg.box(x - _SQUARE / 2, y - _SQUARE / 2, _SQUARE, _SQUARE, _INK)
    return outer + svg.box(x - _SQUARE / 2 + 2, y - _SQUARE / 2 + 2, 6, 6, _GROUND)
