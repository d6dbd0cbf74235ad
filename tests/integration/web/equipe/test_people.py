"""Who may sign in, and who is told: changed by administrators, from a fresh sign-in."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import delete, update

from booking import schedule_editing
from notify import schema
from notify.calendars.accounts import Account as Calendar
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from staff.schema import account
from tests.bookings import at, request
from tests.equipe import NOW_THERE, Desk, an_account, words

PEOPLE = "/equipe/personnes"
LEA = {"nom": "Léa Morel", "email": "lea.morel@ecole.example", "role": "secretariat"}


@pytest.fixture
def ada(server, desk):
    yield desk(Role.ADMINISTRATION)
    with server.services.engine.begin() as connection:
        connection.execute(delete(schema.staff))
        connection.execute(delete(account).where(account.c.email == LEA["email"]))


def lea(server):
    return server.services.accounts.by_email(LEA["email"])


def test_somebody_is_invited_by_e_mail_and_listed(server, ada):
    answer = ada.post(PEOPLE, seen_on=PEOPLE, **LEA)

    assert answer.headers["Location"] == f"{PEOPLE}?fait=invite"
    assert "Léa Morel" in words(ada.get(PEOPLE))
    assert lea(server).role is Role.SECRETARIAT
    with server.services.engine.connect() as connection:
        outbox = schema.outbox.c
        sent = connection.execute(schema.outbox.select().where(outbox.topic == "sign_in")).all()
    assert [row.recipient for row in sent] == [LEA["email"]]
    assert "Administration a invité Léa Morel (secrétariat)." in words(ada.get("/equipe/journal"))


def at_a_glance(page, name):
    """What stands on the row of a person."""
    row = re.search(rf"<strong>{name}</strong>.*?</dl>", page.text, re.S)[0]
    shown = re.sub(r"<[^>]*>", " ", row)
    return " ".join(unescape(shown).replace("\u00a0", " ").split())


def test_each_person_is_seen_at_a_glance(server, ada):
    services = server.services
    whose = schedule_editing.interviewers(services.engine)[0].id
    services.accounts.invite(
        LEA["email"], LEA["nom"], Role.INTERVENANT, COMMAND_LINE, NOW_THERE, whose
    )
    ada.post(f"{PEOPLE}/prevenus", adresse=LEA["email"])

    assert at_a_glance(ada.get(PEOPLE), "Léa Morel") == (
        "Léa Morel Intervenant lea.morel@ecole.example E-mails Chaque entretien, chaque question "
        "Reçoit Les entretiens de l’équipe Agenda Pas relié Dernier passage "
        "Pas encore venu, ou il y a plus d’un an"
    )
    assert at_a_glance(ada.get(PEOPLE), "Administration").startswith(
        "Administration Administration administration@ecole.example E-mails Aucun "
        "Reçoit Aucun entretien Dernier passage "
    )


@pytest.mark.parametrize(
    ("problem", "read_at", "said"),
    [
        (None, NOW_THERE - timedelta(hours=3), "Agenda Lu il y a 3 heures"),
        ("timeout", NOW_THERE - timedelta(hours=2), "Agenda Ne se lit pas Lu il y a 2 heures"),
        ("timeout", None, "Agenda Ne se lit pas Pas encore lu"),
    ],
)
def test_how_a_persons_calendar_is_stands_beside_their_name(server, ada, problem, read_at, said):
    services = server.services
    whose = schedule_editing.interviewers(services.engine)[0].id
    services.accounts.invite(
        LEA["email"], LEA["nom"], Role.INTERVENANT, COMMAND_LINE, NOW_THERE, whose
    )
    with services.engine.begin() as connection:
        services.calendars.put(
            connection, whose, Calendar("https://a.example", "l", "s"), NOW_THERE
        )
        connection.execute(update(schema.calendar).values(problem=problem, read_at=read_at))
    try:
        shown = at_a_glance(ada.get(PEOPLE), "Léa Morel")
    finally:
        services.calendars.remove(whose)

    assert said in shown


def test_when_somebody_last_came_is_known_after_they_signed_out(server, ada):
    services = server.services
    services.accounts.invite(LEA["email"], LEA["nom"], Role.SECRETARIAT, COMMAND_LINE, NOW_THERE)
    came = NOW_THERE - timedelta(days=20)
    services.sessions.open(lea(server), "Firefox", came)
    services.sessions.forget(NOW_THERE)

    assert "Dernier passage Il y a 3 semaines" in at_a_glance(ada.get(PEOPLE), "Léa Morel")


def test_before_an_access_is_closed_the_interviews_to_come_are_shown(server, ada):
    services = server.services
    person = schedule_editing.interviewers(services.engine)[0].id
    interview = services.desk.book(request(at("2026-11-27T10:00")), NOW_THERE)
    services.accounts.invite(
        LEA["email"], LEA["nom"], Role.INTERVENANT, COMMAND_LINE, NOW_THERE, person
    )
    page = f"{PEOPLE}/{lea(server).id}/retirer"

    asked = ada.get(page)
    assert "Un entretien à venir reste prévu avec cette personne" in words(asked)
    assert f"/equipe/entretien/{interview.reference}" in asked.text
    assert lea(server) is not None

    ada.post(page, seen_on=page)
    assert lea(server) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"nom": ""}, "probleme-name"),
        ({"email": "lea@"}, "probleme-email"),
        ({"role": "roi"}, "probleme-role"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_kept(server, ada, typed, said):
    answer = ada.post(PEOPLE, seen_on=PEOPLE, **{**LEA, **typed})

    assert answer.status_code == 422
    assert f'id="{said}"' in answer.text
    assert lea(server) is None
    assert LEA["email"] in answer.text or "email" in typed


def test_a_role_holds_at_once_and_access_ends_at_once(server, ada):
    ada.post(PEOPLE, seen_on=PEOPLE, **LEA)
    with_lea = Desk(server, lea(server))
    assert with_lea.get("/equipe/questions").status_code == 200

    ada.post(f"{PEOPLE}/{lea(server).id}/role", role="intervenant", recoit="1")
    assert with_lea.get("/equipe/questions").status_code == 403
    assert lea(server).interviewer_id == 1

    ada.post(f"{PEOPLE}/{lea(server).id}/retirer")
    assert with_lea.get("/equipe").status_code == 303
    assert lea(server) is None


def test_the_last_administrator_stays(server, ada):
    answer = ada.post(f"{PEOPLE}/{ada.account.id}/retirer")

    assert answer.status_code == 409
    assert "seule personne qui administre" in words(answer)


def test_what_touches_access_wants_a_fresh_sign_in(server):
    old = Desk(server, None)
    administrator = an_account(server, Role.ADMINISTRATION)
    moment = NOW_THERE - timedelta(minutes=40)
    old.client.cookies.set(
        "equipe", server.services.sessions.open(administrator, "Firefox", moment)
    )

    answer = old.get(PEOPLE)
    sent = old.post(PEOPLE, **LEA)

    assert answer.headers["Location"] == f"/equipe/connexion?vers={PEOPLE}&encore=oui"
    assert sent.status_code == 303
    assert lea(server) is None
    assert "Confirmez que c’est bien vous" in words(old.get(answer.headers["Location"]))
    assert old.get("/equipe").status_code == 200


def test_telling_somebody_more_does_not_end_the_mail_to_the_school(server, ada):
    school = server.services.settings.staff_email
    ada.post(f"{PEOPLE}/prevenus", adresse="zoe@ecole.example")

    assert {person.email for person in server.services.told.everybody()} == {
        school,
        "zoe@ecole.example",
    }
    ada.post(f"{PEOPLE}/prevenus", adresse="zoe@ecole.example", prevenir="non")
    assert [person.email for person in server.services.told.everybody()] == [school]
    assert ada.post(f"{PEOPLE}/prevenus", adresse="zoe").status_code == 422


def test_before_an_access_is_closed_it_is_said_what_they_still_get(server, ada):
    services = server.services
    school = services.settings.staff_email
    ada.post(PEOPLE, seen_on=PEOPLE, **LEA)
    own = services.accounts.invite(school, "L’école", Role.INTERVENANT, COMMAND_LINE, NOW_THERE)
    try:
        hers = words(ada.get(f"{PEOPLE}/{lea(server).id}/retirer"))
        schools = words(ada.get(f"{PEOPLE}/{own.id}/retirer"))
    finally:
        services.accounts.leave(own.id, COMMAND_LINE, NOW_THERE)

    assert "L’adresse secrète de l’agenda commun change" in hers
    assert "dans les réglages du serveur" not in hers
    assert "dans les réglages du serveur (STAFF_EMAIL)" in schools
    assert "agenda commun" not in schools
