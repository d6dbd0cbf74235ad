"""Let a month of simulated visitors pass, check every figure, and look for what is left of them.

    .venvs/test/bin/python -m bench.month --conversations 3000 [--seed 1] [--voices kept]

Day after day of a pretended month all processes run, on that day's clock; visitors converse, staff
note who came, nights are counted. Then every figure, its table, its picture and its file are
compared with what the command knows to have happened; everybody is erased; and whatever is kept is
searched for names, addresses and numbers. Writes `reports/month.md`; ends with 1 where anything is
wrong.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench.month.report import write_report
from bench.month.trial import trial
from testing.running import ROOT


def main() -> None:
    """Let the month pass."""
    parser = argparse.ArgumentParser(description="Let a month of simulated visitors pass.")
    parser.add_argument("--conversations", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--voices", choices=("all", "kept", "trained"), default="all")
    parser.add_argument("--home", type=Path, help="an empty folder, which is kept")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="month-") as folder:
        home = asked.home or Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        found = trial(home, asked.conversations, asked.seed, asked.voices, told=_tell)
    write_report(ROOT / "reports" / "month.md", found, asked.seed, asked.voices)
    for wrong in found.wrong:
        print(wrong)
    sys.exit(1 if found.wrong else 0)


def _tell(progress: str) -> None:
    print(f"month: {progress}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
