"""The report on understanding, for the school's staff: Markdown, in French, from a template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from ruamel.yaml import YAML

from bench.understanding.confusion import Confusion, confusion_picture
from bench.understanding.figures import Figures, figures_of, keep, picture_of
from bench.understanding.goals import Measured, answered, goals, left_open, pairs, understood
from bench.understanding.judging import Judged
from bench.understanding.messages import AS_THEY_STAND, INTENTS
from bench.understanding.shares import Share

_HERE = Path(__file__).parent
_NAMES = YAML(typ="safe").load((_HERE / "names.yml").read_text(encoding="utf-8"))
_MOST_CONFUSED = 10


def write_report(path: Path, measured: Measured) -> None:
    """Write the report and, next to it, the figures and two pictures: of goals, of confusions."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figures = figures_of(measured)
    keep(figures, path.with_suffix(".json"))
    names = _NAMES["intents"]
    as_they_stand = measured.ours.messages[AS_THEY_STAND]
    pictures = {
        "goals": picture_of(figures, _NAMES["goals"], _NAMES["goals_picture"]),
        "confusions": confusion_picture(_confusions(as_they_stand), names, _NAMES["confusion"]),
    }
    for name, picture in pictures.items():
        _picture(path, name).write_text(picture, encoding="utf-8")
    text = _template().render(
        measured=measured,
        goals=goals(measured),
        disturbances=_NAMES["disturbances"],
        intents=names,
        pictures={name: _picture(path, name).name for name in pictures},
        answered=answered,
        understood=understood,
        left_open=left_open,
        pairs=pairs,
        of_label=_of_label,
        labels=_labels(measured.ours.every),
        compared=_compared(figures),
        kinds={
            "messages": as_they_stand,
            "pairs": measured.ours.pairs,
            "follow_ups": measured.ours.follow_ups,
        },
        invented=_invented(measured),
        folds=[Share.of(a == b for a, b in fold) for fold in measured.folds or ()],
        confused=_confused(measured),
    )
    path.write_text(text, encoding="utf-8")


def _picture(report: Path, name: str) -> Path:
    return report.with_name(f"{report.stem}-{name}.svg")


def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # it is Markdown
    )
    environment.filters["decimal"] = lambda number: format_decimal(
        round(number, 1), format="0.0", locale="fr"
    )
    return environment.get_template("report.md")


def _compared(figures: Figures) -> list[tuple[str, Share, Share]]:
    """What has a goal, besides the messages: its French name, our share and stock Rasa's."""
    names, ours = _NAMES["goals"], figures.ours
    theirs = (figures.stock or {}).items()
    asked = {*names} & {*ours} - {"answered"}
    return [(names[key], ours[key], share) for key, share in theirs if key in asked]


def _confusions(results: Sequence[Judged]) -> list[Confusion]:
    """What was read as what, of the messages that ask one thing."""
    return [
        (INTENTS[result.message.labels[0]], result.reply.intent)
        for result in results
        if len(result.message.labels) == 1
    ]


def _labels(results: Sequence[Judged]) -> dict[str, str]:
    """The labels that occur, with their French names."""
    occurring = {label for result in results for label in result.message.labels}
    names = {**{label: _NAMES["intents"][INTENTS[label]] for label in INTENTS}, **_NAMES["labels"]}
    return {label: name for label, name in names.items() if label in occurring}


def _of_label(results: Sequence[Judged], label: str) -> list[Judged]:
    return [result for result in results if label in result.message.labels]


def _invented(measured: Measured) -> dict[str, str]:
    """Each text that could not be made of known ones, with a message that it answered."""
    return {text: result.message.text for result in measured.ours.every for text in result.invented}


def _confused(measured: Measured) -> list[tuple[Confusion, int]]:
    """The pairs of intents that cross-validation most often takes for one another."""
    read = ((asked, understood) for fold in measured.folds or () for asked, understood in fold)
    wrong = (pair for pair in read if pair[0] != pair[1])
    return Counter(wrong).most_common(_MOST_CONFUSED)
