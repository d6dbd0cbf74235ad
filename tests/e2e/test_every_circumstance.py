"""An interview can be booked in every circumstance."""

from __future__ import annotations

import json
import re

import httpx
import pytest
from playwright.sync_api import expect

from tests.e2e.chat import Chat, fits, focused, tab_to
from tests.e2e.plain_form import book_by_form, fill


def booked(conseiller, reference: str) -> dict:
    (one,) = [b for b in conseiller.bookings() if b["reference"] == reference]
    return one


def test_by_keyboard_alone(conseiller, new_page):
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto(conseiller.url)
    chat = Chat(page)
    keys = page.keyboard
    tab_to(page, "Je prends rendez-vous")
    keys.press("Enter")
    expect(chat.picker).to_be_visible()
    page.wait_for_function(  # the whole calendar
        """() => document.querySelector("conseiller-chat").shadowRoot
          .querySelectorAll(".day:not([aria-disabled=true])").length > 3"""
    )

    tab_to(page, "mercredi 25 novembre", key="Shift+Tab")
    keys.press("ArrowDown")
    assert focused(page).startswith("mercredi 2 décembre")
    keys.press("ArrowRight")
    keys.press("Enter")
    tab_to(page, "16 h 30".replace(" ", "\u00a0"))
    keys.press("Enter")
    for typed, answer in (
        ("Paul Keller", "À quelle adresse e-mail"),
        ("paul.keller@example.com", "numéro de téléphone"),
        ("non", "Êtes-vous d’accord"),
    ):
        chat.wait_for("À quel nom")
        before = chat.bubbles().count()
        assert focused(page) == ""  # the field
        keys.type(typed)
        keys.press("Enter")
        chat.wait_for(answer, before)
    tab_to(page, "Oui, je suis d’accord", key="Shift+Tab")
    keys.press("Space")
    chat.wait_for("tout est exact")
    tab_to(page, "Modifier\u00a0: Nom", key="Shift+Tab")
    keys.press("Enter")
    chat.wait_for("Quel est le bon nom", chat.bubbles().count() - 1)
    before = chat.bubbles().count()
    keys.type("Paula Keller")
    keys.press("Enter")
    chat.wait_for("Paula Keller.*tout est exact", before)
    tab_to(page, "Oui, je confirme", key="Shift+Tab")
    keys.press("Enter")
    chat.wait_for("C’est réservé")

    one = booked(conseiller, chat.log.locator(".reference").inner_text())
    assert (one["name"], one["start"]) == ("Paula Keller", "2026-12-03T16:30:00+01:00")
    keys.press("Escape")
    assert focused(page).startswith("Je prends rendez-vous")


def test_on_the_smallest_phone(conseiller, new_page, take_picture):
    page = new_page(viewport={"width": 320, "height": 568}, has_touch=True, is_mobile=True)
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.book()
    take_picture(page, "picker")
    assert fits(page)
    day = chat.pick(day=2, hour=1)
    chat.give_details("Lina Faure", "lina.faure@example.com")
    take_picture(page, "recap")
    assert fits(page)

    one = booked(conseiller, chat.confirm())

    assert one["name"] == "Lina Faure"
    assert day in page.get_by_role("log").inner_text()


def test_from_another_time_zone(conseiller, new_page, take_picture):
    page = new_page(timezone_id="America/Montreal")
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.book()
    chat.pick(day=2, hour=3)
    hours = chat.picker.locator(".hour").all_inner_texts()
    take_picture(page, "picker")
    chat.give_details("Maude Tremblay", "maude.tremblay@example.com")

    one = booked(conseiller, chat.confirm())

    own = int(one["start"][11:13]) - 6
    assert all("chez vous" in text for text in hours)
    expect(chat.log).to_contain_text(re.compile(rf"heure de Paris\s; Toronto\s:\s{own}\sh"))


def test_with_the_network_cut_twice(conseiller, new_page, take_picture):
    page = new_page()
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.book()

    page.context.set_offline(True)
    chat.pick(day=2, hour=2)
    expect(page.get_by_role("alert")).to_contain_text("gardé ici")
    expect(chat.log).to_contain_text("Pas encore envoyé")
    take_picture(page, "cut")
    page.context.set_offline(False)
    chat.wait_for("À quel nom")
    expect(page.get_by_role("alert")).to_be_empty()

    chat.say("Sacha Weil", "À quelle adresse e-mail")
    page.context.set_offline(True)
    chat.field.fill("sacha.weil@example.com")
    chat.field.press("Enter")
    expect(chat.log).to_contain_text("Pas encore envoyé")
    page.context.set_offline(False)
    chat.wait_for("numéro de téléphone")
    chat.press("Pas de téléphone", "Êtes-vous d’accord")
    chat.press("Oui, je suis d’accord", "tout est exact")

    assert booked(conseiller, chat.confirm())["email"] == "sacha.weil@example.com"
    said = chat.log.locator(".message.visitor").all_inner_texts()
    assert len(said) == len(set(said))


