"""The templates of `templates/`, opened, and files for visitors to keep."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby

from jinja2 import Environment
from markupsafe import Markup, escape

from conversations.transcript import Bubble
from french.templates import open_templates
from web import assets
from web.responses import initial_value
from web.sentences import TEMPLATES

_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_NUMBER = re.compile(r"\[([^\][]+)\]\(tel:[^()\s]+\)")
_ANY_LINK = re.compile(r"\[([^\][]+)\]\(((?:tel:|https://)[^()\s]+)\)")
_LINK = re.compile(r"\[([^\][]+)\]\(([^()\s]+)\)")


@cache
def templates() -> Environment:
    """Open the templates."""
    opened = open_templates(TEMPLATES)
    opened.filters["plain"] = _plain
    opened.filters["marked"] = _marked
    opened.globals["asset"] = assets.address
    opened.globals["assistant_says"] = initial_value  # of its slots
    return opened


def write_transcript(bubbles: Sequence[Bubble], school: str, page_url: str) -> str:
    """Write a conversation as plain text, oldest first."""
    template = templates().get_template("transcript.txt")
    return template.render(bubbles=bubbles, school=school, page_url=page_url)


def _marked(text: str) -> Markup:
    """Write the assistant's light markup as a page does: paragraphs, lists, bold, links."""
    written = _BOLD.sub(r"<strong>\1</strong>", str(escape(text)))
    lines = _ANY_LINK.sub(r'<a href="\2">\1</a>', written).splitlines()
    blocks = []
    for is_item, block in groupby(filter(None, lines), lambda line: line.startswith("- ")):
        tag, whole = ("li", "<ul>{}</ul>") if is_item else ("p", "{}")
        parts = (f"<{tag}>{line.removeprefix('- ')}</{tag}>" for line in block)
        blocks.append(whole.format("".join(parts)))
    return Markup("\n".join(blocks))


def _plain(text: str) -> str:
    """Write the assistant's light markup as plain text."""
    said = _NUMBER.sub(r"\1", _BOLD.sub(r"\1", text))
    return _LINK.sub("\\1\N{NO-BREAK SPACE}: \\2", said).replace("\n- ", "\n– ")
