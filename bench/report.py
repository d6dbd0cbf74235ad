"""The table and the pictures of a comparison."""

from __future__ import annotations

import html
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

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
    """Write `speed.md` and `speed.svg`; returns the table's path."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        f"| {line.what} | {_value(line.stock, line.unit)} | {_value(line.ours, line.unit)} "
        f"| {line.ratio} | {line.goal} | {_verdict(line.met)} |"
        for line in lines
    ]
    machine = f"{os.cpu_count()} cores, {platform.platform()}, {when:%Y-%m-%d %H:%M}"
    text = "\n".join(
        [
            "# Speed, side by side with stock Rasa",
            "",
            f"Measured by `make bench` on {machine}, both on the same machine in one run.",
            "",
            "| | stock | ours | ratio | goal | |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
            "![speed](speed.svg)",
            "",
            *processor_time,
            "",
            *(f"- {note}" for note in notes),
            "",
        ]
    )
    table = folder / "speed.md"
    table.write_text(text)
    (folder / "speed.svg").write_text(picture([line for line in lines if line.stock and line.ours]))
    return table


def picture(lines: Sequence[Line]) -> str:
    """Draw each line as two bars, the longer of which fills the width."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_ROW * len(lines) + 30}" '
        'font-family="sans-serif" font-size="14">',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for number, line in enumerate(lines):
        top = 20 + number * _ROW
        longest = max(line.stock or 0, line.ours or 0)
        parts.append(f'<text x="10" y="{top + 24}">{html.escape(line.what)}</text>')
        for place, (name, value, colour) in enumerate(
            (("stock", line.stock, "#9aa5b1"), ("ours", line.ours, "#1f6feb"))
        ):
            width = max(2, (_WIDTH - _LABEL - 190) * (value or 0) / longest)
            y = top + place * 22
            parts.append(
                f'<rect x="{_LABEL}" y="{y}" width="{width:.0f}" height="18" fill="{colour}"/>'
                f'<text x="{_LABEL + width + 8:.0f}" y="{y + 14}">'
                f"{name}: {html.escape(_value(value, line.unit))}</text>"
            )
    return "\n".join([*parts, "</svg>", ""])


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f} {unit}".strip()


def _verdict(met: bool | None) -> str:
    return {True: "met", False: "**missed**", None: ""}[met]
