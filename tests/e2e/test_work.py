"""Where work is asked for, browsers do it unseen; without JavaScript there is another way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from testing.running import make_conseiller
from tests.e2e.chat import Chat, faults
from tests.e2e.other_site import serve

_FELT_MS = 20_000  # on a machine that does other things; half a second on one of its own


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """A Conseiller that asks everybody for work, and another site that carries its chat."""
    folder = tmp_path_factory.mktemp("site")
    with serve(folder) as site:
        settings = {"PROOF_OF_WORK": "always", "ALLOWED_ORIGINS": site}
        running = make_conseiller(tmp_path_factory.mktemp("home"), **settings)
        running.start()
        yield running, folder, site
        running.stop()


def test_a_visitor_books_in_the_chat_and_sees_nothing_of_it(busy, new_page):
    running, _, _ = busy
    page = new_page()
    asked = []
    page.on(
        "response", lambda answer: asked.append(answer.status) if "chat" in answer.url else None
    )
    page.goto(running.url)
    chat = Chat(page)

    page.get_by_role("link", name=re.compile("Je prends rendez-vous")).first.click()
    expect(chat.picker).to_be_visible(timeout=_FELT_MS)
    chat.pick()
    chat.give_details("Zoé Arnaud", "zoe@example.com")
    chat.confirm()

    assert asked.count(428) == 2  # for the conversation to be opened, and to be spoken in
    assert "robot" not in chat.last()
    assert faults(page) == []


def test_another_site_carries_it_too(busy, new_page):
    running, folder, site = busy
    (folder / "index.html").write_text(
        f'<!doctype html><html lang="fr"><title>École</title>'
        f'<script src="{running.url}/widget.js" async></script></html>'
    )
    page = new_page()
    page.goto(site)
    chat = Chat(page)

    chat.open()
    chat.say("c’est quoi le métier ?", "e-commerce")


def test_the_plain_form_works_while_it_is_read(busy, new_page, take_picture):
    running, _, _ = busy
    page = new_page()
    page.goto(f"{running.url}/rendez-vous")
    fill_in(page, "Inès Marchetti", "ines@example.com", hour=0)
    button = page.get_by_role("button", name="Confirmer mon entretien")
    assert faults(page) == []
    take_picture(page, "read back")

    button.click()  # perhaps before the work is done: then it is waited for

    page.wait_for_url("**/entretien/**", timeout=_FELT_MS)
    assert "Il reste un geste" not in page.locator("main").inner_text()


def test_without_javascript_the_way_is_an_e_mail_and_it_is_said(busy, new_page, take_picture):
    running, _, _ = busy
    page = new_page(java_script_enabled=False)
    page.goto(f"{running.url}/rendez-vous")

    fill_in(page, "Paul Duval", "paul@example.com", hour=2)
    assert "nous vous enverrons un e-mail" in page.locator("main").inner_text()
    take_picture(page, "told")
    page.get_by_role("button", name="Confirmer mon entretien").click()

    assert "Il reste un geste" in page.locator("main").inner_text()


def fill_in(page: Page, name: str, email: str, hour: int) -> None:
    """Fill the plain form in, as far as it is read back."""
    form = page.locator("main form")
    form.get_by_label("Prénom et nom").fill(name)
    form.get_by_label("E-mail, pour").fill(email)
    form.locator("input[name=creneau]").nth(hour).check()
    form.locator("input[name=accord]").check()
    form.get_by_role("button", name="Vérifier").last.click()