def test_a_message_whose_answer_was_lost_is_said_once(conseiller, page):
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.open()
    lost = []

    def lose_the_answer(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route("**/api/chat/messages", lose_the_answer)
    chat.field.fill("quel est le salaire ?")
    chat.field.press("Enter")
    chat.wait_for("k€")

    page.reload()
    chat.wait_for("k€")
    assert lost
    assert chat.log.locator(".message.visitor").count() == 1


def test_over_two_tabs(conseiller, new_page):
    first = new_page()
    first.goto(conseiller.url)
    here = Chat(first)
    here.book()
    here.pick(day=2, hour=3)
    here.wait_for("À quel nom")

    second = first.context.new_page()
    second.goto(conseiller.url)
    there = Chat(second)
    there.open()
    there.wait_for("À quel nom")
    there.say("Jules Diallo", "À quelle adresse e-mail")
    here.wait_for("À quelle adresse e-mail")
    here.say("jules.diallo@example.com", "numéro de téléphone")
    there.wait_for("numéro de téléphone")
    there.press("Pas de téléphone", "Êtes-vous d’accord")
    here.press("Oui, je suis d’accord", "tout est exact")
    there.wait_for("tout est exact")
    reference = there.confirm()

    here.wait_for(reference)
    assert booked(conseiller, reference)["name"] == "Jules Diallo"


AWAY = {"status": 502, "body": "bad gateway"}
AT_CAPACITY = {
    "status": 429,
    "json": {"error": {"code": "at_capacity"}, "messages": []},
    "headers": {"Retry-After": "3"},
}


@pytest.mark.parametrize(
    ("refusal", "told"),
    [(AWAY, "momentanément indisponible"), (AT_CAPACITY, "Beaucoup de messages arrivent")],
    ids=["away", "at capacity"],
)
def test_while_the_server_cannot_answer(conseiller, page, refusal, told):
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.open()
    page.route("**/api/chat/messages", lambda route: route.fulfill(**refusal))
    chat.field.fill("quel est le salaire ?")
    chat.field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(told)
    expect(chat.log).to_contain_text("Pas encore envoyé")

    page.unroute("**/api/chat/messages")

    chat.wait_for("k€")
    expect(page.get_by_role("alert")).to_be_empty()


def test_a_slow_answer_is_announced(conseiller, page):
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.open()
    page.clock.install()
    held = []
    page.route("**/api/chat/messages", lambda route: held.append(route))
    chat.field.fill("quel est le salaire ?")
    chat.field.press("Enter")
    status = page.get_by_role("status").first
    page.clock.fast_forward(1_000)
    expect(status).to_contain_text("écrit")
    page.clock.fast_forward(8_000)
    expect(status).to_contain_text("plus de temps")

    held[0].continue_()

    chat.wait_for("k€")
    expect(status).to_be_empty()


def test_without_javascript(conseiller, new_page, take_picture):
    if httpx.get(f"{conseiller.url}/rendez-vous").status_code == 404:
        pytest.skip("there is no plain form")
    page = new_page(java_script_enabled=False)
    page.goto(conseiller.url)
    page.get_by_role("link", name=re.compile("Je prends rendez-vous")).first.click()
    take_picture(page, "form")

    reference = book_by_form(page, "Nadia Perrin", "nadia.perrin@example.com")

    assert booked(conseiller, reference)["name"] == "Nadia Perrin"


def test_a_question_reaches_the_school_without_javascript(conseiller, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(conseiller.url)
    page.get_by_role("link", name="Poser une question").first.click()
    page.get_by_label("Votre question").fill("Y a-t-il un internat près de l’école ?")
    page.get_by_role("textbox", name="E-mail").fill("zoe.arnaud@example.com")
    page.get_by_role("textbox", name="E-mail").press("Enter")

    expect(page.get_by_role("heading", name="C’est envoyé")).to_be_visible()
    expect(page.get_by_text("zoe.arnaud@example.com")).to_be_visible()
    asked = json.loads(conseiller.command("questions", "--json").stdout)
    assert [each["email"] for each in asked if "internat près" in each["text"]] == [
        "zoe.arnaud@example.com"
    ]


def test_enter_in_a_field_of_the_plain_form_sends_it(conseiller, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(f"{conseiller.url}/rendez-vous")
    for field in page.locator("main form input:visible").all():
        fill(field, "Rose Blin", "rose.blin@example.com")

    page.get_by_role("textbox", name="E-mail").press("Enter")
    expect(page.get_by_text("rose.blin@example.com")).to_be_visible()
    page.get_by_role("button", name="Confirmer mon entretien").click()

    expect(page.get_by_text("C’est réservé")).to_be_visible()


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_bubbles_come_one_after_the_other_and_nobody_waits_for_them(conseiller, new_page, motion):
    page = new_page(reduced_motion=motion)
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.open()
    page.wait_for_timeout(600)  # the greeting has come
    page.evaluate(
        """() => {
          const seconds = text => parseFloat(text);
          window.begins = [];
          document.querySelector("conseiller-chat").shadowRoot
            .addEventListener("animationstart", ({target, animationName}) => {
              if (animationName !== "appear" || !target.matches(".assistant")) return;
              const {animationDelay, animationDuration} = getComputedStyle(target);
              begins.push([seconds(animationDelay), seconds(animationDuration)]);
            });
        }"""
    )

    before = chat.bubbles().count()
    chat.say("bonjour, quel est le salaire ? et il faut quel diplôme ?", "k€.*bac")
    page.wait_for_timeout(600)

    begins = page.evaluate("begins")
    arrived = chat.bubbles().count() - before
    assert arrived > 1
    assert len(begins) == (arrived if motion == "no-preference" else 0)
    assert begins == sorted(begins)
    assert len({delay for delay, _ in begins}) == len(begins)
    assert all(delay + duration < 0.8 for delay, duration in begins)
