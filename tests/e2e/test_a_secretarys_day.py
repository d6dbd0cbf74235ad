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
_MOST_KEYS = 600  # of Tab or an arrow, before one is said not to get there
_NEXT_KEY = """goal => {
    const now = document.activeElement;
    if (now === goal || (goal.type === "radio" && now.name === goal.name)) return "";
    const grid = goal.closest("[role=grid]");
    if (!grid?.contains(now) || !now.closest("td")) return "Tab";
    const [[row, column], [toRow, toColumn]] = [now, goal].map((each) => {
        const cell = each.closest("td");
        const cells = [...cell.parentElement.querySelectorAll("td")];
        return [cell.parentElement.rowIndex, cells.indexOf(cell)];
    });
    if (column !== toColumn) return column < toColumn ? "ArrowRight" : "ArrowLeft";
    return row > toRow ? "ArrowUp" : "ArrowDown";
}"""
"""What to press next to get to a place; empty: one is there."""

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


def sign_in(page, hand, school, tmp_path, account):
    page.goto(f"{school.url}/equipe")
    hand.write(page.get_by_label("Votre adresse e-mail"), account.email)
    hand.press(page.get_by_role("button", name="Recevoir mon lien"))
    text = letter(tmp_path / "mail", account.email, r"\d{6}")
    hand.write(page.get_by_label("Code à six chiffres"), re.search(r": (\d{6})", text)[1])
    hand.press(page.get_by_role("button", name="Entrer"))


class Hand:
    """What a person does: presses and writes with the mouse, or by keyboard alone."""

    def __init__(self, page, is_mouse):
        self._page = page
        self._is_mouse = is_mouse

    def press(self, locator):
        """Press a link, a button or a summary, or choose what is on a label."""
        if self._is_mouse:
            locator.click()
            return
        expect(locator).to_be_visible()
        inside = locator.locator("input")
        at = inside if inside.count() else locator
        kind = at.get_attribute("type")
        self._reach(at)
        if kind == "radio":
            for _ in range(_MOST_KEYS):
                if at.is_checked():
                    return
                self._page.keyboard.press("ArrowDown")
            raise AssertionError(f"the arrows do not lead to {at}")
        self._page.keyboard.press("Space" if kind == "checkbox" else "Enter")

    def write(self, locator, text):
        """Write into a field; into one for a date, as its picker does."""
        if self._is_mouse or locator.get_attribute("type") == "date":
            locator.fill(text)
            return
        self._reach(locator)
        self._page.keyboard.press("ControlOrMeta+a")
        self._page.keyboard.type(text)

    def _reach(self, locator):
        """Go there by Tab, and within a grid by its arrows."""
        expect(locator).to_be_visible()
        for _ in range(_MOST_KEYS):
            key = locator.evaluate(_NEXT_KEY)
            if not key:
                return
            self._page.keyboard.press(key)
        raise AssertionError(f"no key leads to {locator}")


