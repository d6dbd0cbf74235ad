"""The figures of `make evaluate`, kept as JSON next to its report, as tables and as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from bench.understanding.asking import Answers
from bench.understanding.goals import (
    AT_LEAST,
    Measured,
    answered,
    answered_of,
    played_of,
    shares_of,
)
from bench.understanding.goals_picture import Bar, goals_picture
from bench.understanding.messages import (
    AS_THEY_STAND,
    IN_CAPITALS,
    WITH_A_SLIP,
    WITHOUT_ACCENTS,
)
from bench.understanding.shares import Share
from bench.understanding.stock import OfStock

_NAMES = {
    "answered": "messages, the fact that is asked for is told",
    "pairs": "two things in one message, both answered",
    "follow_ups": "follow-ups, understood from what went before",
    "interview": "questions about the interview itself",
    "left_open": "what the page leaves open, honestly said so",
    "dialogues": "whole conversations",
    "bookings": "the right booking at their end",
    "turns": "single answers in them",
    "dates": "dates and times",
    "no_dates": "phrases without one",
}
_DISTURBED = {
    WITHOUT_ACCENTS: "messages without accents",
    IN_CAPITALS: "messages in capitals",
    WITH_A_SLIP: "messages with a slip of the thumb in each",
}
PICTURE_WORDS = {
    "title": "What is right, by kind, and the goals",
    "description": "A dot is the share that is right, the line its 95 % interval, the upright "
    "stroke the goal, and the square stock Rasa, where it was measured.",
    "right": "right",
    "goal": "goal",
    "stock": "stock Rasa",
    "of": "of",
}
"""The words of the picture, but for the names of what was measured."""


@dataclass(frozen=True)
class Figures:
    """How much is right, by the name of its goal, and of the messages by how they were disturbed.

    What was left out has no figures; `stock` is None where stock Rasa was.
    """

    sources: tuple[str, ...]
    ours: Mapping[str, Share]
    invented: int
    stock: Mapping[str, Share] | None


_FIGURES = TypeAdapter(Figures)


def figures_of(measured: Measured) -> Figures:
    """Count what was measured."""
    return Figures(
        sources=measured.sources,
        ours={**shares_of(measured), **_disturbed(measured.ours)},
        invented=sum(len(one.invented) for one in measured.ours.every),
        stock=None if measured.stock is None else _of_stock(measured.stock),
    )


def _of_stock(stock: OfStock) -> dict[str, Share]:
    shares = {**answered_of(stock.answers), **_disturbed(stock.answers)}
    return shares if stock.dialogues is None else {**shares, **played_of(stock.dialogues)}


def _disturbed(answers: Answers) -> dict[str, Share]:
    return {how: answered(each) for how, each in answers.messages.items() if how != AS_THEY_STAND}


def keep(figures: Figures, file: Path) -> None:
    """Write figures down."""
    file.write_bytes(_FIGURES.dump_json(figures, indent=2))


def kept(file: Path) -> Figures:
    """Read figures again. Raises FileNotFoundError."""
    return _FIGURES.validate_json(file.read_bytes())


def picture_of(
    figures: Figures, names: Mapping[str, str] = _NAMES, words: Mapping[str, str] = PICTURE_WORDS
) -> str:
    """Draw all kinds with their intervals next to the goals."""
    bars = [
        Bar(names[goal], figures.ours[goal], percent, (figures.stock or {}).get(goal))
        for goal, percent in AT_LEAST.items()
        if goal in figures.ours
    ]
    return goals_picture(bars, words)


def table_of(figures: Figures) -> str:
    """Tell what is right, as a table of Markdown."""
    rows = [
        f"| {name} | {_counted(share)} | {_percents(share)} | {_goal(key)} |"
        for key, name in {**_NAMES, **_DISTURBED}.items()
        if (share := figures.ours.get(key))
    ]
    invented = f"{figures.invented or 'none'} | | none"
    rows.append(f"| texts that are neither of the page nor of the assistant's own | {invented} |")
    head = ["| | right | 95 % interval | goal |", "|---|---|---|---|"]
    return "\n".join([_of_what(figures), "", *head, *rows])


def table_with_stock(figures: Figures) -> str | None:
    """Tell how far stock Rasa is behind, as a table of Markdown; None where it was left out."""
    if figures.stock is None:
        return None
    head = ["| right | stock | ours | behind by |", "|---|---|---|---|"]
    rows = [
        f"| {name} | {_counted(theirs)} | {_counted(ours)} "
        f"| {ours.percent - theirs.percent:.1f} points |"
        for key, name in {**_NAMES, **_DISTURBED}.items()
        if (theirs := figures.stock.get(key)) and (ours := figures.ours.get(key))
    ]
    return "\n".join([_of_what(figures), "", *head, *rows])


def _of_what(figures: Figures) -> str:
    return f"On {', '.join(f'`{source}`' for source in dict.fromkeys(figures.sources))}:"


def _counted(share: Share) -> str:
    return f"{share.right} of {share.total} ({share.percent:.1f} %)"


def _percents(share: Share) -> str:
    low, high = share.interval
    return f"{low:.1f} to {high:.1f} %"


def _goal(name: str) -> str:
    return f"{AT_LEAST[name]} %" if name in AT_LEAST else ""
