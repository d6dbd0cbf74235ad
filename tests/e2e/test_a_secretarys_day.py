"""A secretary's day in the console, with and without JavaScript; and nobody is left out."""

from __future__ import annotations

import re
from http import HTTPStatus
from itertools import product

import pytest
from playwright.sync_api import expect
from sqlalchemy import make_url

from runtime.database import make_engine, migrate
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from testing.web_server import WebServer
from tests.console_pages import PAGES, fill
from tests.e2e.chat import faults, fits
from tests.e2e.team import NAMES, book, letter
from tests.equipe import NOW_THERE

DESK = {"width": 1280, "height": 900}
WIDTHS = {"desk": DESK, "small phone": {"width": 320, "height": 640}}
PICTURES = {("desk", "light"), ("small phone", "dark")}
ZOE = "zoe@ecole.example"


@pytest.fixture
def school(tmp_path):
    """A school in the middle of a Wednesday, with a full week to come."""
    database = make_url(f"sqlite:///{tmp_path / 'school.db'}")
    engine = make_engine(database)
    migrate(engine)
    engine.dispose()
    server = WebServer(tmp_path, database, parts=("web", "notifier"))
    book(server, "Camille Roy", "2026-11-25T09:30")
    for number, name in enumerate(NAMES):
        book(server, name, f"2026-12-0{1 + number // 3}T{9 + number % 3:02}:00")
    server.services.questions.put("Y a-t-il un parking ?", "lea@example.com", "c", NOW_THERE)
    server.start()
    yield server
    server.stop()


def sign_in(page, school, tmp_path, account):
    page.goto(f"{school.url}/equipe")
    page.get_by_label("Votre adresse e-mail").fill(account.email)
    page.get_by_role("button", name="Recevoir mon lien").click()
    text = letter(tmp_path / "mail", account.email, r"\d{6}")
    page.get_by_label("Code à six chiffres").fill(re.search(r": (\d{6})", text)[1])
    page.get_by_role("button", name="Entrer").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_secretary_does_her_whole_day_in_it(school, new_page, tmp_path, take_picture, javascript):
    zoe = school.services.accounts.invite(
        ZOE, "Zoé Lambert", Role.SECRETARIAT, COMMAND_LINE, NOW_THERE
    )
    page = new_page(viewport=DESK, java_script_enabled=javascript)

    # She signs in by e-mail, and sees today.
    sign_in(page, school, tmp_path, zoe)
    expect(page.get_by_role("heading", name="Aujourd’hui")).to_be_visible()
    expect(page.get_by_role("link", name="Camille Roy")).to_be_visible()
    take_picture(page, "today")

    # Somebody did not come.
    page.get_by_role("button", name="Pas venu (Camille Roy)").click()
    expect(page.get_by_role("status")).to_contain_text("pas venu")
    expect(page.get_by_text("Tout est noté")).to_be_visible()

    # Somebody calls, and wants to come on Friday.
    page.get_by_role("link", name="Agenda").click()
    page.get_by_role("link", name=re.compile("réserver vendredi 27 novembre 2026 à 10.h$")).click()
    page.get_by_label("Prénom et nom").fill("Ada Caller")
    page.get_by_label("E-mail", exact=True).fill("ada@example")
    page.get_by_text("La personne est d’accord").click()
    page.get_by_role("button", name="Réserver l’entretien").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Rien n’a été changé")
    page.get_by_label("E-mail", exact=True).fill("ada@example.com")
    page.get_by_role("button", name="Réserver l’entretien").last.click()
    expect(page.get_by_role("status")).to_contain_text("C’est réservé")
    assert "vendredi 27 novembre 2026" in letter(tmp_path / "mail", "ada@", "confirmé")

    # She would rather come in the afternoon.
    page.get_by_role("link", name="Déplacer").click()
    page.locator("summary", has_text="vendredi 27 novembre").click()
    page.locator("label", has_text=re.compile(r"^\s*15.h\s*$")).locator("visible=true").last.click()
    page.get_by_role("button", name="Déplacer l’entretien").click()
    expect(page.get_by_role("status")).to_contain_text("déplacé")
    expect(page.get_by_text("Zoé Lambert a déplacé l’entretien")).to_be_visible()

    # The school closes for a week in which there are seven interviews.
    page.get_by_role("link", name="Absences").click()
    page.get_by_label("Premier jour").fill("2026-11-30")
    page.get_by_label("Dernier jour compris").fill("2026-12-04")
    page.get_by_role("button", name="Voir ce que cela change").click()
    expect(page.get_by_role("heading", name="7 entretiens touchés")).to_be_visible()
    take_picture(page, "absence")
    page.get_by_role("button", name="Publier l’absence").click()
    expect(page.get_by_role("status")).to_contain_text("publiée")
    in_the_week = [i for i in school.interviews() if i.start.day < 5 and i.start.month == 12]
    assert in_the_week == []
    letter(tmp_path / "mail", "fatou", "a changé de date")

    # A question has its answer.
    page.get_by_role("link", name="Questions").click()
    page.get_by_label("Votre réponse").fill("Oui, au 27 bis.")
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.get_by_text("Aucune question n’attend")).to_be_visible()
    assert "Oui, au 27 bis." in letter(tmp_path / "mail", "lea@", "parking")

    # Two that are alike have one answer, and a third is hers from now on.
    for name, text in (
        ("noe", "Une cantine ?"),
        ("ada", "Où déjeuner ?"),
        ("tom", "Un vestiaire ?"),
    ):
        school.services.questions.put(text, f"{name}@example.com", name, NOW_THERE)
    page.get_by_role("link", name="Questions").click()
    page.get_by_role("button", name="Je m’en charge (Un vestiaire ?)").click()
    expect(page.get_by_role("status")).to_contain_text("Vous vous en chargez")
    page.get_by_role("checkbox", name="Une cantine ?").check()
    page.get_by_role("checkbox", name="Où déjeuner ?").check()
    page.get_by_label("Votre réponse aux questions cochées").fill("Oui, au rez-de-chaussée.")
    page.get_by_role("button", name="Envoyer à chaque personne").click()
    expect(page.get_by_role("status")).to_contain_text("un e-mail par personne")
    take_picture(page, "questions")
    for name, text in (("noe@", "cantine"), ("ada@", "déjeuner")):
        assert "au rez-de-chaussée" in letter(tmp_path / "mail", name, text)
    page.get_by_role("link", name="Les miennes (1)").click()
    expect(page.get_by_role("heading", name="Un vestiaire ?")).to_be_visible()

    # Somebody calls again, and is found by the name.
    page.get_by_role("link", name="Agenda").click()
    page.get_by_label("Chercher une personne").fill("caller")
    page.get_by_label("Chercher une personne").press("Enter")
    expect(page.get_by_role("link", name="Ada Caller")).to_be_visible()

    # At the end of the month, she exports it.
    page.get_by_role("link", name="Agenda").click()
    page.get_by_role("link", name="Liste").click()
    page.get_by_role("link", name="Exporter un tableau").click()
    page.get_by_text("CSV, pour un autre logiciel").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Exporter le tableau").click()
    assert "Ada Caller" in download.value.path().read_text(encoding="utf-8-sig")

    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("status")).to_contain_text("déconnecté")