@pytest.mark.parametrize("way", ["with JavaScript", "without", "by keyboard"])
def test_a_secretary_does_her_whole_day_in_it(school, new_page, tmp_path, take_picture, way):
    zoe = school.services.accounts.invite(
        ZOE, "Zoé Lambert", Role.SECRETARIAT, COMMAND_LINE, NOW_THERE
    )
    page = new_page(viewport=DESK, java_script_enabled=way != "without")
    hand = Hand(page, is_mouse=way != "by keyboard")

    # She signs in by e-mail, and sees today.
    sign_in(page, hand, school, tmp_path, zoe)
    expect(page.get_by_role("heading", name="Aujourd’hui")).to_be_visible()
    expect(page.get_by_role("link", name="Camille Roy")).to_be_visible()
    take_picture(page, "today")

    # Somebody did not come.
    hand.press(page.get_by_role("button", name="Pas venu (Camille Roy)"))
    expect(page.get_by_role("status")).to_contain_text("pas venu")
    expect(page.get_by_text("Tout est noté")).to_be_visible()

    # Somebody calls, and wants to come on Friday.
    hand.press(page.get_by_role("link", name="Agenda"))
    hand.press(
        page.get_by_role("link", name=re.compile("réserver vendredi 27 novembre 2026 à 10.h$"))
    )
    hand.write(page.get_by_label("Prénom et nom"), "Ada Caller")
    hand.write(page.get_by_label("E-mail", exact=True), "ada@example")
    hand.press(page.locator("label", has_text="La personne est d’accord"))
    hand.press(page.get_by_role("button", name="Réserver l’entretien").last)
    expect(page.get_by_role("alert")).to_contain_text("Rien n’a été changé")
    hand.write(page.get_by_label("E-mail", exact=True), "ada@example.com")
    hand.press(page.get_by_role("button", name="Réserver l’entretien").last)
    expect(page.get_by_role("status")).to_contain_text("C’est réservé")
    assert "vendredi 27 novembre 2026" in letter(tmp_path / "mail", "ada@", "confirmé")

    # She would rather come in the afternoon.
    hand.press(page.get_by_role("link", name="Déplacer"))
    hand.press(page.locator("summary", has_text="vendredi 27 novembre"))
    hand.press(
        page.locator("label", has_text=re.compile(r"^\s*15.h\s*$")).locator("visible=true").last
    )
    hand.press(page.get_by_role("button", name="Déplacer l’entretien"))
    expect(page.get_by_role("status")).to_contain_text("déplacé")
    expect(page.get_by_text("Zoé Lambert a déplacé l’entretien")).to_be_visible()

    # The school closes for a week in which there are seven interviews.
    hand.press(page.get_by_role("link", name="Absences"))
    hand.write(page.get_by_label("Premier jour"), "2026-11-30")
    hand.write(page.get_by_label("Dernier jour compris"), "2026-12-04")
    hand.press(page.get_by_role("button", name="Voir ce que cela change"))
    expect(page.get_by_role("heading", name="7 entretiens touchés")).to_be_visible()
    take_picture(page, "absence")
    hand.press(page.get_by_role("button", name="Publier l’absence"))
    expect(page.get_by_role("status")).to_contain_text("publiée")
    in_the_week = [i for i in school.interviews() if i.start.day < 5 and i.start.month == 12]
    assert in_the_week == []
    letter(tmp_path / "mail", "fatou", "a changé de date")

    # A question has its answer.
    hand.press(page.get_by_role("link", name="Questions"))
    hand.write(page.get_by_label("Votre réponse"), "Oui, au 27 bis.")
    hand.press(page.get_by_role("button", name="Envoyer la réponse"))
    expect(page.get_by_text("Aucune question n’attend")).to_be_visible()
    assert "Oui, au 27 bis." in letter(tmp_path / "mail", "lea@", "parking")

    # Two that are alike have one answer, and a third is hers from now on.
    for name, text in (
        ("noe", "Une cantine ?"),
        ("ada", "Où déjeuner ?"),
        ("tom", "Un vestiaire ?"),
    ):
        school.services.questions.put(text, f"{name}@example.com", name, NOW_THERE)
    hand.press(page.get_by_role("link", name="Questions"))
    hand.press(page.get_by_role("button", name="Je m’en charge (Un vestiaire ?)"))
    expect(page.get_by_role("status")).to_contain_text("Vous vous en chargez")
    hand.press(page.get_by_role("checkbox", name="Une cantine ?"))
    hand.press(page.get_by_role("checkbox", name="Où déjeuner ?"))
    hand.write(page.get_by_label("Votre réponse aux questions cochées"), "Oui, au rez-de-chaussée.")
    hand.press(page.get_by_role("button", name="Envoyer à chaque personne"))
    expect(page.get_by_role("status")).to_contain_text("un e-mail par personne")
    take_picture(page, "questions")
    for name, text in (("noe@", "cantine"), ("ada@", "déjeuner")):
        assert "au rez-de-chaussée" in letter(tmp_path / "mail", name, text)
    hand.press(page.get_by_role("link", name="Les miennes (1)"))
    expect(page.get_by_role("heading", name="Un vestiaire ?")).to_be_visible()

    # Somebody calls again, and is found by the name.
    hand.press(page.get_by_role("link", name="Agenda"))
    hand.write(page.get_by_label("Chercher une personne"), "caller")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Ada Caller")).to_be_visible()

    # At the end of the month, she exports it.
    hand.press(page.get_by_role("link", name="Agenda"))
    hand.press(page.get_by_role("link", name="Liste"))
    hand.press(page.get_by_role("link", name="Exporter un tableau"))
    hand.press(page.locator("label", has_text="CSV, pour un autre logiciel"))
    with page.expect_download() as download:
        hand.press(page.get_by_role("button", name="Exporter le tableau"))
    assert "Ada Caller" in download.value.path().read_text(encoding="utf-8-sig")

    hand.press(page.get_by_role("button", name="Se déconnecter"))
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
