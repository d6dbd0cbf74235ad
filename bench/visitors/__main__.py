"""Let simulated visitors converse with the assistant, and report what went wrong.

    python -m bench.visitors --conversations 10000 --seed 1 [--voices kept]
    python -m bench.visitors --seed 1 --replay 1234 [--voices kept]

Writes `reports/visitors.md` and `.json`. A conversation is played again by its seed and number,
with the same `--voices`.
"""

from __future__ import annotations

import argparse
import sys
import time

from bench.visitors.checks import Played, faults
from bench.visitors.play import batch_of, batches, play
from bench.visitors.points import Points
from bench.visitors.report import Judged, keep, told_whole, write_report
from bench.visitors.voices import voices
from testing.running import ROOT

_TOLD_EVERY = 50


class Progress:
    """Tells how far it is, on the standard error output."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._played = self._gave_up = 0
        self._begun = time.monotonic()

    def __call__(self, played: Played) -> None:
        """Count a conversation."""
        self._played += 1
        self._gave_up += played.gave_up is not None
        if self._played % _TOLD_EVERY == 0 or self._played == self._total:
            each = (time.monotonic() - self._begun) / self._played
            left = each * (self._total - self._played) / 60
            told = f"{self._played} of {self._total}, {self._gave_up} gave up, {left:.0f} min to go"
            print(f"visitors: {told}", file=sys.stderr, flush=True)


def main() -> None:
    """Play conversations; ends with 1 where one of them booked something wrong."""
    parser = argparse.ArgumentParser(description="Let simulated visitors converse.")
    parser.add_argument("--conversations", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--voices", choices=("all", "kept", "trained"), default="all")
    parser.add_argument("--replay", type=int, help="number of one conversation to play again")
    asked = parser.parse_args()
    points = Points.load()
    speaking = voices(asked.voices)
    if asked.replay:
        chosen = [batch_of(asked.seed, asked.replay)]
    else:
        chosen = list(batches(asked.seed, asked.conversations))
    progress = Progress(sum(batch.last - batch.first + 1 for batch in chosen))
    judged: list[Judged] = []
    for batch in chosen:
        played, bookings = play(batch, speaking, points.tells, progress)
        judged += [Judged.of(each, faults(each, bookings, points), points) for each in played]
        if not asked.replay:
            write_report(ROOT / "reports" / "visitors.md", judged, asked.seed, asked.voices)
            keep(judged, ROOT / "reports" / "visitors.json")
    if asked.replay:
        print(told_whole(judged[0]))
    sys.exit(1 if any(each.booked_wrong for each in judged) else 0)


if __name__ == "__main__":
    main()
