"""The French texts of `templates/`: sentences by key, and files for visitors to keep."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from ruamel.yaml import YAML

from booking import french
from web.transcript import Bubble

TEMPLATES = Path(__file__).parent / "templates"

_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_LINK = re.compile(r"\[([^\][]+)\]\(([^()\s]+)\)")


@cache
def sentences(name: str) -> dict[str, str]:
    """Read the sentences of `templates/<name>.yml`."""
    read: dict[str, str] = YAML(typ="safe").load(TEMPLATES / f"{name}.yml")
    return read


@cache
def templates() -> Environment:
    """The templates, escaping what goes into HTML."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(moment=french.moment, plain=_plain)
    return environment


def transcript(bubbles: Sequence[Bubble], school: str, page_url: str) -> str:
    """Write a conversation as plain text, oldest first."""
    template = templates().get_template("transcript.txt")
    return template.render(bubbles=bubbles, school=school, page_url=page_url)


def _plain(text: str) -> str:
    """Write the assistant's light markup as plain text."""
    return _LINK.sub("\\1\N{NO-BREAK SPACE}: \\2", _BOLD.sub(r"\1", text)).replace("\n- ", "\n– ")
