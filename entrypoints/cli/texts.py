"""What `./conseiller` says to people; the texts are in `texts.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_FILE = Path(__file__).with_name("texts.yml")


def text(key: str, **values: Any) -> str:
    """Give a text, its gaps filled."""
    return _texts()[key].format(**values) if values else _texts()[key]


def counted(key: str, count: int) -> str:
    """Give the text of a number of things; none is said as one is, as French does."""
    return text(f"{key}_{'one' if count < 2 else 'many'}", count=count)


@cache
def _texts() -> dict[str, str]:
    read: dict[str, str] = YAML(typ="safe").load(_FILE)
    return read
