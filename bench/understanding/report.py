"""The report on understanding, for the school's staff: Markdown, in French, from a template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from bench.understanding.__main__ import Judged


def write_report(
    path: Path,
    source: str,
    results: Mapping[str, Sequence[Judged]],
    invented: Mapping[str, int],
) -> None:
    """Write the report: the shares by disturbance and label, and each message answered wrongly."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # it is Markdown
    )
    labels = sorted(
        {label for each in results.values() for r in each for label in r.message.labels}
    )
    shares = {
        label: {name: _share(each, label) for name, each in results.items()} for label in labels
    }
    pairs = {
        name: _counted([r for r in each if len(r.message.labels) > 1])
        for name, each in results.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        templates.get_template("report.md").render(
            source=source,
            names=list(results),
            totals={name: _counted(each) for name, each in results.items()},
            shares=shares,
            pairs=pairs,
            invented=invented,
            wrong=[r for r in next(iter(results.values())) if not r.is_right],
        ),
        encoding="utf-8",
    )


def _share(results: Sequence[Judged], label: str) -> str:
    return _counted([result for result in results if label in result.message.labels])


def _counted(results: Sequence[Judged]) -> str:
    right = sum(result.is_right for result in results)
    return f"{right} sur {len(results)}" + (f" ({right / len(results):.0%})" if results else "")
