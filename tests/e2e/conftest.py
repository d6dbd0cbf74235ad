"""A real Conseiller and a real Chromium."""

from __future__ import annotations

import os
import re
import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.running import ROOT, make_conseiller

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def conseiller(tmp_path_factory):
    running = make_conseiller(tmp_path_factory.mktemp("home"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser():
    path = next(filter(None, map(shutil.which, _BROWSERS)))
    flags = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")  # Chromium refuses to run as root with it
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=flags)
        yield launched
        launched.close()


@pytest.fixture
def page(browser, request):
    opened = browser.new_page(locale="fr-FR", viewport={"width": 390, "height": 780})
    opened.set_default_timeout(20_000)
    problems = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on(
        "console",
        lambda said: problems.append(said.text) if "Content Security" in said.text else None,
    )
    yield opened
    pictures = ROOT / "reports" / "screenshots"
    pictures.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "_", request.node.name).strip("_")
    opened.screenshot(path=pictures / f"{name}.png")
    opened.close()
    assert problems == []
