"""The French texts of `templates/`, for e-mails, calendars and the staff's other tools alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment

from french.templates import open_templates

TEMPLATES = Path(__file__).parent / "templates"


@cache
def templates() -> Environment:
    """Open the templates."""
    return open_templates(TEMPLATES)
