"""What the assistant says, for pages that say the same: the responses of `domain.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

_DOMAIN = Path(__file__).resolve().parent.parent / "domain.yml"


def response_text(name: str, **values: object) -> str:
    """Give a response's words, filled in. Raises KeyError for one that does not exist."""
    return _responses()[name].format(**values)


@cache
def _responses() -> dict[str, str]:
    domain = YAML(typ="safe").load(_DOMAIN)
    return {name: variants[0]["text"] for name, variants in domain["responses"].items()}
