"""The figures of `make evaluate`, kept as JSON next to its report, and as tables of Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from bench.dialogues import Ending
from bench.understanding.asking import Results
from bench.understanding.goals import Measured, answered, left_open, pairs
from bench.understanding.messages import (
    AS_THEY_STAND,
    IN_CAPITALS,
    WITH_A_SLIP,
    WITHOUT_ACCENTS,
)
from bench.understanding.shares import Share
from bench.when import Reading

_NAMES = {
    AS_THEY_STAND: "as they stand",
    WITHOUT_ACCENTS: "without accents",
    IN_CAPITALS: "in capitals",
    WITH_A_SLIP: "with a slip of the thumb in each",
}


@dataclass(frozen=True)
class Figures:
    """How many messages were answered rightly, by how they were disturbed, and the rest.

    None stands for what was left out.
    """

    source: str
    answered: Mapping[str, Share]
    pairs: Share
    left_open: Share
    invented: int
    dates: Share | None
    no_dates: Share | None
    dialogues: Share | None
    stock: Mapping[str, Share] | None


_FIGURES = TypeAdapter(Figures)


def figures_of(measured: Measured) -> Figures:
    """Count what was measured."""
    as_they_stand = measured.ours[AS_THEY_STAND]
    return Figures(
        source=measured.source,
        answered=_answered(measured.ours),
        pairs=answered(pairs(as_they_stand)),
        left_open=answered(left_open(as_they_stand)),
        invented=sum(len(one.invented) for each in measured.ours.values() for one in each),
        dates=_read(measured.dates, with_time=True),
        no_dates=_read(measured.dates, with_time=False),
        dialogues=_played(measured.dialogues),
        stock=None if measured.stock is None else _answered(measured.stock),
    )


def _answered(results: Results) -> dict[str, Share]:
    return {how: answered(each) for how, each in results.items()}


def _read(readings: Sequence[Reading] | None, *, with_time: bool) -> Share | None:
    if readings is None:
        return None
    return Share.of(each.is_right for each in readings if (each.kind != "none") is with_time)


def _played(endings: Sequence[Ending] | None) -> Share | None:
    return None if endings is None else Share.of(ending.problem is None for ending in endings)


def keep(figures: Figures, file: Path) -> None:
    """Write figures down."""
    file.write_bytes(_FIGURES.dump_json(figures, indent=2))


def kept(file: Path) -> Figures:
    """Read figures again. Raises FileNotFoundError."""
    return _FIGURES.validate_json(file.read_bytes())


def table_of(figures: Figures) -> str:
    """Tell what was answered rightly, as a table of Markdown."""
    rows = {
        **{_NAMES[how]: _percent(share) for how, share in figures.answered.items()},
        "two questions in one, both answered": _of(figures.pairs),
        "what the page leaves open, honestly said so": _of(figures.left_open),
        "texts that are neither of the page nor of the assistant's own": figures.invented or "none",
        "dates and times": _of(figures.dates),
        "phrases without one": _of(figures.no_dates),
        "whole conversations": _of(figures.dialogues),
    }
    head = ["| | answered rightly |", "|---|---|"]
    table = [*head, *(f"| {what} | {figure} |" for what, figure in rows.items())]
    return "\n".join([_of_what(figures), "", *table])


def table_with_stock(figures: Figures) -> str | None:
    """Tell how far stock Rasa is behind, as a table of Markdown; None where it was left out."""
    if figures.stock is None:
        return None
    head = ["| answered rightly | stock | ours | behind by |", "|---|---|---|---|"]
    rows = [
        f"| {_NAMES[how]} | {_percent(theirs)} | {_percent(ours)} "
        f"| {ours.percent - theirs.percent:.1f} points |"
        for how, ours in figures.answered.items()
        for theirs in [figures.stock[how]]
    ]
    return "\n".join([_of_what(figures), "", *head, *rows])


def _of_what(figures: Figures) -> str:
    return f"On `{figures.source}` ({figures.answered[AS_THEY_STAND].total} messages):"


def _percent(share: Share) -> str:
    return f"{share.percent:.1f} % ({share.right})"


def _of(share: Share | None) -> str:
    return f"{share.right} of {share.total}" if share else "not measured"
