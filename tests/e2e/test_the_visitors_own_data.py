"""What was said is the visitor's: kept over pages, taken along, begun anew, erased."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import icalendar
import pytest
from playwright.sync_api import expect

from french.paris import PARIS
from testing.running import Talk
from tests.e2e.chat import Chat, focused


def option(page, name: str) -> None:
    page.get_by_role("button", name="Options de la conversation").click()
    page.get_by_role("button", name=name).click()


def kept_of(conseiller, words: str) -> int:
    """Count where some words are kept: in the transcripts, and in Rasa's trackers."""
    count = 0
    for file, query in {
        "conseiller.db": "SELECT count(*) FROM chat_message WHERE text LIKE ?",
        "trackers.db": "SELECT count(*) FROM events WHERE data LIKE ?",
    }.items():
        with sqlite3.connect(Path(conseiller.home) / file) as database:
            count += database.execute(query, [f"%{words}%"]).fetchone()[0]
    return count


def test_everything_is_erased_on_demand(conseiller, page):
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.open()
    chat.say("et pour les zouaves pontificaux ?", ".")
    assert kept_of(conseiller, "zouaves") >= 2

    option(page, "Effacer mes données")
    expect(page.get_by_role("dialog", name="Effacer vos données ?")).to_be_visible()
    page.get_by_role("button", name="Effacer", exact=True).click()
    chat.wait_for("conversation est effacée")

    assert kept_of(conseiller, "zouaves") == 0
    assert chat.log.locator(".message").count() == 1
    assert page.evaluate("JSON.stringify({...sessionStorage})").count("token") == 0
    chat.say("quel est le salaire ?", "k€")  # and life goes on


@pytest.mark.parametrize("said", ["efface mes données", "quelles données gardez-vous ?"])
def test_whoever_asks_for_it_in_words_is_offered_the_button_that_erases(
    conseiller, page, take_picture, said
):
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.open()
    chat.say(said, "gardée 30 jours.*CNIL")
    erase = page.get_by_role("group").get_by_role("button", name="Effacer mes données")
    take_picture(page, "offered")

    erase.click()
    expect(page.get_by_role("dialog", name="Effacer vos données ?")).to_be_visible()
    page.keyboard.press("Escape")
    assert focused(page) == "Effacer mes données"
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Effacer", exact=True).click()

    chat.wait_for("conversation est effacée")


def test_a_message_on_its_way_does_not_outlive_erasing(conseiller):
    visitor = Talk(conseiller.url)
    rasa = conseiller.process_of("nlu.serving.serve")
    os.kill(rasa, signal.SIGSTOP)
    try:
        with ThreadPoolExecutor() as pool:
            answer = pool.submit(visitor.send, text="les zigotos arrivent")
            while not kept_of(conseiller, "zigotos"):
                time.sleep(0.05)
            headers = dict(visitor.client.headers)
            erased = httpx.delete(f"{conseiller.url}/api/chat/sessions", headers=headers)
            os.kill(rasa, signal.SIGCONT)
            assert answer.result().status_code == 401
    finally:
        os.kill(rasa, signal.SIGCONT)

    assert erased.status_code == 200
    assert kept_of(conseiller, "zigotos") == 0


def files_with(conseiller, word: str) -> list[str]:
    """Name the files, of whatever kind, in which an ASCII word stands anywhere."""
    files = [path for path in Path(conseiller.home).rglob("*") if path.is_file()]
    return [path.name for path in files if word.encode() in path.read_bytes().lower()]


def test_what_was_erased_is_in_no_file_any_more(conseiller):
    visitors = [Talk(conseiller.url, start="booking") for _ in range(4)]
    for number in range(9):
        for visitor in visitors:
            visitor.say(f"je suis Wilhelmine Tournebroche, {'très ' * number}bonjour {number}")
    assert {"conseiller.db", "trackers.db"} <= {
        name.removesuffix("-wal") for name in files_with(conseiller, "tournebroche")
    }

    for visitor in visitors:
        assert visitor.client.delete("/api/chat/sessions").status_code == 200

    assert files_with(conseiller, "tournebroche") == []


def test_an_interview_to_come_outlives_the_conversation(conseiller, page):
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.book()
    chat.pick(day=2)
    chat.give_details("Ada Roux", "ada.roux@example.com")
    reference = chat.confirm()

    option(page, "Effacer mes données")
    page.get_by_role("button", name="Effacer", exact=True).click()

    chat.wait_for(f"{reference}.*reste réservé")
    (one,) = [b for b in conseiller.bookings() if b["reference"] == reference]
    assert one["status"] == "confirmed"
    assert kept_of(conseiller, "ada.roux") == 0


def test_a_new_conversation_begins_in_every_tab(conseiller, new_page):
    first = new_page()
    first.goto(conseiller.url)
    here = Chat(first)
    here.open()
    here.say("quel est le salaire ?", "k€")
    second = first.context.new_page()
    second.goto(conseiller.url)
    there = Chat(second)
    there.open()
    there.wait_for("k€")

    option(first, "Nouvelle conversation")
    first.get_by_role("button", name="Commencer").click()

    for chat in (here, there):
        expect(chat.log).not_to_contain_text("k€")
        expect(chat.log).to_contain_text("Bonjour")
    first.reload()
    expect(Chat(first).log).to_contain_text("Bonjour")
    expect(Chat(first).log).not_to_contain_text("k€")


def test_the_conversation_goes_on_on_the_next_page(conseiller, school_site, page):
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.book()
    chat.pick(day=1)
    chat.wait_for("À quel nom")

    page.goto(f"{conseiller.url}/?autre-page")

    chat = Chat(page)
    chat.wait_for("À quel nom")
    chat.say("Omar Belkacem", "À quelle adresse e-mail")


def test_the_transcript_is_downloaded(conseiller, page):
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.open()
    chat.say("c koi le salaire", "k€")

    with page.expect_download() as download:
        option(page, "Télécharger la conversation")

    assert download.value.suggested_filename == "conversation.txt"
    text = Path(download.value.path()).read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "Vous :\nc koi le salaire" in text
    assert "k€ nets par an" in text
    assert "**" not in text
    assert "mercredi 25 novembre 2026" in text


def test_the_interview_goes_into_ones_calendar_and_its_reference_is_copied(conseiller, new_page):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(conseiller.url)
    chat = Chat(page)
    chat.book()
    chat.pick(day=2)
    chat.give_details("Noa Simon", "noa.simon@example.com")
    reference = chat.confirm()

    page.get_by_role("button", name=re.compile("Copier")).click()
    expect(page.get_by_role("status").filter(has_text="copiée")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == reference
    with page.expect_download() as download:
        page.get_by_role("link", name="Ajouter à mon agenda").click()

    calendar = icalendar.Calendar.from_ical(Path(download.value.path()).read_bytes())
    (event,) = calendar.walk("VEVENT")
    (one,) = [b for b in conseiller.bookings() if b["reference"] == reference]
    assert event["DTSTART"].dt.astimezone(PARIS).isoformat() == one["start"]
    assert calendar["METHOD"] == "PUBLISH"
    assert "ATTENDEE" not in event
