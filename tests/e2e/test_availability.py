"""A secretary gives a person every other week, and each day a limit; then goes back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy import make_url

from booking import schedule_editing
from runtime.database import make_engine, migrate
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from testing.web_server import WebServer
from tests.e2e.chat import faults, fits
from tests.e2e.team import book
from tests.equipe import NOW_THERE


@pytest.fixture
def school(tmp_path):
    database = make_url(f"sqlite:///{tmp_path / 'school.db'}")
    engine = make_engine(database)
    migrate(engine)
    for name in ("Ada", "Nora"):
        schedule_editing.add_interviewer(engine, name, None)
    engine.dispose()
    server = WebServer(tmp_path, database)
    book(server, "Paul Durand", "2026-12-08T16:00")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def page(school, new_page):
    zoe = school.services.accounts.invite(
        "zoe@ecole.example", "Zoé", Role.SECRETARIAT, COMMAND_LINE, NOW_THERE
    )
    opened = new_page(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    token = school.services.sessions.open(zoe, "Chromium", NOW_THERE)
    opened.context.add_cookies([{"name": "equipe", "value": token, "url": school.url}])
    return opened


def morning_only(page, day):
    page.get_by_label(f"à {day} (plage 1)").fill("12:00")


def test_even_weeks_and_a_limit_are_published_and_undone(school, page, take_picture):
    page.goto(f"{school.url}/equipe/horaires")
    page.get_by_label("Pour qui ?").first.select_option("Ada")
    page.get_by_label("Quelles semaines ?").select_option("Les semaines paires")
    page.get_by_role("button", name="Voir ces horaires").click()
    expect(page.get_by_text("Cette semaine est paire (numéro 48)")).to_be_visible()
    for day in ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi"):
        morning_only(page, day)
    page.get_by_role("button", name="Voir ce que cela change").first.click()
    expect(page.get_by_text("nouveaux horaires des semaines paires")).to_be_visible()
    expect(page.get_by_role("heading", name="1 entretien touché")).to_be_visible()
    take_picture(page, "effect")
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_role("status")).to_contain_text("C’est publié")
    [moved] = school.interviews()
    assert (moved.sequence, moved.interviewer.name) == (1, "Nora")

    page.get_by_label("Entretiens par jour et par personne").fill("4")
    page.locator("section", has_text="Règles de réservation").get_by_role("button").click()
    expect(page.get_by_text("nouvelles règles de réservation")).to_be_visible()
    page.get_by_role("button", name="Publier").click()
    assert school.services.free_slots.schedule().limits == {1: 4, 2: 4}

    page.get_by_role("link", name="Revenir à ce qui était avant").last.click()
    page.get_by_role("button", name="Publier").click()
    assert school.services.free_slots.schedule().limits == {}
    page.get_by_role("link", name="Revenir à ce qui était avant").first.click()
    expect(page.get_by_text("les horaires d’avant")).to_be_visible()
    page.get_by_role("button", name="Publier").click()
    assert {o.weeks for o in school.services.free_slots.schedule().openings} == {None}


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_of_hours_is_whole_and_readable(school, new_page, page, width):
    reader = new_page(viewport={"width": width, "height": 800})
    reader.context.add_cookies(page.context.cookies())
    reader.goto(f"{school.url}/equipe/horaires?qui=1&semaines=impaires")

    assert faults(reader) == []
    assert fits(reader)
