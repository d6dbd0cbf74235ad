"""The widget, as a visitor uses it."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Locator, Page, expect

from testing.running import ROOT

AXE = ROOT / "web" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_FOCUSED = """() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return (node?.getAttribute("aria-label") ?? node?.textContent ?? "").trim();
}"""


class Chat:
    """The widget on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.log = page.get_by_role("log")
        self.field = page.get_by_role("textbox", name="Votre message")
        self.picker = page.get_by_role("group", name="Choisir un jour et une heure")

    def open(self) -> None:
        """Open it from its launcher, and wait for the greeting."""
        self.page.get_by_role("button", name=re.compile("Discuter avec")).click()
        expect(self.bubbles().first).to_be_visible()

    def book(self) -> None:
        """Open it from the page's call to action, and wait for the calendar."""
        self.page.get_by_role("link", name=re.compile("Je prends rendez-vous")).first.click()
        expect(self.picker).to_be_visible()

    def say(self, text: str, answer: str) -> None:
        """Type something, and wait until the bubbles that follow hold some words."""
        before = self.bubbles().count()
        self.field.fill(text)
        self.field.press("Enter")
        self.wait_for(answer, before)

    def press(self, name: str, answer: str) -> None:
        """Press a button, and wait until the bubbles that follow hold some words."""
        before = self.bubbles().count()
        self.page.get_by_role("button", name=name, exact=True).last.click()
        self.wait_for(answer, before)

    def wait_for(self, answer: str, before: int = 0) -> None:
        """Wait until the bubbles from number `before` on hold some words (a pattern)."""
        wanted = re.compile(answer, re.S)
        deadline = time.monotonic() + 20
        while not wanted.search(self.since(before)):
            assert time.monotonic() < deadline, f"{answer!r} not in: {self.since(before)}"
            self.page.wait_for_timeout(50)

    def bubbles(self) -> Locator:
        """What the assistant has said."""
        return self.log.locator(".message.assistant")

    def last(self) -> str:
        """All that the assistant has said."""
        return self.since(0)

    def since(self, first: int) -> str:
        """What the assistant has said from bubble number `first` on."""
        return "\n".join(self.bubbles().all_inner_texts()[first:]).replace("\u00a0", " ")

    def pick(self, day: int = 1, hour: int = 0) -> str:
        """Choose an hour of one of the month's free days; returns the day's name."""
        free = self.picker.locator(".day:not([aria-disabled=true])").nth(day)
        name = (free.get_attribute("aria-label") or "").split(",")[0]
        free.click()
        self.picker.locator(".hour").nth(hour).click()
        return name

    def give_details(self, name: str, email: str) -> None:
        """Answer all that is asked after the time, up to the recap."""
        self.wait_for("À quel nom")
        self.say(name, "À quelle adresse e-mail")
        self.say(email, "numéro de téléphone")
        self.press("Pas de téléphone", "Êtes-vous d’accord")
        self.press("Oui, je suis d’accord", "tout est exact")

    def confirm(self) -> str:
        """Confirm the recap; returns the reference."""
        self.press("Oui, je confirme", "C’est réservé")
        return self.log.locator(".reference").last.inner_text()


def focused(page: Page) -> str:
    """The name of what has the focus, in the widget or on the page."""
    return str(page.evaluate(_FOCUSED))


def tab_to(page: Page, name: str, key: str = "Tab", most: int = 60) -> None:
    """Press a key until something whose name begins so has the focus."""
    for _ in range(most):
        if focused(page).startswith(name):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {name!r}")


def faults(page: Page) -> list[str]:
    """What axe-core finds on the page and in the widget."""
    page.wait_for_timeout(400)  # animations at their end: a fading text has no contrast yet
    page.evaluate(AXE.read_text(encoding="utf-8"))  # not as a script: no policy of the page bars it
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", _STANDARDS
    )
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def fits(page: Page) -> bool:
    """Tell whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
