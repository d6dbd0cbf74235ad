"""First light: a visitor asks, books an interview, and the staff know."""

from __future__ import annotations

import re
from email import policy
from email.parser import BytesParser

import httpx
import icalendar
import pytest
from playwright.sync_api import expect

from french.paris import PARIS
from testing.running import Talk
from tests.e2e.chat import Chat, faults, fits


def test_a_visitor_asks_books_and_the_staff_know(conseiller, page):
    page.goto(conseiller.url)
    page.get_by_role("button", name=re.compile("Conseiller|question|discuter", re.I)).first.click()
    chat = Chat(page)
    expect(chat.log).to_contain_text("HETIC")

    chat.say("c koi le salaire ?", "40 à 80 k€ nets par an.*variable")
    chat.say("et les diplomes ?", r"bac \+ 5")
    chat.say("c'est combien l'école par an ?", "préfère ne rien inventer")
    chat.say("je veux prendre rendez vous", "Lequel vous convient")
    chat.say("demain à 14h30", "À quel nom")
    chat.say("moi c Ines Marchetti", "À quelle adresse e-mail")
    chat.say("c'est quoi les qualités qu'il faut ?", "curiosité.*À quelle adresse e-mail")
    chat.say("ines.marchetti@gmailcom", "ne semble pas valide")
    chat.say("ines.marchetti@example.com", "numéro de téléphone")
    chat.say("06 39 98 11 22", "Êtes-vous d’accord")
    chat.say("oui", "jeudi 26 novembre 2026 à 14 h 30.*tout est exact")
    chat.say("non en fait à 15h", "jeudi 26 novembre 2026 à 15 h.*tout est exact")
    chat.say("oui c'est bon", "Votre référence est")

    reference = re.search(r"référence est (\w{4}-\w{4})", chat.last())[1]
    booked = [b for b in conseiller.bookings() if b["reference"] == reference]
    assert booked[0]["start"] == "2026-11-26T15:00:00+01:00"
    assert booked[0]["end"] == "2026-11-26T15:30:00+01:00"
    assert booked[0]["name"] == "Ines Marchetti"
    assert booked[0]["email"] == "ines.marchetti@example.com"
    assert booked[0]["phone"] == "+33639981122"
    assert booked[0]["status"] == "confirmed"
    _assert_both_were_told(conseiller, reference)

    _sign_in(conseiller, page)
    page.goto(f"{conseiller.url}/equipe/entretien/{reference}")
    brief = page.get_by_role("region", name="Ce que la personne a demandé")
    for question in ("c koi le salaire ?", "et les diplomes ?", "c'est quoi les qualités"):
        line = brief.get_by_role("listitem").filter(has_text=question).first
        expect(line).to_contain_text(re.compile("La page|ce que dit la page"))
        expect(line).to_contain_text("Répondu")
    still_open = brief.get_by_role("listitem").filter(has_text="c'est combien l'école").first
    expect(still_open).to_contain_text("Reste ouvert")
    assert faults(page) == []
    assert fits(page)


def _sign_in(conseiller, page) -> None:
    """Come in as somebody of the school, by the link that the command prints."""
    said = conseiller.command(
        "staff", "invite", "zoe@ecole.example", "--name", "Zoé", "--role", "secretariat"
    ).stdout
    page.goto(re.search(r"http\S+/equipe/connexion/lien/\S+", said)[0])
    page.locator("main form button").first.click()
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()


def _assert_both_were_told(conseiller, reference: str) -> None:
    mails = [
        BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        for path in conseiller.mails(2)
    ]
    mine = {mail["To"].addresses[0].addr_spec: mail for mail in mails if reference in _text(mail)}
    assert set(mine) == {"admissions@ecole.example.org", "ines.marchetti@example.com"}

    staff = _text(mine["admissions@ecole.example.org"])
    assert "Ines Marchetti" in staff
    assert "ines.marchetti@example.com" in staff
    assert "06 39 98 11 22" in staff.replace("\u00a0", " ")
    assert "c koi le salaire ?" in staff
    for mail in mine.values():
        (event,) = _invitation(mail).walk("VEVENT")
        assert event["DTSTART"].dt.astimezone(PARIS).isoformat() == "2026-11-26T15:00:00+01:00"


