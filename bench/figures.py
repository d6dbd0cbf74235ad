"""`make figures`: the figures of the last `make bench` and `make evaluate` go into the documents.

They stand between two comments, `<!-- figures: NAME -->` and `<!-- end of figures -->`, and are
written by nobody else. A picture of what is understood goes with them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bench import outcome, quality, report
from bench.goals import Measured, lines_of
from bench.measure import Times
from bench.outcome import Outcome
from bench.understanding import figures as understanding
from testing.running import ROOT

REPORTS = ROOT / "reports"
DOCS = {
    "speed": ROOT / "docs" / "performance.md",
    "two processes": ROOT / "docs" / "performance.md",
    "understanding": ROOT / "docs" / "understanding.md",
    "stock": ROOT / "docs" / "understanding.md",
}
"""The document of each block of figures."""

PICTURE = ROOT / "docs" / "understanding.svg"
"""What is understood, in the document of understanding."""


def with_figures(document: str, name: str, figures: str) -> str:
    """Put figures between the two comments of that name. Raises ValueError where they are not."""
    between = re.compile(rf"(<!-- figures: {name} -->\n).*?(\n<!-- end of figures -->)", re.DOTALL)
    written, count = between.subn(lambda found: found[1] + figures + found[2], document)
    if count != 1:
        raise ValueError(f"the document has {count} blocks of figures named {name}")
    return written


def speed_table(measured: Outcome) -> str:
    """Tell what has a goal, and what only we have."""
    lines = lines_of(measured.stock, measured.ours)
    told = [line for line in lines if line.ours is not None and (line.goal or line.stock is None)]
    return "\n".join(report.table(told))


def two_processes_table(measured: Outcome) -> str | None:
    """Tell why two of Rasa's processes answer no more than they do; None where not measured."""
    loads = _loads_of_two(measured.ours)
    if loads is None:
        return None
    rasa = [one.cpu["rasa"] for one, _ in loads]
    every = [sum(two.cpu.values()) for _, two in loads]
    most = [2 * in_rasa / in_all for in_rasa, in_all in zip(rasa, every, strict=True)]
    busy = [two.busy_cores / measured.cores for _, two in loads]
    rows = {
        "processor time of a turn in Rasa, one process": [f"{each:.1f} ms" for each in rasa],
        "the same in all processes, two of Rasa's": [f"{each:.1f} ms" for each in every],
        "so two can answer this many times as much, at most": [f"{each:.2f}" for each in most],
        "how busy all cores are with two": [f"{each:.0%}".replace("%", " %") for each in busy],
    }
    head = [
        f"| on {measured.cores} cores | visitors who also book | who only ask |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *(f"| {what} | {' | '.join(row)} |" for what, row in rows.items())])


def _loads_of_two(ours: Measured) -> list[tuple[Times, Times]] | None:
    loads = ((ours.one_of_two, ours.two), (ours.one_of_two_asked, ours.two_asked))
    known = [(one, two) for one, two in loads if one and two]
    return known if len(known) == len(loads) else None


def last_figures(reports: Path) -> dict[str, str]:
    """Give the figures that the last runs have left, by the name of their block."""
    found: dict[str, str | None] = {}
    if (file := reports / "speed.json").exists():
        speed = outcome.kept(file)
        if not speed.is_quick:
            found |= {"speed": speed_table(speed), "two processes": two_processes_table(speed)}
    if (file := reports / "understanding.json").exists():
        counted = understanding.kept(file)
        link = f"![{understanding.PICTURE_WORDS['title']}]({PICTURE.name})"
        found["understanding"] = f"{link}\n\n{understanding.table_of(counted)}"
        found["stock"] = understanding.table_with_stock(counted)
    return {name: figures for name, figures in found.items() if figures}


def write(figures: Mapping[str, str]) -> None:
    """Write figures into their documents."""
    for name, text in figures.items():
        document = DOCS[name].read_text(encoding="utf-8")
        DOCS[name].write_text(with_figures(document, name, text), encoding="utf-8")
        print(f"figures: {name}, in {DOCS[name].relative_to(ROOT)}")


def main() -> None:
    """Copy what there is."""
    figures = last_figures(REPORTS)
    if not figures:
        sys.exit("figures: there are none. Run `make bench` or `make evaluate` first.")
    write(figures)
    if "understanding" in figures:
        counted = understanding.kept(REPORTS / "understanding.json")
        PICTURE.write_text(understanding.picture_of(counted), encoding="utf-8")
        measured_on = date.fromtimestamp((REPORTS / "understanding.json").stat().st_mtime)
        quality.keep(quality.quality_of(counted, measured_on))


if __name__ == "__main__":
    main()
