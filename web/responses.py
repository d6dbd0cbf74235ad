"""What the assistant says, for pages that say the same: the responses of `domain.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_DOMAIN = Path(__file__).resolve().parent.parent / "domain.yml"


def response_text(name: str, **values: object) -> str:
    """Give a response's words, filled in. Raises KeyError for one that does not exist."""
    return _responses()[name].format(**values)


def initial_value(slot: str) -> str:
    """Give what a slot holds when a conversation begins."""
    return str(_domain()["slots"][slot]["initial_value"])


@cache
def _responses() -> dict[str, str]:
    return {name: variants[0]["text"] for name, variants in _domain()["responses"].items()}


@cache
def _domain() -> Any:
    return YAML(typ="safe").load(_DOMAIN)
