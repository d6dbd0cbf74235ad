"""What was read as what, as a picture: a square of intents, in which misread messages stand out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from bench import svg

_CELL, _LABEL, _TOP, _RIGHT = 26, 230, 190, 60
_RIGHT_COLOUR, _GRID, _FAINT = "#dbe7f5", "#eceff3", "#5b6875"
_WRONG = ("#f8b4a0", "#ec7357", "#c9302c")  # one message, two, more

Confusion = tuple[str, str]
"""The intent that a message has, and the one that was understood."""


def confusion_picture(
    read: Iterable[Confusion], names: Mapping[str, str], words: Mapping[str, str]
) -> str:
    """Draw how often each intent (a row) was understood as each (a column), by their names.

    The order is that of `names`. `words` are `title`, `description`, and the titles of rows and
    columns, `asked` and `understood`.
    """
    counts = Counter(read)
    intents = [name for name in names if any(name in pair for pair in counts)]
    side = len(intents) * _CELL
    parts = [
        svg.words(
            _LABEL - 10, _TOP - 12, f"{words['asked']} ↓", text_anchor="end", font_weight="bold"
        ),
        svg.words(_LABEL, 20, f"{words['understood']} →", font_weight="bold"),
    ]
    for place, intent in enumerate(intents):
        parts += _names(place, names[intent], side)
        parts += (
            _cell(row, place, counts[asked_for, intent])
            for row, asked_for in enumerate(intents)
            if counts[asked_for, intent]
        )
    return svg.drawing(
        _LABEL + side + _RIGHT,
        _TOP + side + 20,
        parts,
        title=words["title"],
        description=words["description"],
        size=13,
    )


def _names(place: int, name: str, side: int) -> list[str]:
    """Name a row and a column, and draw their ground, so that the eye finds a cell's names."""
    y, x = _TOP + place * _CELL, _LABEL + place * _CELL
    turned = f"rotate(-55 {x + 17} {_TOP - 8})"
    return [
        svg.box(_LABEL, y + _CELL - 1, side, 1, _GRID),
        svg.box(x + _CELL - 1, _TOP, 1, side, _GRID),
        svg.words(_LABEL - 10, y + 18, name, text_anchor="end"),
        svg.words(x + 17, _TOP - 8, name, transform=turned),
    ]


def _cell(row: int, column: int, count: int) -> str:
    x, y = _LABEL + column * _CELL, _TOP + row * _CELL
    is_right = row == column
    colour = _RIGHT_COLOUR if is_right else _WRONG[min(count, len(_WRONG)) - 1]
    ink = {"fill": _FAINT} if is_right else {"fill": "#fff" if count > 1 else "#000"}
    return svg.box(x, y, _CELL - 1, _CELL - 1, colour) + svg.words(
        x + _CELL / 2, y + 18, str(count), text_anchor="middle", **ink
    )
