"""The one way in which templates are opened: what is escaped, and how French things are written."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from phonenumbers import NumberParseException

from french import speak
from french.contact import spoken_phone
from french.own_time import aside


def open_templates(folder: Path) -> Environment:
    """Open the templates of a folder. What goes into HTML is escaped; plain text is not."""
    templates = Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(
        day=speak.day,
        hour=speak.hour,
        moment=speak.moment,
        own_aside=aside,
        span=speak.span,
        short_day=speak.short_day,
        short_moment=speak.short_moment,
        spoken_phone=_spoken_phone,
        phone_in_one_line=lambda phone: _spoken_phone(phone).replace(" ", "\N{NO-BREAK SPACE}"),
        mailto=lambda address: "mailto:" + quote(address, safe="@+"),
    )
    return templates


def render_block(template: Template, name: str, values: dict[str, object]) -> str:
    """Render one block of a template alone."""
    return "".join(template.blocks[name](template.new_context(values))).strip()


def _spoken_phone(phone: str) -> str:
    """Write a number as people do; one that no plan knows, as it is."""
    try:
        return spoken_phone(phone)
    except NumberParseException:
        return phone
