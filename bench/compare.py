"""`make bench`: this assistant and stock Rasa side by side, on one machine, in one run.

python -m bench.compare --quick        # a few minutes: is the command whole?
python -m bench.compare                # the figures of docs/performance.md
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench import measure, report
from bench.report import Line
from bench.steady import Steady, steady_load
from bench.systems import Ours, Stock, System
from tests.redis import Redis
from tests.running import ROOT

_DEV = ROOT.parent / "shared" / "nlu" / "dev.tsv"


@dataclass
class Measured:
    """What was measured of one assistant."""

    train: float | None = None
    start: float | None = None
    memory: float | None = None
    nlu: measure.Times | None = None
    one: measure.Times | None = None
    many: measure.Times | None = None
    long: tuple[float, float] | None = None
    accuracy: float | None = None
    web_one: measure.Times | None = None
    web_two: measure.Times | None = None
    steady: Steady | None = field(default=None)


def measure_system(system: System, options: argparse.Namespace) -> Measured:
    """Train, start, measure and stop one assistant."""
    print(f"bench: {system.name}: training", flush=True)
    system.train()
    print(f"bench: {system.name}: {system.train_seconds:.0f} s; measuring", flush=True)
    system.start()
    found = Measured(train=system.train_seconds, start=system.start_seconds)
    try:
        found.nlu = asyncio.run(measure.understanding(system, options.rounds))
        found.one = asyncio.run(measure.conversations(system, 1, options.seconds))
        found.many = asyncio.run(measure.conversations(system, 16, options.seconds))
        found.memory = system.memory()
        turns = options.turns if isinstance(system, Ours) else options.stock_turns
        found.long = asyncio.run(measure.long_conversation(system, turns))
        if options.accuracy:
            found.accuracy = asyncio.run(measure.accuracy(system, options.accuracy))
        if isinstance(system, Ours):
            found.web_one = asyncio.run(
                measure.conversations_on_the_web(system.web, 16, options.seconds)
            )
    finally:
        system.stop()
    return found


def measure_growing(
    folder: Path, model: Path, found: Measured, options: argparse.Namespace
) -> None:
    """Measure two of Rasa's processes, and a steady load with one of them killed."""
    redis = Redis()
    redis.start()
    workers = {"RASA_WORKERS": "2", "WEB_WORKERS": "2", "REDIS_URL": redis.url}
    system = Ours("two processes", folder, workers)
    (folder / "models").mkdir(parents=True)
    shutil.copy(model, system.model)
    system.prepare()
    try:
        system.start()
        found.web_two = asyncio.run(
            measure.conversations_on_the_web(system.web, 16, options.seconds)
        )
        rate = 0.8 * found.web_two.per_second
        print(f"bench: steady load of {rate:.0f} turns a second", flush=True)
        found.steady = asyncio.run(steady_load(system, rate, 60 * options.steady_minutes))
    finally:
        system.stop()
        redis.stop()


def lines_of(stock: Measured | None, ours: Measured) -> list[Line]:
    """Make the table: every goal of the project, and whether it is met."""

    def line(what: str, unit: str, of: str, goal: str, least: float, at_most: bool = True) -> Line:
        theirs, own = _number(stock, of), _number(ours, of)
        met = None
        if theirs and own is not None:
            met = own / theirs <= least if at_most else own / theirs >= least
        return Line(what, unit, theirs, own, goal, met)

    lines = [
        line("Turn, median, one visitor", "ms", "one.median", "≤ 1/5", 1 / 5),
        line("Turn, 95th percentile, one visitor", "ms", "one.p95", "", 1),
        line("Turn, median, 16 visitors", "ms", "many.median", "", 1),
        line("Turn, 95th percentile, 16 visitors", "ms", "many.p95", "", 1),
        line("Turns a second, 16 visitors", "/s", "many.per_second", "≥ 5", 5, at_most=False),
        line("NLU alone, median", "ms", "nlu.median", "≤ 1/4", 1 / 4),
        line("NLU alone, 95th percentile", "ms", "nlu.p95", "≤ 1/2", 1 / 2),
        line("Memory, all processes", "MB", "memory", "≤ 1/2", 1 / 2),
        line("Start to first answer", "s", "start", "≤ 1/3", 1 / 3),
        line("Training", "s", "train", "≤ 1/2", 1 / 2),
        line("Accuracy on the table given", "", "accuracy", "above stock", 1, at_most=False),
    ]
    lines += _growth_lines(stock, ours)
    return lines


