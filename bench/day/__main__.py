"""A day in which everything fails: `.venvs/test/bin/python -m bench.day`.

24 simulated hours, minute by minute, on SQLite and PostgreSQL: visitors book, move, correct and
cancel, some of them at the same instant; meanwhile, at random, the clock jumps, the database and
the mail server are away, statements and commits fail, answers are lost on their way, and the
notifier is killed before or after it sends. Ends with 1 where an answer that a visitor got is not
so, a place or a message is doubled, or somebody was not told.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from pathlib import Path

from bench.day.trial import Outcome, trial
from testing.postgresql import PostgreSQL
from testing.sqlite import sqlite_database


def main() -> None:
    """Let a day pass on each kind of database, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=24)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    logging.disable(logging.WARNING)  # each fault says so
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        on_sqlite = trial(sqlite_database(home), home, asked.hours, asked.seed)
        _report("SQLite", on_sqlite)
        server = PostgreSQL()
        server.start()
        try:
            on_postgresql = trial(server.database(), home, asked.hours, asked.seed)
        finally:
            server.remove()
        _report("PostgreSQL", on_postgresql)
    sys.exit(0 if on_sqlite.is_right and on_postgresql.is_right else 1)


def _report(database: str, outcome: Outcome) -> None:
    faults = ", ".join(f"{name} {count}" for name, count in sorted(outcome.faults.items()))
    print(f"{database}: {outcome.answered} changes answered; {faults}")
    print(
        f"  lost {len(outcome.lost)}, doubled {len(outcome.doubled)}, untold {len(outcome.untold)};"
        f" {outcome.repeats} e-mails repeated under their identity;"
        f" staff told within {outcome.latest_minutes} simulated minutes",
        flush=True,
    )
    for wrong in (*outcome.lost, *outcome.doubled, *outcome.untold):
        print(f"  {wrong}")


if __name__ == "__main__":
    main()
