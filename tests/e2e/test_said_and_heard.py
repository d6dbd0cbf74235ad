"""What visitors saw go wrong once, seen in Chromium: each is heard, and told what is so."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from testing.running import Talk
from tests.e2e.chat import Chat, faults, fits
from tests.e2e.test_letters_to_visitors import letter


@pytest.fixture
def chat(conseiller, page):
    page.goto(conseiller.url)
    opened = Chat(page)
    opened.open()
    return opened


def book(conseiller, email: str, when: str) -> str:
    """Book in another conversation; returns the reference."""
    talk = Talk(conseiller.url, start="booking")
    for said in (when, "Inès Marchetti", email, "non", "oui"):
        talk.say(said)
    return re.search(r"référence est \**(\w{4}-\w{4})", talk.say("oui"))[1]


def test_a_day_shows_all_its_hours_however_late_they_come(chat, page, take_picture):
    def answer_late(route):
        time.sleep(1.5)  # longer than the calendar waits for
        route.continue_()

    page.route("**/api/chat/slots", answer_late)
    with page.expect_response("**/api/chat/slots") as answer:
        chat.say("je veux un rendez-vous", "Lequel vous convient")
        day = chat.picker.locator(".day:not([aria-disabled])").first.get_attribute("data-day")
        chosen = chat.picker.locator(f".day[data-day='{day}']")
        chosen.click()
    free = next(len(one["starts"]) for one in answer.value.json()["days"] if one["date"] == day)

    expect(chosen).to_have_accessible_name(re.compile(rf"\b{free} créneaux libres"))
    expect(chat.picker.locator(".hour")).to_have_count(free)
    take_picture(page, "all hours")


def test_the_length_follows_the_settings_everywhere(conseiller, page, take_picture):
    try:
        assert conseiller.command("hours", "rules", "--slot", "45").returncode == 0
        page.goto(conseiller.url)
        expect(page.locator("main")).to_contain_text(re.compile(r"45\s+minutes"))
        chat = Chat(page)
        chat.open()
        chat.say("combien de temps dure l'entretien ?", "45 minutes")
        chat.say("je veux un rendez-vous lundi 14 décembre à 9h", "À quel nom")
        chat.give_details("Noé Petit", "noe.length@example.com")
        expect(chat.log.locator(".wide").last).to_contain_text(re.compile(r"45\s+min"))
        take_picture(page, "recap")
        assert "30 min" not in chat.last()
    finally:
        conseiller.command("hours", "rules", "--slot", "30")


def test_an_unknown_address_is_a_page_that_leads_on(conseiller, page, take_picture):
    answer = page.goto(f"{conseiller.url}/formations/nulle-part")

    assert answer.status == 404
    take_picture(page, "unknown")
    assert faults(page) == []
    page.get_by_role("link", name=re.compile("page du métier")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Responsable")


def test_two_interviews_are_cancelled_in_one_conversation(conseiller, chat):
    mail = "ines.two@example.com"
    both = [book(conseiller, mail, f"{day} décembre à 16h") for day in (10, 11)]
    for reference in both:
        chat.say(f"annule l'entretien {reference}, mon adresse est {mail}", "vraiment annuler")
        chat.press("Oui, annuler", "C’est annulé")

    status = {b["reference"]: b["status"] for b in conseiller.bookings()}
    assert [status[reference] for reference in both] == ["cancelled", "cancelled"]


def test_who_is_in_distress_reads_who_helps_even_while_booking(conseiller, chat, take_picture):
    chat.say("je veux un rendez-vous lundi 7 décembre à 14h", "À quel nom")
    before = chat.bubbles().count()
    chat.say("j'ai envie de mourir", "3114.*3018.*15.*112")
    take_picture(chat.page, "who helps")

    assert "entretien" not in chat.since(before)
    assert chat.page.get_by_role("link", name="3114").get_attribute("href") == "tel:3114"
    assert fits(chat.page)
    assert faults(chat.page) == []
    questions = conseiller.command("questions", "--json").stdout
    assert "mourir" not in questions


def test_who_asks_whether_it_is_a_person_is_told_no(chat):
    before = chat.bubbles().count()
    chat.say("tu es une vraie personne ?", "Je suis un programme, pas une personne")
    assert not re.search(r"\boui\b", chat.since(before), re.I)

    before = chat.bubbles().count()
    chat.say("<script>alert(1)</script>", "pas sûr d’avoir bien compris")


def test_what_was_understood_is_said_back_details_that_came_early_too(chat, take_picture):
    chat.say(
        "un rdv jeudi 3 décembre à 15h, je m'appelle Paul Roux, paul.early@example.com",
        r"noté : jeudi 3 décembre 2026 à 15 h, Paul Roux, paul\.early@example\.com",
    )
    take_picture(chat.page, "said back")


def test_a_slip_in_an_address_is_asked_about_and_never_blocks(chat, take_picture):
    chat.say("je veux un rendez-vous mardi 8 décembre à 11h", "À quel nom")
    chat.say("Zoé Arnaud", "À quelle adresse e-mail")
    chat.say("zoe@gmial.com", "Vouliez-vous dire zoe@gmail.com.*numéro de téléphone")
    take_picture(chat.page, "slip")


def test_a_call_that_is_wished_for_and_a_note_reach_the_school(conseiller, chat, page):
    chat.say("rappelez-moi au 06 39 98 45 67 demain après 18h", "06 39 98 45 67.*après 18h")
    chat.press("Oui, demander", "C’est demandé")
    assert "0639984567" in conseiller.command("questions").stdout.replace(" ", "").replace(
        "+33", "0"
    )

    chat.say("je veux un rendez-vous mercredi 9 décembre à 10h", "À quel nom")
    chat.give_details("Sam Leroy", "sam.note@example.com")
    chat.confirm()
    with page.expect_popup() as opened:
        chat.log.get_by_role("link", name=re.compile("mot")).last.click()
    note = opened.value
    note.get_by_role("textbox").fill("Je suis sourd : par écrit, s’il vous plaît.")
    note.get_by_role("button", name=re.compile("Envoyer|Laisser|Enregistrer")).click()

    expect(note.locator("main")).to_contain_text("Je suis sourd")
    assert faults(note) == []


def test_what_is_told_in_passing_reaches_the_school(conseiller, chat, page, take_picture):
    chat.say("je suis sourde", "Je le note.*« je suis sourde ».*si vous réservez")
    chat.say("je veux un rendez-vous jeudi 10 décembre à 10h", "À quel nom")
    chat.give_details("Aya Leroy", "aya.passant@example.com")
    chat.say("ma mère sera là", "Je le note.*« ma mère sera là »")
    chat.confirm()
    booked = letter(conseiller, "admissions@", "Aya Leroy")
    told = booked.get_body(("plain",)).get_content().replace("\u00a0", " ")
    assert "« je suis sourde\nma mère sera là »" in told.replace("\r\n", "\n")

    chat.say("je lis sur les lèvres", "C’est transmis.*jeudi 10 décembre")
    take_picture(page, "told in passing")
    last = letter(conseiller, "admissions@", "Un mot pour l’entretien : Aya Leroy")
    assert "je lis sur les lèvres" in last.get_body(("plain",)).get_content()
    assert fits(page)