def _growth_lines(stock: Measured | None, ours: Measured) -> list[Line]:
    growth = [m.long[1] / m.long[0] if m and m.long else None for m in (stock, ours)]
    lines = [
        Line(
            "Last turn of a long conversation / 5th", "×", *growth, "ours ≤ 1.3", _below(growth[1])
        )
    ]
    if ours.web_one and ours.web_two:
        gain = ours.web_two.per_second / ours.web_one.per_second
        lines.append(Line("Two rasa processes / one", "×", None, gain, "≥ 1.6", gain >= 1.6))
    if ours.steady:
        bad = ours.steady.unanswered + ours.steady.lost_or_disordered
        lines.append(Line("Steady load: lost or disordered", "", None, bad, "0", bad == 0))
        flat = ours.steady.memory_after / ours.steady.memory_before
        lines.append(
            Line("Steady load: memory at end / before", "×", None, flat, "≤ 1.1", flat <= 1.1)
        )
    return lines


def _below(growth: float | None) -> bool | None:
    return None if growth is None else growth <= 1.3


def _number(measured: Measured | None, path: str) -> float | None:
    value = measured
    for name in path.split("."):
        value = getattr(value, name, None)
    return value  # type: ignore[return-value]


def notes_of(ours: Measured, options: argparse.Namespace) -> list[str]:
    """Say what the figures are of."""
    notes = [
        f"Turns are those of Rasa's REST channel, for {options.seconds:.0f} s each, with the "
        "conversations of `bench/conversations.py`; the load came from the same machine.",
        f"The long conversation has {options.turns} turns for ours, {options.stock_turns} for "
        "stock.",
        "Memory is each process's proportional share (PSS); ours counts web, notifier and "
        "supervisor too, which stock does not have.",
    ]
    if ours.web_one:
        notes.append(
            f"Through the public API, 16 visitors: {ours.web_one.per_second:.1f} turns a second, "
            f"median {ours.web_one.median:.0f} ms."
        )
    if ours.steady:
        notes.append(
            f"Steady load: {ours.steady.said} messages in {options.steady_minutes:g} minutes; the "
            f"longest anyone waited when a process was killed was "
            f"{ours.steady.longest_seconds:.1f} s."
        )
    return notes


def main() -> None:
    """Measure both and write the report."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="conseiller-bench-"))
    when = datetime.now(UTC)
    stock = None
    if not options.ours_only:
        theirs = Stock("stock", folder / "stock")
        theirs.folder.mkdir()
        theirs.prepare(options.epochs)
        stock = measure_system(theirs, options)
    own = Ours("ours", folder / "ours")
    own.folder.mkdir()
    own.prepare()
    ours = measure_system(own, options)
    measure_growing(folder / "two", own.model, ours, options)
    notes = notes_of(ours, options)
    table = report.write(ROOT / "reports", lines_of(stock, ours), notes, when)
    print(table.read_text())
    shutil.rmtree(folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare with stock Rasa.")
    parser.add_argument("--quick", action="store_true", help="small numbers: is the command whole?")
    parser.add_argument("--ours-only", action="store_true", help="leave stock Rasa out")
    parser.add_argument("--accuracy", type=Path, default=_DEV if _DEV.exists() else None)
    parser.add_argument("--epochs", type=int, default=100, help="of DIET and TED")
    parser.add_argument("--seconds", type=float, default=45.0, help="of each load")
    parser.add_argument("--rounds", type=int, default=8, help="of the questions, for NLU alone")
    parser.add_argument("--turns", type=int, default=500, help="of the long conversation")
    parser.add_argument("--stock-turns", type=int, default=150, help="the same, for stock Rasa")
    parser.add_argument("--steady-minutes", type=float, default=10.0)
    options = parser.parse_args()
    if options.quick:
        options.epochs, options.seconds, options.rounds = 1, 8.0, 1
        options.turns, options.stock_turns, options.steady_minutes = 60, 30, 0.5
    if sys.platform != "linux":
        sys.exit("bench: memory is read from /proc, which only Linux has")
    return options


if __name__ == "__main__":
    main()
