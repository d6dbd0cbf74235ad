"""The French texts of `templates/`, and how days, hours and telephone numbers are written there."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from phonenumbers import NumberParseException

from booking import french
from booking.contact import spoken_phone

TEMPLATES = Path(__file__).parent / "templates"


def environment() -> Environment:
    """Open the templates; what they show in HTML is escaped."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(
        day=french.day,
        hour=french.hour,
        moment=french.moment,
        short_moment=french.short_moment,
        spoken_phone=_spoken_phone,
        mailto=lambda address: "mailto:" + quote(address, safe="@+"),
    )
    return templates


def block(template: Template, name: str, values: dict[str, object]) -> str:
    """Render one block of a template alone."""
    return "".join(template.blocks[name](template.new_context(values))).strip()


def _spoken_phone(phone: str) -> str:
    """Write a number as people do; one that no plan knows, as it is."""
    try:
        return spoken_phone(phone)
    except NumberParseException:
        return phone
