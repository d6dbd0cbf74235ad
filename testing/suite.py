"""Run every test, or those that are named.

    python -m testing.suite [PATH::NAME …]

Each part runs in two processes, which takes two cores: whichever is free gets the next file, those
with most tests first. Tests with a browser are a part of their own, since Playwright leaves an
event loop running in the process that it is in. The model is taught beside the first part, whose
tests need none.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from testing.running import ROOT

_TRAIN = ("make", "--no-print-directory", "train")
_PYTEST = (sys.executable, "-m", "pytest")
_TWO_AT_A_TIME = ("-n", "2", "--dist", "loadfile")
_NEED_NO_MODEL = (
    "tests/unit",
    *(f"tests/integration/{each}" for each in ("actions", "booking", "conversations", "notify")),
)
_NEED_THE_MODEL = (
    ("tests/integration", *(f"--ignore={each}" for each in _NEED_NO_MODEL)),
    ("tests/e2e",),
    ("tests/dialogues",),
)
_INTERRUPTED = 130


def one_after_another(
    meanwhile: Sequence[str], first: Sequence[str], others: Sequence[Sequence[str]]
) -> list[int]:
    """Run `meanwhile` beside the first command, and the others once both are over.

    Returns the codes that they end with, that of `meanwhile` first. Where it fails, the others have
    nothing to work with; where the terminal interrupts, no other begins. What runs is always waited
    for, so that it stops what it has started.
    """
    beside = subprocess.Popen(meanwhile, cwd=ROOT)
    codes = [_run(first)]
    codes.insert(0, _wait(beside))
    for command in others:
        if codes[0] or _INTERRUPTED in codes:
            break
        codes.append(_run(command))
    return codes


def _run(command: Sequence[str]) -> int:
    return _wait(subprocess.Popen(command, cwd=ROOT))


def _wait(process: subprocess.Popen[bytes]) -> int:
    try:
        return process.wait()
    except KeyboardInterrupt:  # which the terminal sent to it, too
        process.wait()
        return _INTERRUPTED


def main() -> None:
    """Run the tests; ends with 0 where all pass."""
    if named := sys.argv[1:]:
        sys.exit(_run(_TRAIN) or _run([*_PYTEST, *named]))
    parts = [[*_PYTEST, *_TWO_AT_A_TIME, *words] for words in (_NEED_NO_MODEL, *_NEED_THE_MODEL)]
    training, *codes = one_after_another(_TRAIN, parts[0], parts[1:])
    print(f"tests: the model {f'FAILED ({training})' if training else 'is there'}")
    for words, code in zip((_NEED_NO_MODEL, *_NEED_THE_MODEL), codes, strict=False):
        print(f"tests: {words[0]} … {f'FAILED ({code})' if code else 'passed'}")
    sys.exit(1 if training or any(codes) else 0)


if __name__ == "__main__":
    main()
