"""Run every test, or those that are named.

    python -m testing.suite [PATH::NAME …]

All tests run in two processes at once, which keeps two cores busy. Two are needed anyway:
Playwright leaves an event loop running in the process that it is in.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence

from testing.running import ROOT

_PYTEST = (sys.executable, "-m", "pytest")
_PARTS = (("tests/unit", "tests/integration"), ("tests/dialogues", "tests/e2e"))


def side_by_side(first: Sequence[str], second: Sequence[str]) -> tuple[int, int]:
    """Run two commands at once; what the second says is shown when both are over.

    Returns the codes that they end with. When the terminal interrupts all of them, waits for both
    to stop what they have started.
    """
    with tempfile.TemporaryFile() as said:
        later = subprocess.Popen(second, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        now = subprocess.Popen(first, cwd=ROOT)
        try:
            codes = now.wait(), later.wait()
        except KeyboardInterrupt:
            codes = now.wait(), later.wait()
        said.seek(0)
        sys.stdout.write(said.read().decode(errors="replace"))
        sys.stdout.flush()
    return codes


def main() -> None:
    """Run the tests; ends with 0 where all pass."""
    if named := sys.argv[1:]:
        sys.exit(subprocess.run([*_PYTEST, *named], cwd=ROOT).returncode)
    print(f"tests: {' and '.join(_PARTS[1])} run meanwhile, and are shown afterwards", flush=True)
    first, second = ([*_PYTEST, *folders] for folders in _PARTS)
    codes = side_by_side(first, second)
    for folders, code in zip(_PARTS, codes, strict=True):
        print(f"tests: {' and '.join(folders)} {f'FAILED ({code})' if code else 'passed'}")
    sys.exit(1 if any(codes) else 0)


if __name__ == "__main__":
    main()
