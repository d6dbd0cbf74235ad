"""The school moves an interview, to any hour, and its visitor accepts: without JavaScript."""

from __future__ import annotations

import email
import re
from datetime import datetime
from email.policy import default

import pytest
from playwright.sync_api import expect

from tests.e2e.chat import faults, fits
from tests.e2e.team import a_school, let_in, letter
from tests.mails import html_of

_OF_THE_MAIL_PROGRAM = ("landmark-one-main", "region")  # whose page has the e-mail in its main part


@pytest.fixture
def school(tmp_path):
    with a_school(tmp_path, ("Paul Durand", "2026-12-08T16:00"), parts=("web", "notifier")) as one:
        yield one


@pytest.fixture
def secretary(school, new_page):
    size = {"width": 1280, "height": 900}
    return let_in(new_page(viewport=size, java_script_enabled=False), school)


def move_today(secretary, school):
    [interview] = school.interviews()
    secretary.goto(f"{school.url}/equipe/entretien/{interview.reference}/deplacer")
    label = secretary.locator("label", has_text=re.compile(r"^\s*16.h\s*$"))
    label.locator("visible=true").first.click()
    secretary.get_by_role("button", name="Déplacer l’entretien").click()
    expect(secretary.get_by_role("status")).to_contain_text("C’est déplacé")


@pytest.fixture
def looked_at(new_page, take_picture):
    """Looks for faults at a page as somebody else sees it, with JavaScript: axe needs it."""
    found = {}

    def look(page, state: str) -> None:
        reader = new_page()
        reader.context.add_cookies(page.context.cookies())
        reader.goto(page.url)
        found[state] = faults(reader) + ([] if fits(reader) else ["it must be scrolled sideways"])
        take_picture(reader, state)

    yield look
    assert {state: faults for state, faults in found.items() if faults} == {}


def test_a_visitor_accepts_and_the_staff_see_it(school, secretary, new_page, tmp_path, looked_at):
    move_today(secretary, school)
    secretary.goto(f"{school.url}/equipe")
    expect(secretary.get_by_role("heading", name="Déplacés, sans réponse 1")).to_be_visible()
    expect(secretary.get_by_role("link", name="06 39 98 11 22")).to_be_visible()
    looked_at(secretary, "today")
    secretary.get_by_role("link", name="Paul Durand", exact=True).click()
    expect(secretary.get_by_role("heading", name="Paul Durand")).to_be_visible()
    expect(secretary.get_by_text("N’a pas encore répondu", exact=True)).to_be_visible()
    looked_at(secretary, "interview")

    text = letter(tmp_path / "mail", "paul.", "Cette heure vous convient")
    link = re.search(r"J’accepte : http\S+?(/entretien/\S+)", text)[1]
    visitor = new_page(java_script_enabled=False)
    visitor.goto(school.url + link)
    expect(visitor.get_by_role("link", name="Une autre heure")).to_be_visible()
    expect(visitor.get_by_role("link", name="J’annule")).to_be_visible()
    looked_at(visitor, "asked")
    visitor.get_by_role("button", name="J’accepte").click()
    expect(visitor.get_by_role("heading", name="Merci, c’est accepté")).to_be_visible()
    expect(visitor.get_by_text("mercredi 25 novembre 2026 à 16")).to_be_visible()
    looked_at(visitor, "accepted")
    visitor.goto(school.url + link)
    expect(visitor.get_by_role("heading", name="Merci, c’est accepté")).to_be_visible()

    secretary.reload()
    expect(secretary.get_by_text("Accepté par le visiteur", exact=True)).to_be_visible()
    expect(secretary.get_by_text("Le visiteur a accepté l’heure")).to_be_visible()


def test_an_interview_is_moved_to_an_evening_by_an_explicit_choice(school, secretary, looked_at):
    [interview] = school.interviews()
    own = f"{school.url}/equipe/entretien/{interview.reference}"
    secretary.goto(f"{own}/deplacer")
    secretary.locator("summary", has_text="hors de vos horaires").click()
    secretary.get_by_label("L’heure que j’écris ici").check()
    secretary.get_by_label("Jour", exact=True).fill("2026-12-01")
    secretary.get_by_label("Heure", exact=True).fill("20:00")
    secretary.get_by_role("button", name="Déplacer l’entretien").click()
    asked = secretary.get_by_role("alert")
    expect(asked).to_contain_text("Rien n’est encore changé")
    expect(asked).to_contain_text("ce créneau est hors de vos horaires du mardi")
    assert school.interviews() == [interview]

    asked.get_by_role("link", name="Le prendre quand même").click()
    secretary.get_by_label("Le prendre quand même").check()
    secretary.get_by_role("button", name="Déplacer l’entretien").click()
    expect(secretary.get_by_role("status")).to_contain_text("C’est déplacé")
    history = secretary.get_by_text("a choisi exprès mardi 1er décembre 2026 à 20")
    expect(history).to_contain_text("hors de vos horaires du mardi")
    looked_at(secretary, "moved")
    [moved] = school.interviews()
    assert moved.start == datetime.fromisoformat("2026-12-01T20:00:00+01:00")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
@pytest.mark.parametrize("form", ["/entretiens/nouveau", "/entretien/{reference}/deplacer"])
def test_axe_finds_nothing_where_a_rule_is_left(
    school, secretary, new_page, take_picture, form, scheme, width
):
    reader = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    reader.context.add_cookies(secretary.context.cookies())
    [interview] = school.interviews()
    reader.goto(f"{school.url}/equipe{form.format(reference=interview.reference)}")
    if "nouveau" in form:
        reader.get_by_label("Prénom et nom").fill("Ada Caller")
        reader.get_by_label("E-mail", exact=True).fill("ada@example.com")
        reader.get_by_text("La personne est d’accord").click()
    reader.locator("summary", has_text="hors de vos horaires").click()
    reader.get_by_label("L’heure que j’écris ici").check()
    send = reader.locator("form button.do").last
    found = {}
    for hour, state in (("", "problem"), ("20:00", "asked")):
        reader.get_by_label("Jour", exact=True).fill("2026-12-25")
        reader.get_by_label("Heure", exact=True).fill(hour)
        send.click()
        expect(reader.get_by_role("alert")).to_be_visible()
        reader.get_by_text("L’heure que j’écris ici").scroll_into_view_if_needed()
        found[state] = faults(reader) + ([] if fits(reader) else ["it must be scrolled sideways"])
        take_picture(reader, state)

    assert {state: faults for state, faults in found.items() if faults} == {}


def test_axe_finds_nothing_in_the_e_mail_and_it_fits(
    school, secretary, new_page, tmp_path, take_picture
):
    move_today(secretary, school)
    letter(tmp_path / "mail", "paul.", "Cette heure vous convient")
    mails = [
        email.message_from_bytes(path.read_bytes(), policy=default)
        for path in (tmp_path / "mail").glob("*.eml")
    ]
    [mail] = [m for m in mails if "Nouvelle date" in m["Subject"] and "paul." in m["To"]]
    found = {}

    for width, scheme in ((1280, "light"), (320, "light"), (1280, "dark"), (320, "dark")):
        reader = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        reader.set_content(html_of(mail))
        state = f"{width} {scheme}"
        take_picture(reader, state)
        found[state] = [
            each for each in faults(reader) if not each.startswith(_OF_THE_MAIL_PROGRAM)
        ]
        found[state] += [] if fits(reader) else ["it must be scrolled sideways"]
        for name in ("J’accepte", "Une autre heure", "J’annule"):
            expect(reader.get_by_role("link", name=name)).to_be_visible()

    assert {state: faults for state, faults in found.items() if faults} == {}
