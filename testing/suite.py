"""Run every test, or those that are named.

    python -m testing.suite [PATH::NAME …]

All tests run in three processes, two at a time, which keeps two cores busy. Those with a browser
need one of their own anyway: Playwright leaves an event loop running in the process that it is in.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack
from typing import IO

from testing.running import ROOT

_PYTEST = (sys.executable, "-m", "pytest")
_PARTS = (("tests/unit", "tests/integration"), ("tests/e2e",), ("tests/dialogues",))
_AT_ONCE = 2
_INTERRUPTED = 130


def side_by_side(commands: Sequence[Sequence[str]]) -> list[int]:
    """Run commands, two at a time; the first speaks at once, the others when all are over.

    Returns the codes that they end with. When the terminal interrupts everything, waits for those
    that run to stop what they have started, and begins no other.
    """
    with ExitStack() as files, ThreadPoolExecutor(_AT_ONCE) as pool:
        told = [files.enter_context(tempfile.TemporaryFile()) for _ in commands[1:]]
        outputs = (None, *told)
        runs = [pool.submit(_run, *each) for each in zip(commands, outputs, strict=True)]
        try:
            wait(runs)
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
        for each in told:
            each.seek(0)
            sys.stdout.write(each.read().decode(errors="replace"))
        sys.stdout.flush()
    return [_INTERRUPTED if run.cancelled() else run.result() for run in runs]


def _run(command: Sequence[str], output: IO[bytes] | None) -> int:
    return subprocess.run(command, cwd=ROOT, stdout=output, stderr=output).returncode


def main() -> None:
    """Run the tests; ends with 0 where all pass."""
    if named := sys.argv[1:]:
        sys.exit(_run([*_PYTEST, *named], None))
    names = [" and ".join(folders) for folders in _PARTS]
    print(f"tests: meanwhile, and shown at the end: {', '.join(names[1:])}", flush=True)
    codes = side_by_side([[*_PYTEST, *folders] for folders in _PARTS])
    for name, code in zip(names, codes, strict=True):
        print(f"tests: {name} {f'FAILED ({code})' if code else 'passed'}")
    sys.exit(1 if any(codes) else 0)


if __name__ == "__main__":
    main()
