"""Pages without JavaScript, as a browser reads and sends them."""

from __future__ import annotations

import re
from html import unescape


def hidden_fields(page: str) -> dict[str, str]:
    """What the form of a page sends along by itself."""
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def from_another_network(number: int) -> dict[str, str]:
    """The header by which a proxy says that a visitor comes from a network of their own."""
    return {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}
