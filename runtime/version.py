"""The version of the whole application, which is written in `pyproject.toml` alone."""

from __future__ import annotations

import tomllib
from functools import cache

from runtime.settings import ROOT


@cache
def app_version() -> str:
    """Read the version, such as `1.0.0`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])
