"""Measure how well visitors are understood, and write the report (`make evaluate`).

    python -m bench.understanding [MESSAGES.tsv …] [--pairs FILE.tsv …] [--follow-ups FILE.tsv …]
                                  [--job SLUG]
                                  [--without dates dialogues folds stock]

Says every message to the assistant, and to stock Rasa, each in a conversation of its own: what is
judged is what the visitor reads. Reads dates, plays whole conversations and cross-validates the
intent model. Writes reports/understanding.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench import samples, when
from bench.dialogues import play_all
from bench.systems import RASA
from bench.understanding.asking import Answers, Questions, Rasa, ask_all
from bench.understanding.goals import Measured, goals
from bench.understanding.judging import Judge, make_judge
from bench.understanding.messages import INTENTS, read_messages
from bench.understanding.report import write_report
from bench.understanding.shares import Share
from bench.understanding.stock import ask_stock
from knowledge import Job, load_jobs
from testing.running import ROOT, make_conseiller
from web.responses import initial_value
from web.school_slots import school_slots

PARTS = ("dates", "dialogues", "folds", "stock")  # the slowest last


def ask_ours(home: Path, judge: Judge, questions: Questions) -> Answers:
    """Start the assistant with an empty home, and ask it everything."""
    conseiller = make_conseiller(home)
    conseiller.start()
    try:
        token = (home / "rasa_token").read_text()
        return ask_all(Rasa("conseiller", conseiller.rasa_url, token), judge, questions)
    finally:
        conseiller.stop()


def cross_validate(folder: Path) -> list[list[tuple[str, str]]]:
    """Cross-validate the intent model in Rasa's environment, which shows its progress."""
    file = folder / "folds.json"
    module = "bench.understanding.cross_validation"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [str(RASA), "-W", "ignore", "-m", module, str(file)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    pairs: list[list[tuple[str, str]]] = json.loads(file.read_text(encoding="utf-8"))
    return pairs


def read_questions(options: argparse.Namespace, about: Job) -> Questions:
    """Read all that is asked; ends where a file is of no format or has a label that is unknown."""
    try:
        messages, pairs, follow_ups = (
            [message for file in files for message in read_messages(file)]
            for files in (options.messages, options.pairs, options.follow_ups)
        )
    except ValueError as error:
        sys.exit(f"evaluate: {error}")
    questions = Questions(messages, pairs, follow_ups, school_slots(about.school, about))
    if unknown := questions.labels - set(INTENTS):
        sys.exit(f"evaluate: there are unknown labels: {', '.join(sorted(unknown))}")
    return questions


def main() -> None:
    """Measure part by part, keeping the report up to date, and print the goals."""
    options = _options()
    about = load_jobs(ROOT / "knowledge")[options.job]
    questions = read_questions(options, about)
    judge = make_judge(about, questions.about)
    sources = tuple(file.name for file in (*_asked(options), *options.dialogues))
    with tempfile.TemporaryDirectory(prefix="conseiller-evaluate-") as name:
        folder = Path(name)
        measured = Measured(sources, ask_ours(folder / "home", judge, questions))
        write_report(options.out, measured)
        parts: dict[str, Callable[[], Any]] = {
            "dates": lambda: when.read_all(options.dates, options.no_dates),
            "dialogues": lambda: play_all("conseiller", options.dialogues),
            "folds": lambda: cross_validate(folder),
            "stock": lambda: ask_stock(
                folder / "stock",
                options.stock_epochs,
                judge,
                questions,
                None if "dialogues" in options.without else options.dialogues,
            ),
        }
        for part in (each for each in PARTS if each not in options.without):
            measured = replace(measured, **{part: parts[part]()})
            write_report(options.out, measured)
    for goal in goals(measured):
        verdict = {True: "met", False: "MISSED", None: "not measured"}[goal.is_met]
        print(f"{goal.name:<20} {verdict:<14} {_told(goal.measured)}")
    print(f"evaluate: the report is {options.out}")


def _told(measured: Share | float | None) -> str:
    if not isinstance(measured, Share):
        return "" if measured is None else f"{measured:g}"
    low, high = measured.interval
    share = f"{measured.right} of {measured.total} ({measured.percent:.1f} %"
    return f"{share}, {low:.1f} to {high:.1f} %)"


def _asked(options: argparse.Namespace) -> list[Path]:
    return [*options.messages, *options.pairs, *options.follow_ups]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how well visitors are understood.")
    parser.add_argument(
        "messages",
        type=Path,
        nargs="*",
        default=[samples.MESSAGES],
        help="TSV with the columns label and text, and perhaps expect and must_not",
    )
    parser.add_argument("--pairs", type=Path, nargs="+", default=[samples.PAIRS])
    parser.add_argument("--follow-ups", type=Path, nargs="+", default=[samples.FOLLOW_UPS])
    parser.add_argument("--job", default=initial_value("job"), help="a folder of knowledge/")
    parser.add_argument("--out", type=Path, default=ROOT / "reports" / "understanding.md")
    parser.add_argument("--without", nargs="+", choices=PARTS, default=[], help="parts left out")
    parser.add_argument("--stock-epochs", type=int, default=100, help="of stock Rasa's training")
    parser.add_argument("--dates", type=Path, default=samples.WHEN)
    parser.add_argument("--no-dates", type=Path, default=samples.NO_TIMES)
    parser.add_argument("--dialogues", type=Path, nargs="+", default=[samples.CONVERSATIONS])
    options = parser.parse_args()
    for file in (*_asked(options), *options.dialogues, options.dates, options.no_dates):
        if not file.exists():
            parser.error(f"there is no {file}")
    if not (ROOT / "knowledge" / options.job / "job.yml").exists():
        parser.error(f"there is no job {options.job} in knowledge/")
    return options


if __name__ == "__main__":
    main()