def _text(mail) -> str:
    return mail.get_body(("plain",)).get_content()


def _invitation(mail) -> icalendar.Calendar:
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert parts[0].get_param("method") == "REQUEST"
    return icalendar.Calendar.from_ical(parts[0].get_content())


def test_the_call_to_action_opens_the_widget_straight_into_booking(conseiller, page):
    page.goto(conseiller.url)
    page.get_by_role("link", name=re.compile("Je prends rendez-vous")).first.click()

    expect(Chat(page).log).to_contain_text("convient")


def test_the_conversation_survives_a_reload(conseiller, page):
    page.goto(conseiller.url)
    page.get_by_role("link", name=re.compile("Je prends rendez-vous")).first.click()
    chat = Chat(page)
    expect(chat.log).to_contain_text("convient")
    chat.say("lundi 7 décembre à 10h", "À quel nom")

    page.reload()

    chat = Chat(page)
    expect(chat.log).to_contain_text("À quel nom")
    chat.say("Omar Belkacem", "À quelle adresse e-mail")


def test_the_browser_talks_to_the_web_only(conseiller, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(conseiller.url)
    page.get_by_role("link", name=re.compile("Je prends rendez-vous")).first.click()
    expect(Chat(page).log).to_contain_text("convient")

    assert asked
    assert all(url.startswith(conseiller.url) for url in asked)


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>"])
def test_what_a_visitor_types_is_shown_and_never_run(conseiller, page, typed):
    page.goto(conseiller.url)
    page.get_by_role("link", name=re.compile("Je prends rendez-vous")).first.click()
    chat = Chat(page)
    expect(chat.log).to_contain_text("convient")

    chat.say(typed, "jour|compris|courtois|domaine")

    expect(chat.log).to_contain_text(typed)


def test_rasas_own_clients_work_against_it(conseiller):
    answer = httpx.post(
        f"{conseiller.rasa_url}/webhooks/rest/webhook",
        json={"sender": "a-rasa-client", "message": "quel est le salaire ?"},
        timeout=20,
    )

    said = " ".join(message["text"] for message in answer.json()).replace("\u00a0", " ")
    assert "40 à 80 k€ nets par an" in said


def test_the_logs_say_nothing_of_a_visitor(conseiller):
    visitor = Talk(conseiller.url, start="booking")
    said = ["vendredi 4 décembre à 9h", "Ysaline Quétier", "ysaline@example.com", "0639987766"]
    for words in [*said, "oui", "oui"]:
        visitor.say(words)
    assert [b for b in conseiller.bookings() if b["name"] == "Ysaline Quétier"]

    log = conseiller.log()

    assert not any(words in log for words in [*said, "Ysaline", "639987766", "Quétier"])


def test_a_visitor_cancels_right_after_booking(conseiller):
    visitor = Talk(conseiller.url, start="booking")
    for words in ("mardi 8 décembre à 9h", "Ida Morel", "ida@example.com", "non", "oui", "oui"):
        visitor.say(words)

    assert "vraiment annuler" in visitor.say("mince, je ne peux plus venir, annulez mon rdv")
    assert "C’est annulé" in visitor.say("oui")
    assert "n’avez plus d’entretien" in visitor.say("c'est quand mon rendez-vous ?")

    (booking,) = [b for b in conseiller.bookings() if b["name"] == "Ida Morel"]
    assert booking["status"] == "cancelled"
    assert "À quel nom" in Talk(conseiller.url, start="booking").say("mardi 8 décembre à 9h")


def test_the_day_that_was_asked_about_is_kept_when_an_hour_is_picked(conseiller):
    visitor = Talk(conseiller.url)
    visitor.say("vous avez quoi de libre vendredi ?")
    assert "À quel nom" in visitor.say("à 16h")

    for words in ("Noé Caron", "noe@example.com", "non"):
        visitor.say(words)

    assert "vendredi 27 novembre 2026 à 16 h" in visitor.say("oui").replace("\u00a0", " ")


def test_a_visitor_who_leaves_is_told_that_nothing_is_booked_yet(conseiller):
    visitor = Talk(conseiller.url, start="booking")

    assert "rien n’est encore réservé" in visitor.say("merci, au revoir !")
    assert "j’arrête là" in visitor.say("stop")
