"""The agenda by arrow keys alone; without JavaScript, Tab reaches every interview."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from staff.accounts import Role
from staff.audit import COMMAND_LINE
from tests.e2e.chat import faults, fits
from tests.e2e.team import a_school
from tests.equipe import NOW_THERE

WEEK = "/equipe/agenda?date=2026-12-02"


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """A school with interviews on two days of a week, which is only looked at."""
    interviews = ("Camille Roy", "2026-12-01T09:00"), ("Paul Durand", "2026-12-02T09:30")
    with a_school(tmp_path_factory.mktemp("school"), *interviews) as server:
        yield server


@pytest.fixture
def agenda(school, new_page):
    """Opens the agenda of the week."""

    def open_one(address=WEEK, **options):
        accounts = school.services.accounts
        zoe = accounts.by_email("zoe@ecole.example") or accounts.invite(
            "zoe@ecole.example", "Zoé", Role.SECRETARIAT, COMMAND_LINE, NOW_THERE
        )
        token = school.services.sessions.open(zoe, "Firefox", NOW_THERE)
        page = new_page(viewport={"width": 1280, "height": 900}, **options)
        page.context.add_cookies([{"name": "equipe", "value": token, "url": school.url}])
        page.goto(school.url + address)
        return page

    return open_one


def focused(page) -> str:
    return page.evaluate("document.activeElement.innerText.replaceAll('\\u00a0', ' ').trim()")


def where(page) -> list[int]:
    """The row and the column of the cell that has the focus."""
    return page.evaluate(
        "(c => [c.parentNode.rowIndex, c.cellIndex])(document.activeElement.closest('td'))"
    )


def press(page, *keys: str) -> str:
    for key in keys:
        page.keyboard.press(key)
    return focused(page)


def into_the_table(page) -> None:
    page.get_by_role("region", name="Tableau des entretiens").focus()
    in_the_cells = "Boolean(document.activeElement.closest('td'))"
    for _ in range(8):  # past the days
        page.keyboard.press("Tab")
        if page.evaluate(in_the_cells):
            return
    raise AssertionError("Tab does not come into the table")


def test_arrows_go_from_cell_to_cell_and_tab_goes_on_after_the_table(agenda):
    page = agenda()
    expect(page.get_by_role("grid")).to_have_accessible_description(re.compile("les flèches"))
    into_the_table(page)

    assert where(page) == [1, 1]
    assert press(page, "ArrowRight") == "Camille Roy"
    assert press(page, "ArrowRight", "ArrowDown") == "Paul Durand"
    press(page, "Home")
    assert where(page) == [2, 1]
    press(page, "End")
    assert where(page) == [2, 5]
    assert press(page, "Control+Home", "ArrowUp", "ArrowLeft", "ArrowRight") == "Camille Roy"
    press(page, "Tab")
    assert not page.evaluate("Boolean(document.activeElement.closest('table'))")
    assert press(page, "Shift+Tab") == "Camille Roy"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Camille Roy")).to_be_visible()


@pytest.mark.parametrize(
    ("view", "step"), [("semaine", "2026-12-09"), ("jour", "2026-12-03")], ids=["week", "day"]
)
def test_page_keys_go_to_the_period_beside_and_stay_in_the_same_cell(agenda, view, step):
    page = agenda(f"{WEEK}&vue={view}")
    into_the_table(page)
    press(page, "ArrowDown", "End")
    before = where(page)

    page.keyboard.press("PageDown")
    page.wait_for_url(f"**date={step}*")
    expect(page.locator("td :focus, td:focus")).to_have_count(1)
    assert where(page) == before
    assert "#" not in page.url

    page.keyboard.press("PageUp")
    page.wait_for_url("**date=2026-12-02*")
    expect(page.locator("td :focus, td:focus")).to_have_count(1)


def test_a_period_without_anything_can_be_left_by_the_same_keys(agenda):
    page = agenda("/equipe/agenda?vue=jour&date=2026-12-05")  # a Saturday
    page.goto(page.url + "#case-2-1")
    page.reload()
    expect(page.locator(".empty:focus")).to_have_count(1)

    page.keyboard.press("PageDown")

    page.wait_for_url("**date=2026-12-06*")


def test_without_javascript_tab_reaches_every_interview(agenda):
    page = agenda(java_script_enabled=False)

    assert page.locator("table a[tabindex]").count() == 0
    expect(page.get_by_text("Au clavier")).to_be_hidden()
    page.get_by_role("link", name="Camille Roy").press("Enter")
    expect(page.get_by_role("heading", name="Camille Roy")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_it(agenda, take_picture, scheme, width):
    page = agenda(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    into_the_table(page)
    take_picture(page, f"{scheme} {width}")

    assert faults(page) == []
    assert fits(page)
