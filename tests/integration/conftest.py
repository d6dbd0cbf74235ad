"""What tests of the commands share."""

from __future__ import annotations

import os
import subprocess
from datetime import datetime

import pytest

from runtime.database import migrate
from runtime.settings import Settings
from runtime.wiring import Services
from testing.running import ROOT
from testing.web_server import NOW


@pytest.fixture
def conseiller(tmp_path):
    """The command, on a home of the test's own."""
    environment = {
        **os.environ,
        "CONSEILLER_HOME": str(tmp_path),
        "CONSEILLER_NOW": NOW,
        "RASA_PORT": "1",
        "ACTIONS_PORT": "1",
        "WEB_PORT": "1",
    }

    def run(*words: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [ROOT / "conseiller", *words],
            env={**environment, **more},
            input=typed,
            capture_output=True,
            text=True,
        )

    return run


@pytest.fixture
def services(tmp_path, monkeypatch):
    """What the command works with."""
    monkeypatch.setenv("CONSEILLER_HOME", str(tmp_path))
    made = Services(Settings(), now=lambda: datetime.fromisoformat(NOW))
    migrate(made.engine)
    return made
