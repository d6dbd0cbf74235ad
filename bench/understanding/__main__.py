"""Measure how well visitors are understood, and write the report (`make evaluate`).

    python -m bench.understanding [MESSAGES.tsv] [--without dates dialogues folds stock]

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
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench import samples, when
from bench.dialogues import Ending, endings
from bench.systems import RASA
from bench.understanding.asking import Rasa, Results, ask_all
from bench.understanding.goals import Measured, goals
from bench.understanding.judging import Judge, make_judge
from bench.understanding.messages import INTENTS, Labelled, read_messages
from bench.understanding.report import write_report
from bench.understanding.stock import ask_stock
from testing.running import ROOT, make_conseiller

PARTS = ("dates", "dialogues", "folds", "stock")  # the slowest last


def ask_ours(home: Path, judge: Judge, messages: Sequence[Labelled]) -> Results:
    """Start the assistant with an empty home, and ask it everything."""
    conseiller = make_conseiller(home)
    conseiller.start()
    try:
        token = (home / "rasa_token").read_text()
        return ask_all(Rasa("conseiller", conseiller.rasa_url, token), judge, messages)
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


def play_all(file: Path) -> list[Ending]:
    """Play every conversation of a file, showing how each ends."""
    played = []
    for ending in endings(file):
        print(f"dialogue {ending.id}: {ending.problem or 'as expected'}", file=sys.stderr)
        played.append(ending)
    return played


def main() -> None:
    """Measure part by part, keeping the report up to date, and print the goals."""
    options = _options()
    messages, judge = read_messages(options.messages), make_judge()
    if unknown := {label for message in messages for label in message.labels} - set(INTENTS):
        sys.exit(f"evaluate: {options.messages} has unknown labels: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="conseiller-evaluate-") as name:
        folder = Path(name)
        measured = Measured(options.messages.name, ask_ours(folder / "home", judge, messages))
        write_report(options.out, measured)
        parts: dict[str, Callable[[], Any]] = {
            "dates": lambda: when.read_all(options.dates, options.no_dates),
            "dialogues": lambda: play_all(options.dialogues),
            "folds": lambda: cross_validate(folder),
            "stock": lambda: ask_stock(folder / "stock", options.stock_epochs, judge, messages),
        }
        for part in (each for each in PARTS if each not in options.without):
            measured = replace(measured, **{part: parts[part]()})
            write_report(options.out, measured)
    for goal in goals(measured):
        verdict = {True: "met", False: "MISSED", None: "not measured"}[goal.is_met]
        print(f"{goal.name:<20} {verdict:<14} {goal.measured}")
    print(f"evaluate: the report is {options.out}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how well visitors are understood.")
    parser.add_argument(
        "messages",
        type=Path,
        nargs="?",
        default=samples.MESSAGES,
        help="TSV with the columns label and text",
    )
    parser.add_argument("--out", type=Path, default=ROOT / "reports" / "understanding.md")
    parser.add_argument("--without", nargs="+", choices=PARTS, default=[], help="parts left out")
    parser.add_argument("--stock-epochs", type=int, default=100, help="of stock Rasa's training")
    parser.add_argument("--dates", type=Path, default=samples.WHEN)
    parser.add_argument("--no-dates", type=Path, default=samples.NO_TIMES)
    parser.add_argument("--dialogues", type=Path, default=samples.CONVERSATIONS)
    options = parser.parse_args()
    for file in (options.messages, options.dates, options.no_dates, options.dialogues):
        if not file.exists():
            parser.error(f"there is no {file}")
    return options


if __name__ == "__main__":
    main()
