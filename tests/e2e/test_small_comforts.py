"""The right keyboard, what came unseen, the hour, whether it helped, what a device keeps."""

from __future__ import annotations

import re
import sqlite3
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.chat import Chat, faults, fits, focused

SIZES = {"desk": {"width": 1280, "height": 800}, "small phone": {"width": 320, "height": 640}}


@pytest.fixture
def chat(conseiller, page):
    page.goto(conseiller.url)
    return Chat(page)


def option(page, name: str) -> None:
    page.get_by_role("button", name="Options de la conversation").click()
    page.get_by_role("button", name=name).click()


@pytest.mark.parametrize("size", SIZES)
def test_the_field_fits_what_is_asked_for(conseiller, new_page, take_picture, size):
    page = new_page(viewport=SIZES[size])
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.book()
    expect(chat.field).to_have_attribute("autocomplete", "off")
    chat.pick(day=2)

    for answer, then, wanted in (
        ("Zoé Arnaud", "À quelle adresse e-mail", {"autocomplete": "name"}),
        ("zoe@example.com", "numéro", {"autocomplete": "email", "inputmode": "email"}),
        (None, "", {"autocomplete": "tel", "type": "tel"}),
    ):
        for name, value in wanted.items():
            expect(chat.field).to_have_attribute(name, value)
        assert faults(page) == []
        if answer:
            expect(chat.field).to_be_visible()
            chat.say(answer, then)
    assert fits(page)
    take_picture(page, "telephone")
    expect(page.get_by_label("Votre message : numéro de téléphone")).to_be_visible()
    page.get_by_role("button", name="Écrire du texte").click()  # no keys for words there
    assert chat.field.evaluate("node => node.tagName") == "TEXTAREA"
    expect(chat.field).to_be_focused()

    chat.say("c'est obligatoire ?", "pas obligatoire")
    expect(chat.field).to_have_attribute("autocomplete", "tel")  # asked for again


def test_the_focus_and_what_was_typed_stay_when_the_field_changes(conseiller, new_page):
    page = new_page(viewport=SIZES["desk"])
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.book()
    chat.pick(day=2)
    chat.wait_for("À quel nom")
    expect(chat.field).to_be_focused()
    held = []
    page.route("**/api/chat/messages", lambda route: held.append(route))
    chat.field.fill("Zoé Arnaud")
    chat.field.press("Enter")
    chat.field.type("zoe@exam")  # before the question has come

    held[0].continue_()

    chat.wait_for("À quelle adresse e-mail")
    expect(chat.field).to_have_attribute("inputmode", "email")
    expect(chat.field).to_have_value("zoe@exam")
    expect(chat.field).to_be_focused()


def test_what_came_unseen_is_marked_until_it_is_seen(chat, page, take_picture):
    title = page.title()
    chat.open()
    held = []
    page.route("**/api/chat/messages", lambda route: held.append(route))
    chat.field.fill("quel est le salaire ?")
    chat.field.press("Enter")
    page.get_by_role("button", name="Fermer la conversation").click()

    held[0].continue_()

    launcher = page.get_by_role("button", name=re.compile("Discuter avec.*nouveau"))
    expect(launcher).to_be_visible()
    assert re.match(r"\(\d+\) ", page.title())
    assert faults(page) == []
    take_picture(page, "unread")
    launcher.click()
    chat.wait_for("k€")
    assert page.title() == title
    page.get_by_role("button", name="Fermer la conversation").click()
    assert "nouveau" not in focused(page)


def test_messages_say_when_they_were_said(conseiller, new_page):
    page = new_page(timezone_id="America/Montreal")
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.open()
    chat.say("quel est le salaire ?", "k€")

    times = chat.bubbles().last.locator("time")
    expect(times).to_be_visible()
    assert times.get_attribute("datetime").startswith("2026-11-25T09:")  # in UTC
    assert re.search(r"\b4\sh\b", times.inner_text())
    expect(chat.log.locator(".message.visitor time")).to_have_count(1)


