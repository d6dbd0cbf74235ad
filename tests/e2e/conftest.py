"""A real Conseiller and a real Chromium."""

from __future__ import annotations

import os
import re
import shutil
import warnings

import pytest
from playwright.sync_api import Error, sync_playwright

from testing.running import ROOT, make_conseiller
from tests.e2e.other_site import Site, serve

PICTURES = ROOT / "reports" / "screenshots"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def school_site(tmp_path_factory):
    """Another site, which may carry the chat."""
    folder = tmp_path_factory.mktemp("site")
    with serve(folder) as url:
        yield Site(folder, url)


@pytest.fixture(scope="session")
def conseiller(tmp_path_factory, school_site):
    home = tmp_path_factory.mktemp("home")
    running = make_conseiller(home, ALLOWED_ORIGINS=school_site.url)
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
def page(new_page):
    return new_page()


@pytest.fixture
def new_page(browser, request):
    """Opens pages in browsers of their own, which must not complain; a picture of each is kept."""
    opened, problems = [], []

    def open_page(**options):
        size = {"width": 390, "height": 780}
        context = browser.new_context(**{"locale": "fr-FR", "viewport": size, **options})
        context.set_default_timeout(20_000)
        context.on("weberror", lambda error: problems.append(str(error.error)))
        context.on("console", lambda said: problems.extend(_complaints(said)))
        opened.append(context)
        return context.new_page()

    yield open_page
    for number, context in enumerate(opened, 1):
        for page in context.pages:
            picture(page, request, "" if len(opened) == 1 else str(number))
        context.close()
    assert problems == []


@pytest.fixture
def take_picture(request):
    """Keeps a picture of a page under reports/screenshots."""
    return lambda page, name: picture(page, request, name)


def picture(page, request, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "_", f"{request.node.name} {name}").strip("_")
    page.wait_for_load_state()
    try:
        page.screenshot(path=PICTURES / f"{name}.png")
    except Error as error:  # no test is about a picture: Chromium sometimes can take none
        warnings.warn(f"no picture {name}: {error.message}", stacklevel=2)


def _complaints(said):
    return [said.text] if "Content Security" in said.text else []
