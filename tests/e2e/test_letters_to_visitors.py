"""A visitor reads the e-mails on a phone: what changed, which calendars, and the way back."""

from __future__ import annotations

import email
import re
import time
from email.message import EmailMessage
from email.policy import default

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from testing.running import Conseiller, Talk
from tests.e2e.chat import fits

PHONE = {"width": 360, "height": 740}
NAME = "Inès Marchetti"


def book(conseiller: Conseiller, address: str, when: str) -> Talk:
    talk = Talk(conseiller.url, start="booking")
    for said in (when, NAME, address, "non", "oui", "oui"):
        answer = talk.say(said)
    assert "C’est réservé" in answer
    return talk


def letter(conseiller: Conseiller, address: str, subject: str) -> EmailMessage:
    """Wait for the e-mail to somebody whose subject holds some words."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for path in sorted((conseiller.home / "mail").glob("*.eml"), reverse=True):
            mail = email.message_from_bytes(path.read_bytes(), policy=default)
            if address in mail["To"] and subject in mail["Subject"]:
                return mail
        time.sleep(0.2)
    raise AssertionError(f"no e-mail to {address} says {subject!r}")


def read(page: Page, mail: EmailMessage) -> None:
    """Open an e-mail, as a program for e-mails shows it."""
    page.goto("about:blank")  # where no rules of a page are in force
    page.set_content(mail.get_body(("html",)).get_content())


def words(page: Page) -> str:
    return page.locator("body").inner_text().replace("\u00a0", " ").replace("\u2011", "-")


def entry(mail: EmailMessage):
    """The calendar's entry that comes with an e-mail."""
    (part,) = (part for part in mail.walk() if part.get_content_type() == "text/calendar")
    return Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")[0]


@pytest.fixture
def phone(new_page):
    return new_page(viewport=PHONE)


def test_the_confirmation_leads_to_every_calendar_and_to_the_visitors_own_page(
    conseiller, phone, take_picture
):
    book(conseiller, "ines.lettre@example.com", "mardi 5 janvier à 10h")
    mail = letter(conseiller, "ines.lettre@example.com", "Votre entretien")
    read(phone, mail)

    assert fits(phone)
    take_picture(phone, "confirmation")
    google = phone.get_by_role("link", name="Google Agenda").get_attribute("href")
    outlook = phone.get_by_role("link", name="Outlook").get_attribute("href")
    assert google.startswith("https://calendar.google.com/")
    assert "dates=20270105T090000Z%2F20270105T093000Z" in google
    assert outlook.startswith("https://outlook.live.com/")
    assert "startdt=2027-01-05T09%3A00%3A00Z" in outlook

    own = phone.get_by_role("link", name="Déplacer ou annuler").get_attribute("href")
    assert own in entry(mail)["DESCRIPTION"]  # found again where the visitor looks: in the calendar
    phone.goto(own)
    expect(phone.get_by_role("link", name="Déplacer l’entretien")).to_be_visible()
    assert mail["X-Auto-Response-Suppress"]  # « absent du bureau » reaches nobody


def test_a_correction_says_what_changed_and_what_was_there_before(conseiller, phone, take_picture):
    talk = book(conseiller, "ines.avant@example.com", "mardi 5 janvier à 14h")
    talk.say("je me suis trompée d'email")
    talk.say("ines.apres@example.com")
    assert "C’est corrigé" in talk.say("oui")

    read(phone, letter(conseiller, "ines.apres@example.com", "corrigé"))

    said = words(phone)
    assert "E-mail : ines.apres@example.com (avant : ines.avant@example.com)" in said
    assert "Nom :" not in said
    assert fits(phone)
    take_picture(phone, "correction")


def test_a_cancellation_leads_back_to_the_calendar(conseiller, phone, take_picture):
    book(conseiller, "ines.fini@example.com", "mercredi 6 janvier à 9h")
    read(phone, letter(conseiller, "ines.fini@example.com", "Votre entretien"))
    own = phone.get_by_role("link", name="Déplacer ou annuler").get_attribute("href")
    phone.goto(own)
    phone.get_by_role("link", name="Annuler l’entretien").click()
    phone.get_by_role("button", name="Oui, annuler").click()
    expect(phone.get_by_role("status")).to_contain_text("C’est annulé")

    mail = letter(conseiller, "ines.fini@example.com", "annulé")
    read(phone, mail)
    take_picture(phone, "cancellation")
    assert entry(mail)["STATUS"] == "CANCELLED"
    again = phone.get_by_role("link", name=re.compile("Réservez")).get_attribute("href")
    phone.goto(again)

    expect(phone.get_by_role("heading", level=1)).to_contain_text("rendez-vous")
    assert phone.get_by_role("radio").count() > 0
