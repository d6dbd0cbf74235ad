"""The French sentences of `templates/`, by key: as cheap to import as what reads them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

TEMPLATES = Path(__file__).parent / "templates"


@cache
def sentences(name: str) -> dict[str, str]:
    """Read the sentences of `templates/<name>.yml`."""
    read: dict[str, str] = YAML(typ="safe").load(TEMPLATES / f"{name}.yml")
    return read
