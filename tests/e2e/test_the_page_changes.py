"""The school's page changes under the assistant: staff are told, and nothing false is said."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from runtime.settings import Settings
from runtime.wiring import Services
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from staff.page_fetching import PageFetcher
from staff.page_watch import PageWatch
from testing.running import ROOT, make_conseiller
from tests.e2e.chat import Chat, faults
from tests.e2e.team import letter
from tests.equipe import NOW_THERE
from tests.page_house import PageHouse

PAGE = (ROOT / "knowledge" / "responsable-ecommerce" / "page.txt").read_text()
RANGE = "40 à 80 k€"
STAFF = "admissions@ecole.example.org"


@pytest.fixture
def page_house():
    house = PageHouse("".join(f"<p>{line}</p>" for line in PAGE.splitlines()))
    yield house
    house.stop()


@pytest.fixture
def school(tmp_path, page_house):
    running = make_conseiller(tmp_path / "home", PAGE_URL=page_house.url)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def services(school, page_house):
    key = (school.home / "secret_key").read_text()
    settings = {"secret_key": key, "page_url": page_house.url, "staff_email": STAFF}
    made = Services(Settings(_env_file=None, CONSEILLER_HOME=school.home, **settings))
    yield made
    made.engine.dispose()


@pytest.fixture
def an_hour_later(services, page_house):
    """Reads the page as is done each hour; the product's own check asks no such machine."""
    fetcher = PageFetcher(may_ask=lambda address: True)
    watch = PageWatch(services.engine, services.page_address, fetcher, services.outbox, STAFF)

    def check() -> None:
        watch.check(services.worded("responsable-ecommerce"), NOW_THERE)

    def in_a_thread() -> None:  # a browser's test has a loop of its own in this one
        with ThreadPoolExecutor(1) as threads:
            threads.submit(check).result()

    return in_a_thread


def test_what_the_page_no_longer_says_is_not_stated_until_a_person_says_yes(
    school, services, page_house, an_hour_later, new_page, take_picture
):
    an_hour_later()
    visitor = new_page()
    visitor.goto(school.url)
    chat = Chat(visitor)
    chat.open()
    chat.say("quel est le salaire ?", RANGE)

    page_house.shows(page_house.body.decode().replace("entre 40 et 80", "entre 45 et 90"))
    an_hour_later()

    # The staff are told; the next visitor hears no amount that nobody stands for.
    told = letter(school.home / "mail", STAFF, "entre 45 et 90")
    assert "entre 40 et 80" in told
    other = new_page()
    other.goto(school.url)
    chat = Chat(other)
    chat.open()
    chat.say("quel est le salaire ?", "vient de changer")
    expect(chat.log).not_to_contain_text("80")

    # A person reads what changed, and says that it still holds.
    zoe = services.accounts.invite(
        "zoe@x.example", "Zoé", Role.SECRETARIAT, COMMAND_LINE, NOW_THERE
    )
    token = services.sessions.open(zoe, "Firefox", NOW_THERE)
    desk = new_page(viewport={"width": 1280, "height": 900})
    desk.context.add_cookies([{"name": "equipe", "value": token, "url": school.url}])
    desk.goto(f"{school.url}/equipe/page")
    expect(desk.get_by_text("entre 45 et 90")).to_be_visible()
    assert faults(desk) == []
    take_picture(desk, "changed")
    desk.get_by_role("button", name="Tout cela reste vrai").click()
    expect(desk.get_by_role("status")).to_contain_text("l’assistant le dit de nouveau")
    chat.say("et le salaire ?", RANGE)

    # Another way: she looks at what is said of it, where the page is compared at once.
    desk.goto(f"{school.url}/equipe/fiche")
    assert faults(desk) == []
    desk.get_by_role("link", name="Changer (Le salaire)").click()
    assert faults(desk) == []
    desk.get_by_role("button", name="Relire avant de publier").click()
    expect(desk.get_by_text("il n’y a rien à publier")).to_be_visible()
    assert faults(desk) == []
