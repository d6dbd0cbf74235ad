"""The school's name and public texts: shown first, then published, everywhere at once."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import delete

from staff import audit
from staff.accounts import Role
from staff.audit import Action
from staff.schema import school_text
from tests.bookings import at, request
from tests.equipe import NOW_THERE, words
from web.school_slots import school_slots

PAGE = "/equipe/ecole"
WANTED = {
    "nom": "Institut du Web",
    "assistant": "Léa",
    "responsable": "Institut du Web, 1 rue du Port, Lille",
    "politique": "/confidentialite",
    "programme": "https://institut.example/programme",
    "accueil": "Une question sur le métier ?",
}


@pytest.fixture(autouse=True)
def as_before(server):
    yield
    with server.services.engine.begin() as connection:
        connection.execute(delete(school_text))


@pytest.fixture
def administrator(desk):
    return desk(Role.ADMINISTRATION)


def preview(browser, **more):
    return browser.client.get(f"{PAGE}/apercu", params=WANTED | more)


def hidden(page):
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    return {name: unescape(value) for name, value in found}


def publish(browser, **more):
    return browser.client.post(PAGE, data=hidden(preview(browser, **more)))


def test_texts_are_shown_as_visitors_will_read_them_and_nothing_is_changed(server, administrator):
    page = words(preview(administrator))

    assert "Bonjour ! Je suis Léa, l’assistant automatique de Institut du Web." in page
    assert "Une question sur le métier ?" in page
    assert "Votre entretien avec Institut du Web" in page
    assert "Responsable de ces données : Institut du Web, 1 rue du Port, Lille." in page
    assert server.services.school_name == "HETIC"


def test_what_is_published_is_said_by_pages_e_mails_calendars_and_conversations(
    server, administrator
):
    assert publish(administrator).headers["Location"] == f"{PAGE}?fait=ecole"

    services = server.services
    form = words(administrator.get("/rendez-vous"))
    assert "Un entretien en ligne avec Institut du Web" in form
    assert "Responsable de ces données : Institut du Web" in form
    assert "https://institut.example/programme" in administrator.get("/").text
    assert '--conseiller-text-name: "Léa"' in administrator.get("/assistant.css").text
    booked = services.desk.book(request(at("2026-12-01T09:00"), "a key"), NOW_THERE)
    assert b"Institut du Web" in services.visitor_entries.file(booked)
    told = school_slots(services.school, services.default_job)
    assert told["school"] == "Institut du Web"
    assert told["assistant"] == "Léa, l’assistant automatique de Institut du Web"
    assert told["greeting"] == "Une question sur le métier ?"
    assert f"({services.settings.web_url}/confidentialite)" in told["controller"]
    answer = services.answer("responsable-ecommerce", "programme")
    assert answer["programme"] == "https://institut.example/programme"
    assert services.school_texts.before_last(NOW_THERE)[1] == "Administration"


def test_a_visitors_e_mail_says_who_answers_for_the_data(server, administrator):
    publish(administrator)

    letter = words(preview(administrator))

    assert "Responsable de ces données : Institut du Web" in letter
    assert "Politique de confidentialité : " in letter


def test_a_change_is_undone_within_the_hour(server, administrator):
    publish(administrator)
    page = administrator.get(PAGE)
    back = unescape(re.search(rf'href="({PAGE}/apercu[^"]*)"', page.text)[1])

    administrator.client.post(PAGE, data=hidden(administrator.get(back)))

    assert server.services.school_name == "HETIC"
    assert "a changé les textes publics de l’école" in words(administrator.get("/equipe/journal"))


def test_whoever_is_second_reads_it_and_changes_nothing(server, administrator):
    seen = hidden(preview(administrator, nom="Second"))
    publish(administrator)

    answer = administrator.client.post(PAGE, data=seen)

    assert answer.status_code == 409
    assert "quelqu’un a changé les textes entre-temps" in words(answer)
    assert server.services.school_name == "Institut du Web"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("nom", "", "Donnez le nom de l’école"),
        ("nom", "L’**école**", "sans crochets ni étoiles"),
        ("assistant", "x" * 41, "40 signes au plus"),
        ("politique", "javascript:alert(1)", "commence par https://"),
        ("politique", "//evil.example", "commence par https://"),
        ("programme", "http://ecole.example", "commence par https://"),
        ("programme", "https://moi:secret@ecole.example", "commence par https://"),
        ("accueil", "Bonjour {school}", "sans accolades"),
        ("accueil", "a" * 601, "600 signes"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field_and_stays_typed(
    administrator, field, value, sentence
):
    page = preview(administrator, **{field: value})

    assert page.status_code == 422
    assert sentence in words(page)
    assert unescape(page.text).count(WANTED["responsable"]) == 1
    assert f'aria-describedby="aide-{field} probleme-{field}"' in page.text


def test_a_name_with_signs_of_html_is_written_and_not_obeyed(server, administrator):
    publish(administrator, nom="L'école d'art & « design »", assistant='Léa "la vive"')

    assert "L&#39;école d&#39;art &amp;" in administrator.get("/rendez-vous").text
    assert '"Léa \\22 la vive\\22 "' in administrator.get("/assistant.css").text


def test_conversations_know_what_the_files_say_without_being_told(server):
    services = server.services

    assert school_slots(services.school_texts.current(), services.default_job) == {}


def test_the_change_is_in_the_journal_without_the_texts(server, administrator):
    publish(administrator)

    event = audit.last(server.services.engine, Action.SCHOOL_CHANGED, NOW_THERE)
    assert event.action is Action.SCHOOL_CHANGED
    assert event.details == {"before": {}}
