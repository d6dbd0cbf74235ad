"""A job is added from its page's text without JavaScript, and visitors ask about it at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from runtime.settings import Settings
from runtime.wiring import Services
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from testing.running import ROOT, Talk, make_conseiller
from tests.e2e.chat import faults, fits
from tests.equipe import NOW_THERE

PAGE_URL = "https://ecole.example/soudeur"
TEXT = """Soudeur
Le soudeur assemble des pièces de métal. Il travaille à l’atelier.
Le salaire
Un débutant gagne 1 900 € bruts par mois.
L’école
La formation coûte 4 500 € par an."""
CHOICES = ("Le métier", "Rien", "Le salaire", "Le prix des études")


@pytest.fixture
def school(tmp_path):
    running = make_conseiller(tmp_path / "home")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def desk(school, new_page):
    """An administrator's browser."""
    key = (school.home / "secret_key").read_text()
    services = Services(Settings(_env_file=None, CONSEILLER_HOME=school.home, secret_key=key))
    boss = services.accounts.invite(
        "lea@ecole.example", "Léa", Role.ADMINISTRATION, COMMAND_LINE, NOW_THERE
    )
    token = services.sessions.open(boss, "Firefox", NOW_THERE)
    page = new_page(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page.context.add_cookies([{"name": "equipe", "value": token, "url": school.url}])
    yield page
    services.engine.dispose()


@pytest.mark.skipif(not (ROOT / "models" / "conseiller.tar.gz").exists(), reason="no model")
def test_a_job_is_added_and_visitors_ask_about_it(school, desk, take_picture):
    desk.goto(f"{school.url}/equipe/plan")
    desk.get_by_role("link", name="Métiers").click()
    desk.get_by_label("Nom du métier").fill("Soudeur")
    desk.get_by_label("Après « le métier »").fill("soudeur")
    desk.get_by_label("Adresse de sa page").fill(PAGE_URL)
    desk.get_by_label("Texte de la page").fill(TEXT)
    desk.get_by_role("button", name="Lire la page").click()
    expect(desk.get_by_text("Écrivez-le avec")).to_be_visible()
    desk.get_by_label("Après « le métier »").fill("de soudeur")
    desk.get_by_role("button", name="Lire la page").click()
    for number, choice in enumerate(CHOICES, 1):
        expect(desk.get_by_text(f"phrase {number} sur 4")).to_be_visible()
        desk.get_by_label("Elle répond à").select_option(
            label="Rien : l’assistant ne la dit pas" if choice == "Rien" else choice
        )
        if number == 1:
            take_picture(desk, "sentence")
        desk.get_by_role("button", name="Phrase suivante").click()
    expect(desk.get_by_text("La page ne dit pas tout du prix des études")).to_be_visible()
    take_picture(desk, "preview")
    desk.get_by_role("button", name="Publier").click()
    expect(desk.get_by_role("status")).to_contain_text("C’est publié")
    take_picture(desk, "jobs")

    talk = Talk(school.url, job="soudeur")
    assert "de soudeur" in talk.greeting[0]["text"]
    assert "1 900 €" in talk.say("quel est le salaire ?")
    assert "4 500 €" in talk.say("combien coûte la formation ?")
    assert "ne parle pas" in talk.say("on peut faire une alternance ?")
    assert "assemble des pièces" in talk.say("c'est quoi ce métier ?")


def test_its_pages_are_for_everybody(school, desk, new_page):
    page = new_page(viewport={"width": 320, "height": 640})
    page.context.add_cookies(desk.context.cookies())
    page.goto(f"{school.url}/equipe/metiers")
    assert (faults(page), fits(page)) == ([], True)
    page.get_by_label("Nom du métier").fill("Soudeur")
    page.get_by_label("Après « le métier »").fill("de soudeur")
    page.get_by_label("Adresse de sa page").fill(PAGE_URL)
    page.get_by_label("Texte de la page").fill(TEXT)
    page.get_by_role("button", name="Lire la page").click()
    assert (faults(page), fits(page)) == ([], True)
    page.get_by_role("button", name="Phrase suivante").click()
    assert (faults(page), fits(page)) == ([], True)
    page.get_by_label("Elle répond à").select_option("salary")
    page.get_by_role("button", name="Phrase suivante").click()
    page.get_by_role("link", name="Relire le tout").click()
    assert (faults(page), fits(page)) == ([], True)
