"""Nobody is left out: axe-core finds nothing, in light and dark, on a desk and on a small phone."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import expect

from tests.e2e.chat import Chat, faults, fits, focused
from tests.e2e.plain_form import book_by_form

WIDTHS = {"desk": {"width": 1280, "height": 900}, "small phone": {"width": 320, "height": 640}}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wrong_from_the_page_to_the_booking(
    conseiller, new_page, take_picture, scheme, width
):
    page = new_page(viewport=WIDTHS[width], color_scheme=scheme)
    chat = Chat(page)
    found = {}

    def look(state: str) -> None:
        found[state] = faults(page) + ([] if fits(page) else ["it must be scrolled sideways"])
        take_picture(page, state)

    page.goto(conseiller.url)
    look("page")
    chat.open()
    look("open")
    chat.press("Prendre rendez-vous", "convient")
    expect(chat.picker).to_be_visible()
    look("picker")
    chat.pick(day=2)
    # An address of its own: one may have three interviews to come.
    chat.give_details("Inès Marchetti", f"ines.{scheme}.{width.split()[0]}@example.com")
    look("recap")
    chat.confirm()
    look("booked")
    page.get_by_role("button", name="Options de la conversation").click()
    look("options")
    page.get_by_role("button", name="Effacer mes données").click()
    look("question")
    page.get_by_role("button", name="Annuler").click()
    page.context.set_offline(True)
    chat.field.fill("et le salaire ?")
    chat.field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("gardé ici")
    look("offline")

    assert {state: faults for state, faults in found.items() if faults} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wrong_with_the_pages_without_javascript(
    conseiller, new_page, take_picture, scheme, width
):
    if httpx.get(f"{conseiller.url}/rendez-vous").status_code == 404:
        pytest.skip("there is no plain form")
    page = new_page(viewport=WIDTHS[width], color_scheme=scheme)
    found = {}

    def look(state: str) -> None:
        found[state] = faults(page) + ([] if fits(page) else ["it must be scrolled sideways"])
        take_picture(page, state)

    page.goto(f"{conseiller.url}/rendez-vous")
    look("form")
    page.locator("main form button").last.click()
    look("form with errors")
    book_by_form(page, "Nadia Perrin", f"nadia.{scheme}.{WIDTHS[width]['width']}@example.com")
    look("interview")
    own_page = page.url.split("?")[0]
    for part in ("mot", "je-viens", "plus-tot"):
        page.goto(f"{own_page}/{part}")
        look(part)
    page.goto(f"{conseiller.url}/rappel/")
    page.locator("main form button").last.click()
    look("call with errors")
    page.goto(own_page)
    page.get_by_role("link", name="Déplacer l’entretien").click()
    look("move")
    page.go_back()
    page.get_by_role("link", name="Annuler l’entretien").click()
    look("cancel")
    page.goto(f"{conseiller.url}/question")
    look("question")
    page.get_by_role("button", name="Envoyer ma question").click()
    look("question with errors")
    page.get_by_label("Votre question").fill("Y a-t-il un internat ?")
    page.get_by_role("button", name="Envoyer ma question").click()
    look("question sent")
    page.goto(f"{conseiller.url}/question")
    page.get_by_label("Votre question").fill("je suis harcelé")
    page.get_by_role("button", name="Envoyer ma question").click()
    look("who helps")
    page.goto(f"{conseiller.url}/vos-donnees")
    look("privacy")
    page.get_by_role("link", name="effacez-le vous-même").click()
    look("erase")
    page.get_by_role("button", name="Effacer pour de bon").click()
    look("erase with errors")

    assert {state: faults for state, faults in found.items() if faults} == {}


def test_only_the_assistants_words_are_announced(conseiller, page):
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.open()
    chat.say("quel est le salaire ?", "k€")

    expect(chat.log).to_have_attribute("aria-live", "polite")
    assert chat.log.locator(".message.visitor[aria-live=off]").count() == 1
    assert chat.log.locator("button").count() == 0
    assert page.get_by_role("group", name="Réponses proposées").get_by_role("button").count() > 0


def test_what_was_said_before_a_reload_is_not_announced_again(conseiller, page):
    page.goto(conseiller.url)
    Chat(page).open()
    page.add_init_script(
        """window.liveness = [];
        new MutationObserver(() => {
          const log = document.querySelector("conseiller-chat")?.shadowRoot.querySelector(".log");
          if (!log || log.watched) return;
          log.watched = true;
          new MutationObserver(() => liveness.push(log.getAttribute("aria-live")))
            .observe(log, {childList: true});
        }).observe(document, {childList: true, subtree: true});"""
    )

    page.reload()

    expect(Chat(page).bubbles().first).to_be_visible()
    assert set(page.evaluate("window.liveness")) <= {"off"}


def test_the_focus_goes_into_the_chat_and_comes_back(conseiller, new_page):
    page = new_page(viewport=WIDTHS["desk"])
    page.goto(conseiller.url)
    launcher = page.get_by_role("button", name="Discuter avec")
    launcher.focus()
    page.keyboard.press("Enter")
    expect(Chat(page).bubbles().first).to_be_visible()
    expect(Chat(page).field).to_be_focused()

    page.keyboard.press("Escape")

    expect(page.get_by_role("log")).to_have_count(0)
    assert "Discuter avec" in focused(page)


def test_escape_closes_what_was_opened_last(conseiller, page):
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.open()
    page.get_by_role("button", name="Options de la conversation").click()

    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Effacer mes données")).to_have_count(0)
    expect(chat.log).to_be_visible()
    page.keyboard.press("Escape")
    expect(chat.log).to_have_count(0)


def test_every_target_is_large_enough(conseiller, page):
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.book()

    small = page.evaluate(
        """() => [...document.querySelector("conseiller-chat").shadowRoot
          .querySelectorAll("button, a, textarea")]
          .map(node => [node.textContent, node.getBoundingClientRect()])
          .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
          .map(([text, box]) => `${text}: ${box.width} x ${box.height}`)"""
    )

    assert small == []


def test_text_twice_as_large_loses_nothing(conseiller, new_page, take_picture):
    page = new_page(viewport={"width": 640, "height": 800})  # 1280 px at 200 %
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.book()
    chat.pick()
    chat.wait_for("À quel nom")

    assert fits(page)


def test_who_wants_no_motion_gets_none(conseiller, new_page):
    page = new_page(reduced_motion="reduce")
    page.goto(conseiller.url)
    Chat(page).open()

    assert page.evaluate("document.getAnimations().length") == 0
    moving = page.evaluate(
        """() => [...document.querySelector("conseiller-chat").shadowRoot.querySelectorAll("*")]
          .filter(node => getComputedStyle(node).animationName !== "none").length"""
    )
    assert moving == 0


def test_forced_colours_keep_every_edge(conseiller, new_page, take_picture):
    page = new_page(forced_colors="active")
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.book()

    take_picture(page, "picker")
    edge = page.locator(".picker [aria-selected=true] .day")
    assert edge.evaluate("node => getComputedStyle(node).borderStyle") == "solid"
    assert chat.field.evaluate("node => getComputedStyle(node).borderStyle") == "solid"
