"""`make bench`: this assistant and stock Rasa side by side, on one machine, in one run.

python -m bench.compare --quick        # six minutes: is the command whole?
python -m bench.compare                # the figures of docs/performance.md, in thirty
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench import measure, report, samples
from bench.conversations import SHARE_OF_BOOKINGS
from bench.goals import Measured, lines_of, processor_time
from bench.notes import notes_of
from bench.outcome import Outcome, keep
from bench.plan import Group, Part, carry_out
from bench.steady import steady_load
from bench.systems import Ours, Stock, System
from testing.redis import Redis
from testing.running import ROOT

_STOCK_EPOCH_SECONDS = 30
_STOCK_READING_SECONDS = 120  # of the training data, before and after the epochs
_VISITORS = 16
_CROWD = 32  # enough to keep two processes busy, whichever visitors fall to which


def stock_group(system: Stock, found: Measured, options: argparse.Namespace) -> Group:
    """Train, start and measure Rasa as it comes."""
    seconds = _STOCK_READING_SECONDS + _STOCK_EPOCH_SECONDS * options.epochs
    parts = [
        *_beginning(system, found, seconds, 90),
        *_measurements(system, found, options, options.stock_turns),
    ]
    return Group(parts, system.stop)


def our_group(system: Ours, found: Measured, options: argparse.Namespace) -> Group:
    """Train, start and measure our assistant."""

    def through_the_web() -> None:
        found.web = asyncio.run(
            measure.conversations_on_the_web(system, system.web, _VISITORS, options.seconds)
        )

    parts = [
        *_beginning(system, found, 60, 15),
        *_measurements(system, found, options, options.turns),
        Part("ours: 16 visitors through the web", options.seconds + 5, through_the_web),
    ]
    return Group(parts, system.stop)


def growing_group(folder: Path, model: Path, found: Measured, options: argparse.Namespace) -> Group:
    """Measure two of Rasa's processes, and a steady load with one of them killed."""
    redis = Redis()
    workers = {"RASA_WORKERS": "2", "WEB_WORKERS": "2", "REDIS_URL": redis.url}
    system = Ours("two processes", folder, workers)
    system.prepare()

    def start() -> None:
        redis.start()
        system.model.parent.mkdir(parents=True)
        shutil.copy(model, system.model)
        system.start()
        system.make_room()

    def one_and_both(share_of_bookings: float) -> list[measure.Times]:
        return asyncio.run(
            measure.in_turns(
                lambda processes, seconds: measure.conversations(
                    system, _CROWD, seconds, processes, share_of_bookings
                ),
                (1, 2),
                options.seconds,
            )
        )

    def booking() -> None:
        found.one_of_two, found.two = one_and_both(SHARE_OF_BOOKINGS)

    def asking() -> None:
        found.one_of_two_asked, found.two_asked = one_and_both(0.0)

    def through_the_web() -> None:
        found.two_on_the_web = asyncio.run(
            measure.conversations_on_the_web(system, system.web, _VISITORS, options.seconds)
        )

    def steady() -> None:
        if found.two_on_the_web is None:
            raise RuntimeError("the capacity, of which this takes 80 %, is not known")
        rate = 0.8 * found.two_on_the_web.per_second
        found.steady = asyncio.run(steady_load(system, rate, 60 * options.steady_minutes))

    def end() -> None:
        system.stop()
        redis.stop()

    parts = [
        Part("two processes: start", 30, start, needed=True),
        Part("two processes: 32 who only ask one and both", 2 * options.seconds + 10, asking),
        Part("two processes: 32 visitors of one and of both", 2 * options.seconds + 10, booking),
        Part("two processes: 16 visitors through the web", options.seconds + 5, through_the_web),
        Part("two processes: steady load", 60 * options.steady_minutes + 30, steady),
    ]
    return Group(parts, end)


def _beginning(
    system: System, found: Measured, train_seconds: float, start_seconds: float
) -> list[Part]:
    def train() -> None:
        system.train()
        found.train = system.train_seconds

    def start() -> None:
        system.start()
        found.start = system.start_seconds
        system.make_room()

    return [
        Part(f"{system.name}: training", train_seconds, train, needed=True),
        Part(f"{system.name}: start", start_seconds, start, needed=True),
    ]


def _measurements(
    system: System, found: Measured, options: argparse.Namespace, turns: int
) -> list[Part]:
    """List what is measured alike of both."""

    def understanding() -> None:
        found.nlu = asyncio.run(measure.understanding(system, options.rounds))

    def one() -> None:
        found.one = asyncio.run(measure.conversations(system, 1, options.seconds))

    def many() -> None:
        found.many = asyncio.run(measure.conversations(system, _VISITORS, options.seconds))
        found.memory = system.memory()

    def long() -> None:
        found.long = asyncio.run(measure.long_conversation(system, turns))

    def accuracy() -> None:
        found.accuracy = asyncio.run(measure.accuracy(system, options.accuracy))

    name = system.name
    return [
        Part(f"{name}: understanding alone", options.rounds, understanding),
        Part(f"{name}: one visitor", options.seconds + 5, one),
        Part(f"{name}: 16 visitors", options.seconds + 20, many),
        Part(f"{name}: a conversation of {turns} turns", 0.2 * turns, long),
        Part(f"{name}: accuracy", 10, accuracy),
    ]


def main() -> None:
    """Measure both and write the report, as far as it has come after each part."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="conseiller-bench-"))
    when = datetime.now(UTC)
    stock, ours = Measured(), Measured()
    groups = []
    if not options.ours_only:
        theirs = Stock("stock", folder / "stock")
        theirs.folder.mkdir()
        theirs.prepare(options.epochs)
        groups.append(stock_group(theirs, stock, options))
    own = Ours("ours", folder / "ours")
    own.folder.mkdir()
    own.prepare()
    groups.append(our_group(own, ours, options))
    groups.append(growing_group(folder / "two", own.model, ours, options))

    def write(failed: list[str]) -> Path:
        notes = [*notes_of(ours, options), *(f"**Not measured**: {each}" for each in failed)]
        lines, times = lines_of(stock, ours), processor_time(stock, ours)
        cores = len(os.sched_getaffinity(0))
        keep(Outcome(stock, ours, cores, options.quick), ROOT / "reports" / "speed.json")
        return report.write(ROOT / "reports", lines, times, notes, when)

    failed = carry_out(groups, lambda: write([]))
    print(write(failed).read_text())
    if failed:
        sys.exit(f"bench: {len(failed)} parts failed; their logs are in {folder}")
    shutil.rmtree(folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare with stock Rasa.")
    parser.add_argument("--quick", action="store_true", help="small numbers: is the command whole?")
    parser.add_argument("--ours-only", action="store_true", help="leave stock Rasa out")
    parser.add_argument("--accuracy", type=Path, default=samples.MESSAGES)
    parser.add_argument("--epochs", type=int, default=10, help="of stock: half a minute each")
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
