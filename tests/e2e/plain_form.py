"""The form that books without JavaScript, as a visitor fills it in."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page

_REFERENCE = re.compile(r"\b[34679ACDEFGHJKMNPQRTWXY]{4}-[34679ACDEFGHJKMNPQRTWXY]{4}\b")


def book_by_form(page: Page, name: str, email: str) -> str:
    """Fill the plain form in and send it, page after page, until a reference is given."""
    for _ in range(6):
        found = _REFERENCE.search(page.locator("main").inner_text())
        if found:
            return found[0]
        form = page.locator("main form").last
        for field in form.locator("input:visible, select:visible, textarea:visible").all():
            fill(field, name, email)
        form.locator("button:not([name]), input[type=submit]").last.click()
    raise AssertionError(page.locator("main").inner_text())


def fill(field: Locator, name: str, email: str) -> None:
    """Give what a field asks for, unless it has it already."""
    kind = field.evaluate("node => node.type")
    if kind == "checkbox":
        field.check()
    elif kind == "radio":
        group = field.get_attribute("name")
        if not field.page.locator(f'input[name="{group}"]:checked').count():
            field.check()
    elif kind == "select-one":
        field.select_option(index=field.locator("option").count() - 1)
    elif kind in ("text", "email") and not field.input_value():
        field.fill(email if kind == "email" else name)