@pytest.mark.timeout(900)
@pytest.mark.parametrize("role", list(Role), ids=str)
def test_axe_finds_nothing_on_any_page(school, new_page, take_picture, role):
    services = school.services
    account = services.accounts.invite(ZOE, "Zoé", role, COMMAND_LINE, NOW_THERE, 1)
    token = services.sessions.open(account, "Firefox", NOW_THERE)
    asks = account if role is not Role.INTERVENANT else an_administrator(services)
    things = [fill(services, asks, NOW_THERE, times) for times in (1, 2)][-1]
    page = new_page()
    page.context.add_cookies([{"name": "equipe", "value": token, "url": school.url}])
    found, refused = {}, 0

    for address in PAGES:
        shown = page.goto(f"{school.url}{address.format(**things)}")
        refused += shown.status == HTTPStatus.FORBIDDEN
        if shown.status == HTTPStatus.FORBIDDEN and refused > 1:
            continue  # it is one page, whatever was asked for
        for width, scheme in product(WIDTHS, ("light", "dark")):
            page.set_viewport_size(WIDTHS[width])
            page.emulate_media(color_scheme=scheme)
            wrong = faults(page) + ([] if fits(page) else ["it must be scrolled sideways"])
            if wrong:
                found[address, width, scheme] = wrong
            if (width, scheme) in PICTURES:
                take_picture(page, re.sub(r"\W", " ", f"{address} {width} {scheme}"))

    assert found == {}


def an_administrator(services):
    return services.accounts.invite(
        "ada@ecole.example", "Ada", Role.ADMINISTRATION, COMMAND_LINE, NOW_THERE
    )


def test_the_day_is_walked_by_keyboard_alone(school, new_page):
    services = school.services
    account = services.accounts.invite(ZOE, "Zoé", Role.SECRETARIAT, COMMAND_LINE, NOW_THERE)
    token = services.sessions.open(account, "Firefox", NOW_THERE)
    page = new_page(viewport=DESK)
    page.context.add_cookies([{"name": "equipe", "value": token, "url": school.url}])
    page.goto(f"{school.url}/equipe")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # straight to the content
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Venu"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")

    assert outline == "solid"
    expect(page.get_by_role("status")).to_contain_text("C’est noté")
