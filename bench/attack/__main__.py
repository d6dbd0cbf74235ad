"""An attacker against a whole assistant: `.venvs/test/bin/python -m bench.attack`.

Attacks one after the other while ordinary visitors read pages, ask and look for a time, and prints
what harm was done next to the most that may be. Ends with 1 where there was more, or where visitors
were refused or waited.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from bench.attack.siege import besiege, report
from testing.running import make_conseiller


def main() -> None:
    """Start the assistant, attack it, print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="0.05: a small run")
    parser.add_argument("--visitors", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        running = make_conseiller(Path(home), TRUSTED_PROXIES="1")
        running.start()
        try:
            siege = asyncio.run(besiege(running, asked.scale, asked.visitors))
        finally:
            running.stop()
    print(report(siege))
    sys.exit(0 if siege.is_withstood(patience=1.0) else 1)


if __name__ == "__main__":
    main()
