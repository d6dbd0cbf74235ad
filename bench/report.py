"""The table and the pictures of a comparison."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench import svg

_WIDTH, _ROW, _LABEL = 760, 64, 250


@dataclass(frozen=True)
class Line:
    """One line of the table: what was measured, for both, and the goal."""

    what: str
    unit: str
    stock: float | None
    ours: float | None
    goal: str
    met: bool | None = None

    @property
    def ratio(self) -> str:
        """Ours against stock."""
        if not self.stock or self.ours is None:
            return "–"
        return f"{self.ours / self.stock:.2f}"


def write(
    folder: Path,
    lines: Sequence[Line],
    processor_time: Sequence[str],
    notes: Sequence[str],
    when: datetime,
) -> Path:
    """Write `speed.md` and `speed.svg`; returns the path of the former."""
    folder.mkdir(parents=True, exist_ok=True)
    machine = f"{os.cpu_count()} cores, {platform.platform()}, {when:%Y-%m-%d %H:%M}"
    text = "\n".join(
        [
            "# Speed, side by side with stock Rasa",
            "",
            f"Measured by `make bench` on {machine}, both on the same machine in one run.",
            "",
            *table(lines),
            "",
            "![speed](speed.svg)",
            "",
            *processor_time,
            "",
            *(f"- {note}" for note in notes),
            "",
        ]
    )
    written = folder / "speed.md"
    written.write_text(text)
    (folder / "speed.svg").write_text(picture([line for line in lines if line.stock and line.ours]))
    return written


def table(lines: Sequence[Line]) -> list[str]:
    """Make rows of a Markdown table."""
    rows = (
        f"| {line.what} | {_value(line.stock, line.unit)} | {_value(line.ours, line.unit)} "
        f"| {line.ratio} | {line.goal} | {_verdict(line.met)} |"
        for line in lines
    )
    return ["| | stock | ours | ratio | goal | |", "|---|---|---|---|---|---|", *rows]


def picture(lines: Sequence[Line]) -> str:
    """Draw each line as two bars, the longer of which fills the width."""
    parts = []
    for number, line in enumerate(lines):
        top = 20 + number * _ROW
        longest = max(line.stock or 0, line.ours or 0)
        parts.append(svg.words(10, top + 24, line.what))
        for place, (name, value, colour) in enumerate(
            (("stock", line.stock, "#9aa5b1"), ("ours", line.ours, "#1f6feb"))
        ):
            width = round(max(2, (_WIDTH - _LABEL - 190) * (value or 0) / longest))
            y = top + place * 22
            parts.append(svg.box(_LABEL, y, width, 18, colour))
            told = f"{name}: {_value(value, line.unit)}"
            parts.append(svg.words(_LABEL + width + 8, y + 14, told))
    return svg.drawing(
        _WIDTH,
        _ROW * len(lines) + 30,
        parts,
        title="How fast both assistants are",
        description="Two bars for each figure, stock Rasa's and ours, as the table has them.",
    )


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f} {unit}".strip()


def _verdict(met: bool | None) -> str:
    return {True: "met", False: "**missed**", None: ""}[met]