@pytest.mark.parametrize(("pressed", "helped"), [("Oui", 1), ("Non", 0)])
def test_whether_an_answer_helps_takes_one_tap_and_is_counted(
    conseiller, chat, page, pressed, helped
):
    def counted() -> list[tuple[str, int]]:
        with sqlite3.connect(Path(conseiller.home) / "conseiller.db") as database:
            query = "SELECT topic, helped FROM turn WHERE helped IS NOT NULL ORDER BY id DESC"
            return database.execute(query).fetchall()

    def noes() -> int:
        with sqlite3.connect(Path(conseiller.home) / "conseiller.db") as database:
            query = "SELECT unhelped FROM phrase WHERE text = 'quel est le salaire ?' AND said = ''"
            return sum(number for (number,) in database.execute(query))

    before, noes_before = len(counted()), noes()
    chat.open()
    expect(page.get_by_role("group", name="Cette réponse vous aide")).to_have_count(0)
    chat.say("quel est le salaire ?", "k€")
    assert faults(page) == []

    row = page.get_by_role("group", name="Cette réponse vous aide")
    row.get_by_role("button", name=re.compile(f"^{pressed}, cette")).click()

    expect(row).to_contain_text("Merci")
    deadline = time.monotonic() + 5
    while len(counted()) == before and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert counted()[0] == ("ask_salary", helped)
    assert noes() - noes_before == (1 - helped)


def test_a_draft_survives_a_reload_and_not_its_sending(chat, page):
    chat.open()
    chat.field.fill("et pour les")
    page.reload()
    expect(chat.field).to_have_value("et pour les")

    chat.say("quel est le salaire ?", "k€")
    page.reload()

    chat.wait_for("k€")
    expect(chat.field).to_have_value("")


def test_a_conversation_is_kept_on_a_device_only_where_the_visitor_wishes(chat, page, conseiller):
    chat.open()
    chat.say("quel est le salaire ?", "k€")

    def another_visit() -> Chat:
        """After the tab was closed: nothing of it is left but what the device keeps."""
        page.evaluate("sessionStorage.clear()")
        page.goto("about:blank")
        page.goto(conseiller.url)
        found = Chat(page)
        found.open()
        return found

    assert page.evaluate("localStorage.length") == 0
    assert "k€" not in another_visit().last()
    chat.say("et les études ?", "bac")
    option(page, "Garder sur cet appareil")
    assert page.evaluate("JSON.stringify({...localStorage})").count("token") == 1

    again = another_visit()
    again.wait_for("bac")
    option(page, "Ne plus garder sur cet appareil")
    assert page.evaluate("localStorage.length") == 0

    option(page, "Garder sur cet appareil")
    option(page, "Effacer mes données")
    page.get_by_role("button", name="Effacer", exact=True).click()
    again.wait_for("conversation est effacée")
    assert page.evaluate("localStorage.length") == 0


def test_replies_are_told_once_to_those_who_do_not_see_them(chat, page):
    chat.open()
    said = page.evaluate_handle(
        """() => {
          const widget = document.querySelector("conseiller-chat").shadowRoot;
          const [status] = [...widget.querySelectorAll("[role=status]")].slice(-1);
          const said = [];
          new MutationObserver(() => said.push(status.textContent))
            .observe(status, {childList: true});
          return said;
        }"""
    )

    chat.say("quel est le salaire ?", "k€")
    page.wait_for_timeout(300)
    assert [text for text in said.json_value() if "Les études" in text] != []
    assert len([text for text in said.json_value() if text]) == 1

    chat.press("Prendre rendez-vous", "convient")
    page.wait_for_timeout(300)
    assert "calendrier" in said.json_value()[-1]


def test_another_script_is_written_in_its_own_direction(chat, page):
    chat.open()
    chat.field.fill("كم الراتب؟")
    assert chat.field.evaluate("node => getComputedStyle(node).direction") == "rtl"
    chat.say("كم الراتب؟", ".")

    words = chat.log.locator(".message.visitor .verbatim").last
    assert words.evaluate("node => getComputedStyle(node).direction") == "rtl"


def test_what_is_said_in_english_is_marked_as_english(chat):
    chat.open()
    chat.say("Do you speak English?", "only understand French")

    expect(chat.log.locator(".message:not(.visitor) .words[lang=en]")).to_have_count(1)
