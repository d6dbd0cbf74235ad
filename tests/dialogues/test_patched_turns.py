"""What is spared in a turn changes nothing: the same words, events and policies as stock Rasa's."""

from __future__ import annotations

import json
import re
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from testing.running import PYTHON, ROOT, make_conseiller

RASA = ROOT / ".venvs" / "rasa" / "bin" / "python"
_TURNS = "30"  # more than twice as many as a turn is shown of
_REFERENCE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
_PREPARE = "from entrypoints.cli.common import services; services()"


def converse(kind: str, home: Path) -> dict[str, list]:
    """Hold the same conversation with action server and bookings of its own."""
    # The links in answers hold this address, which must be the same for both.
    environment = make_conseiller(home, PUBLIC_URL="https://ecole.example.org").environment
    subprocess.run([PYTHON, "-c", _PREPARE], cwd=ROOT, env=environment, check=True)
    actions = subprocess.Popen(
        [PYTHON, "-m", "entrypoints.serve", "actions"], cwd=ROOT, env=environment
    )
    try:
        url = f"http://127.0.0.1:{environment['ACTIONS_PORT']}"
        _wait_for(f"{url}/health")
        model, database = ROOT / "models" / "conseiller.tar.gz", home / "talk.db"
        words = [kind, str(model), str(database), f"{url}/webhook", _TURNS]
        script = ROOT / "tests" / "dialogues" / "converse.py"
        done = subprocess.run(
            [RASA, "-W", "ignore", script, *words],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
    finally:
        actions.kill()
        actions.wait()
    assert done.returncode == 0, done.stderr[-3000:]
    said = done.stdout[done.stdout.index('{"answers"') :]
    return json.loads(_REFERENCE.sub("REFERENCE", said))


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if httpx.get(url).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise AssertionError(f"{url} does not answer")


@pytest.mark.timeout(1500)  # two models are loaded, on a machine that may be busy
def test_a_long_random_conversation_goes_as_with_stock_rasa(tmp_path):
    patched = converse("patched", tmp_path / "patched")
    stock = converse("stock", tmp_path / "stock")

    assert len(patched["answers"]) >= int(_TURNS)
    for what in ("answers", "events", "policies"):
        differing = [
            pair for pair in zip(patched[what], stock[what], strict=True) if pair[0] != pair[1]
        ]
        assert differing == []
