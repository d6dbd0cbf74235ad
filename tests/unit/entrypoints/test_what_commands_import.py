"""Whoever types a command waits for what it needs, and for nothing that others need."""

from __future__ import annotations

import subprocess
import sys

import pytest

from testing.running import ROOT

_RUN = """
import sys
from entrypoints.cli.__main__ import app
app(sys.argv[1:], standalone_mode=False)
print(*sys.modules, sep="\\n", file=sys.stderr)
"""
_DATABASE = {"sqlalchemy", "alembic", "runtime.wiring", "runtime.database"}
_TIMES = {"french.when", "french.templates"}
_SERVING = {"sanic", "rasa_sdk", "aiohttp", "web.texts"}


@pytest.mark.parametrize(
    ("words", "said", "unneeded"),
    [
        (["--help"], "bookings", _DATABASE | _TIMES | _SERVING | {"entrypoints.cli.bookings"}),
        (["when", "demain à 14h"], "start", _DATABASE | _SERVING),
    ],
    ids=["help", "when"],
)
def test_a_command_imports_nothing_that_only_others_need(words, said, unneeded):
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *words], cwd=ROOT, capture_output=True, text=True
    )

    assert said in done.stdout
    assert unneeded & set(done.stderr.split()) == set()
