"""Arrows between packages run downwards: the contracts of pyproject.toml hold, and can fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from testing.running import ROOT

LINT = Path(sys.executable).with_name("lint-imports")
PACKAGES = (
    "actions bench booking conversations entrypoints french knowledge nlu notify runtime testing "
    "staff tests web"
).split()


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT, "--no-cache", "--config", folder / "pyproject.toml"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def copy(tmp_path):
    """The packages alone, to turn an arrow in."""
    only_code = shutil.ignore_patterns("__pycache__", "node_modules", "static", "widget")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=only_code)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_architecture_page_shows_the_layers():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = {each["name"]: each for each in config["tool"]["importlinter"]["contracts"]}
    layers = "\n".join(contracts["Arrows run downwards"]["layers"])

    assert f"```\n{layers}\n```" in (ROOT / "docs" / "architecture.md").read_text()


def test_every_arrow_runs_downwards():
    done = lint(ROOT)

    assert done.returncode == 0, done.stdout


def test_arrows_that_are_turned_are_found(copy):
    turned = {
        "booking.desk": "web.app",
        "french.speak": "booking.model",
        "runtime.settings": "notify.video",
        "conversations.erasing": "runtime.settings",
        "web.app": "entrypoints.serve",
        "actions.answers": "web.responses",
        "testing.redis": "bench.svg",
        "bench.svg": "tests.builders",
    }
    for module, imported in turned.items():
        with (copy / module.replace(".", "/")).with_suffix(".py").open("a") as file:
            file.write(f"\nimport {imported}\n")

    done = lint(copy)

    assert done.returncode == 1
    for module, imported in turned.items():
        assert f"{module} -> {imported}" in done.stdout
