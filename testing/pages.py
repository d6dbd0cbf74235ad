"""Pages without JavaScript, as a browser reads and sends them."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser


def hidden_fields(page: str) -> dict[str, str]:
    """What the form of a page sends along by itself."""
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def from_another_network(number: int) -> dict[str, str]:
    """The header by which a proxy says that a visitor comes from a network of their own."""
    return {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}


def form_fields(page: str, action: str) -> dict[str, str]:
    """What a browser sends of the form that goes to an address, with nothing typed or chosen."""
    reader = _Forms(action)
    reader.feed(page)
    return reader.fields


class _Forms(HTMLParser):
    """Reads the fields of the forms that go to an address."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._action = action
        self._is_inside = False
        self._name = ""  # of the select or textarea that is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a field with what it has from the start."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = given.get("action") == self._action
        if not self._is_inside:
            return
        name, value = given.get("name", ""), given.get("value", "")
        match tag:
            case "input" if name:
                if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                    self.fields[name] = value
            case "select" | "textarea":
                self._name = name
                self.fields.setdefault(name, "")
            case "option" if "selected" in given or not self.fields.get(self._name):
                self.fields[self._name] = value

    def handle_endtag(self, tag: str) -> None:
        """Leave what is closed."""
        if tag in ("select", "textarea", "form"):
            self._name = ""
        if tag == "form":
            self._is_inside = False

    def handle_data(self, data: str) -> None:
        """Take what a textarea has from the start."""
        if self._is_inside and self._name and data.strip() and not self.fields.get(self._name):
            self.fields[self._name] = data
