"""The school's figures in a browser: a secretary reads, downloads and prints them."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import insert, make_url

from conversations.turns import Outcome
from runtime.database import make_engine, migrate
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from staff.schema import changed_fact, count_by_day
from testing.web_server import WebServer
from tests.e2e.chat import faults, fits
from tests.equipe import NOW_THERE

WIDTHS = {"desk": {"width": 1280, "height": 900}, "small phone": {"width": 320, "height": 640}}
PAGES = (
    *("equipe/chiffres", "equipe/chiffres?periode=2026-11", "equipe/chiffres/mois/2026-10"),
    "equipe/page",
    "qualite",
)
_SEED = 19
IN_DOUBT = {
    "job": "responsable-ecommerce",
    "fact": "salary_range",
    "quote": "Un cadre peut obtenir entre 40 et 80 k€ nets par an.",
    "nearest": "Un cadre peut obtenir entre 45 et 90 k€ nets par an.",
    "since": NOW_THERE,
}


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """A school with a quarter of a year behind it."""
    home = tmp_path_factory.mktemp("home")
    database = make_url(f"sqlite:///{home / 'school.db'}")
    engine = make_engine(database)
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(insert(count_by_day), list(a_quarter()))
        connection.execute(insert(changed_fact), IN_DOUBT)
    engine.dispose()
    server = WebServer(home, database, parts=("web",), PAGE_URL="https://ecole.example/metier")
    server.start()
    yield server
    server.stop()


def a_quarter():
    draw = random.Random(_SEED)
    topics = ("ask_salary", "ask_degrees", "ask_missions", "ask_skills", "ask_not_on_page")
    for number in range(90):
        counted = {
            **{(f"visits_{step}", ""): most for step, most in VISITS.items()},
            **{(f"turn_{Outcome.TOLD}", topic): 20 for topic in topics[:4]},
            (f"turn_{Outcome.LEFT_OPEN}", topics[4]): 9,
            (f"turn_{Outcome.NOT_UNDERSTOOD}", "gibberish"): 3,
            **{("hour", f"{hour:02}"): 8 for hour in range(7, 24)},
            **{("delay", name): 3 for name in ("same_day", "next_day", "2_to_3", "8_to_14")},
            **{("attended", name): 3 for name in ("reminded", "not_reminded")},
            **{("missed", name): 1 for name in ("reminded", "not_reminded")},
            ("attended_of_visitors", ""): 3,
            ("delivered", "visitor_email"): 8,
            ("undelivered", "visitor_email"): 1,
        }
        for (measure, topic), most in counted.items():
            yield {
                "day": date(2026, 11, 24) - timedelta(days=number),
                "job": "responsable-ecommerce",
                "measure": measure,
                "topic": topic,
                "number": draw.randint(0, most),
            }


VISITS = {"opened": 60, "spoke": 40, "slots": 15, "held": 9, "booked": 6}


@pytest.fixture
def open_page(school, new_page):
    """Opens a browser in which a secretary is signed in."""

    def open_one(**options):
        services = school.services
        zoe = services.accounts.by_email("zoe@ecole.example") or services.accounts.invite(
            "zoe@ecole.example", "Zoé", Role.SECRETARIAT, COMMAND_LINE, NOW_THERE
        )
        token = services.sessions.open(zoe, "Firefox", NOW_THERE)
        page = new_page(**options)
        page.context.add_cookies([{"name": "equipe", "value": token, "url": school.url}])
        return page

    return open_one


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_and_everything_fits(school, open_page, take_picture, scheme, width):
    page = open_page(viewport=WIDTHS[width], color_scheme=scheme)
    found = {}

    for path in PAGES:
        page.goto(f"{school.url}/{path}")
        found[path] = faults(page) + ([] if fits(page) else ["it must be scrolled sideways"])
        take_picture(page, path)

    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_secretary_chooses_a_month_reads_it_and_takes_the_table(school, open_page, javascript):
    page = open_page(viewport=WIDTHS["desk"], java_script_enabled=javascript)
    page.goto(f"{school.url}/equipe")
    page.get_by_role("link", name="Chiffres").click()

    page.get_by_label("Période").select_option("Octobre 2026")
    page.get_by_role("button", name="Montrer").click()

    sheet = page.get_by_role("region", name="De la page à l’entretien").first
    expect(sheet.get_by_role("img", name="De la page à l’entretien")).to_be_visible()
    opened = sheet.get_by_role("row").nth(1).get_by_role("cell").inner_text()
    assert int(opened) > 500
    with page.expect_download() as download:
        page.get_by_role("link", name="(De la page à l’entretien)").click()
    rows = list(csv.reader(download.value.path().open(encoding="utf-8-sig"), delimiter=";"))
    assert rows[1] == ["Chat ouvert", opened]


def test_a_month_is_printed_without_what_only_screens_need(school, open_page, take_picture):
    page = open_page(viewport={"width": 794, "height": 1123})
    page.goto(f"{school.url}/equipe/chiffres?periode=2026-10")
    page.get_by_role("link", name="La page du mois").click()
    page.emulate_media(media="print")

    expect(page.get_by_role("heading", name="Octobre 2026")).to_be_visible()
    expect(page.get_by_role("navigation", name="Espace de l’équipe")).to_be_hidden()
    expect(page.get_by_text("Tous les chiffres")).to_be_hidden()
    assert fits(page)
    take_picture(page, "printed")


def test_a_picture_is_read_without_colours(school, open_page, take_picture):
    page = open_page(viewport=WIDTHS["desk"], forced_colors="active")
    page.goto(f"{school.url}/equipe/chiffres?periode=2026-10")
    chart = page.get_by_role("img", name="Venus ou non, avec et sans rappel")

    fills = [
        chart.locator(f"rect.{look}").first.evaluate("node => getComputedStyle(node).fill")
        for look in ("first", "second")
    ]

    assert fills[0] != fills[1]
    assert "url(" in fills[1]
    take_picture(page, "forced colours")
