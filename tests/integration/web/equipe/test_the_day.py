"""What a secretary does all day: who came, questions, messages that did not leave."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import update

from booking import schedule_editing
from booking import schema as booking_schema
from notify import Topic, schema
from notify.calendars.accounts import Account
from staff import audit
from staff.accounts import Role
from tests.bookings import at, request
from tests.equipe import NOW_THERE, words

BEFORE = NOW_THERE - timedelta(days=2)


@pytest.fixture
def book(server):
    """Books an interview in the past or to come, as a visitor did two days ago."""

    def one(when: str, key: str = "a"):
        return server.services.desk.book(request(at(when), key), BEFORE)

    return one


@pytest.fixture
def past(book):
    return book("2026-11-25T09:30")


def page_of(interview) -> str:
    return f"/equipe/entretien/{interview.reference}"


def test_the_day_shows_who_comes_and_who_is_to_be_noted(secretary, book, past):
    book("2026-11-25T14:30", "b")

    shown = words(secretary.get("/equipe"))
    assert "14 h 30 – Inès Marchetti" in shown
    assert "Rejoindre la visio" in shown
    assert "Venu ou pas ? 1" in shown


def test_came_is_noted_taken_back_and_told_in_the_history(server, secretary, past):
    noted = secretary.post(f"{page_of(past)}/venu", retour="/equipe")
    assert noted.headers["Location"] == f"/equipe?fait=venu&entretien={past.reference}"
    today = secretary.get(noted.headers["Location"])
    assert "C’est noté : venu." in words(today)
    assert f"{page_of(past)}/reprendre" in today.text
    assert "Tout est noté" in words(today)

    secretary.post(f"{page_of(past)}/reprendre")
    secretary.post(f"{page_of(past)}/pas-venu")

    [interview] = server.interviews()
    assert interview.status == "no_show"
    shown = words(secretary.get(page_of(past)))
    assert "Le visiteur a réservé, pour mercredi 25 novembre 2026 à 9 h 30." in shown
    assert "Secretariat a noté « venu »." in shown
    assert "Secretariat a repris ce qui était noté." in shown
    assert "Secretariat a noté « pas venu »." in shown


def test_who_did_not_come_is_offered_other_times_once(server, secretary, past):
    early = secretary.post(f"{page_of(past)}/proposer")
    secretary.post(f"{page_of(past)}/pas-venu")
    assert f"{page_of(past)}/proposer" in secretary.get(page_of(past)).text
    written = secretary.post(f"{page_of(past)}/proposer")
    again = secretary.post(f"{page_of(past)}/proposer")

    assert [a.status_code for a in (early, written, again)] == [409, 303, 409]
    with server.services.engine.begin() as connection:
        owed = server.services.outbox.claim(connection, NOW_THERE + timedelta(hours=1), 20)
        for message in owed:
            server.services.outbox.mark_sent(connection, message, NOW_THERE)
        owed += server.services.outbox.claim(connection, NOW_THERE + timedelta(hours=1), 20)
    [message] = [m for m in owed if m.topic is Topic.MISSED]
    mail = server.services.composer.compose(message, NOW_THERE)
    text = mail.get_body(("plain",)).get_content()
    assert text.count("/rendez-vous/?creneau=2026-11-") == 3
    assert "a proposé trois autres heures" in words(secretary.get(page_of(past)))
    assert f"{page_of(past)}/proposer" not in secretary.get(page_of(past)).text


def test_nobody_can_have_come_before_it_begins(server, secretary, book):
    to_come = book("2026-11-26T14:30")

    answer = secretary.post(f"{page_of(to_come)}/venu")

    assert answer.status_code == 409
    assert "n’a pas commencé" in words(answer)
    assert server.interviews()[0].status == "confirmed"


def test_of_two_who_note_otherwise_at_once_one_learns_of_the_other(server, desk, past):
    pairs = [(desk(Role.SECRETARIAT), "venu"), (desk(Role.ADMINISTRATION), "pas-venu")]

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda p: p[0].post(f"{page_of(past)}/{p[1]}"), pairs))

    assert sorted(answer.status_code for answer in answers) == [303, 409]
    lost = next(answer for answer in answers if answer.status_code == 409)
    assert "quelqu’un l’a modifié entre-temps" in words(lost)
    done = [e.action for e in audit.history(server.services.engine, past.reference)]
    assert len(done) == 2


def test_what_was_noted_stands_after_a_day(server, secretary, past):
    with server.services.engine.begin() as connection:
        connection.execute(
            update(booking_schema.interview).values(
                status="attended", changed_at=NOW_THERE - timedelta(days=1, minutes=1)
            )
        )

    assert secretary.post(f"{page_of(past)}/reprendre").status_code == 409


def test_an_interviewer_sees_only_their_own(server, desk, past):
    other = schedule_editing.add_interviewer(server.services.engine, "Zoé", None)
    other = schedule_editing.add_interviewer(server.services.engine, "Karim", None)
    karim = desk(Role.INTERVENANT, interviewer_id=other, name="karim")
    nobody = desk(Role.INTERVENANT, name="lea")

    for browser in (karim, nobody):
        assert "Inès" not in words(browser.get("/equipe"))
        assert browser.get(page_of(past)).status_code == 404
        assert browser.post(f"{page_of(past)}/venu").status_code == 404
    assert server.interviews()[0].status == "confirmed"
    own = desk(Role.INTERVENANT, interviewer_id=past.interviewer.id, name="own")
    assert "Inès" in words(own.get("/equipe"))
    assert own.post(f"{page_of(past)}/venu").status_code == 303
    schedule_editing.retire_interviewer(server.services.engine, other)


def ask(server, email="lea@example.com"):
    return server.services.questions.put("Y a-t-il un parking ?", email, "c", BEFORE)


def test_an_answer_is_sent_to_the_visitor_and_replies_come_to_who_answered(server, secretary):
    question = ask(server)
    secretary.post(f"/equipe/questions/{question.id}/repondre", reponse="Oui.\nIl est gratuit.")

    with server.services.engine.begin() as connection:
        owed = server.services.outbox.claim(connection, NOW_THERE + timedelta(hours=1), 10)
    [message] = [m for m in owed if m.topic is Topic.ANSWER]
    mail = server.services.composer.compose(message, NOW_THERE)
    text = mail.get_body(("plain",)).get_content().replace("\u00a0", " ")
    assert message.recipient == "lea@example.com"
    assert "« Y a-t-il un parking ? »" in text
    assert "Il est gratuit." in text
    assert mail["Reply-To"].addresses[0].addr_spec == "secretariat@ecole.example"
    assert "Aucune question n’attend" in words(secretary.get("/equipe/questions"))


def test_a_question_is_answered_once_and_what_the_second_wrote_is_kept(server, desk):
    question = ask(server)
    browsers = [desk(Role.SECRETARIAT), desk(Role.ADMINISTRATION)]

    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(
                lambda b: b.post(f"/equipe/questions/{question.id}/repondre", reponse="Oui <tout>"),
                browsers,
            )
        )

    assert sorted(answer.status_code for answer in answers) == [303, 409]
    lost = next(answer for answer in answers if answer.status_code == 409)
    assert "quelqu’un vient de répondre" in words(lost)
    assert "Oui &lt;tout&gt;" in lost.text


def test_an_empty_answer_is_said_beside_the_field(server, secretary):
    question = ask(server)

    answer = secretary.post(f"/equipe/questions/{question.id}/repondre", reponse="  ")

    assert answer.status_code == 422
    assert f'id="probleme-{question.id}"' in answer.text
    assert server.services.questions.questions(only_open=True) != []


def test_a_question_without_an_address_is_closed_but_never_answered(server, secretary):
    question = ask(server, None)

    refused = secretary.post(f"/equipe/questions/{question.id}/repondre", reponse="Oui")
    assert refused.status_code == 409
    assert len(server.services.questions.questions(only_open=True)) == 1
    secretary.post(f"/equipe/questions/{question.id}/classer")
    assert server.services.questions.questions(only_open=True) == []


@pytest.fixture
def failed(server, past):
    """A confirmation that the visitor's server refused."""
    outbox = schema.outbox
    with server.services.engine.begin() as connection:
        connection.execute(
            update(outbox)
            .where(outbox.c.kind == "visitor", outbox.c.topic == "booked")
            .values(failed_at=BEFORE, last_error="550 5.1.1: the recipient was refused")
        )
        [number] = connection.execute(
            outbox.select().with_only_columns(outbox.c.id).where(outbox.c.failed_at.is_not(None))
        ).scalars()
    return number


def test_a_failed_message_says_why_in_french_and_is_sent_again(server, secretary, failed):
    shown = words(secretary.get("/equipe/messages"))
    assert "Le serveur du destinataire refuse cette adresse (550 5.1.1)." in shown
    assert "Messages non partis 1" in words(secretary.get("/equipe"))

    secretary.post(f"/equipe/messages/{failed}/renvoyer")

    waiting = words(secretary.get("/equipe/messages"))
    assert "Aucun n’attend de décision." in waiting
    assert "parti" not in waiting.partition("Non partis")[2].partition("En attente")[0]
    asyncio.run(server.services.notifiers[0].deliver_due())
    assert "Aucun n’attend de décision." in words(secretary.get("/equipe/messages"))


def test_a_failed_message_is_filed_away_once(secretary, failed):
    assert secretary.post(f"/equipe/messages/{failed}/classer").status_code == 303
    assert secretary.post(f"/equipe/messages/{failed}/classer").status_code == 409
    assert "Aucun n’attend de décision" in words(secretary.get("/equipe"))


@pytest.mark.parametrize(
    ("role", "what_to_do"),
    [
        (Role.ADMINISTRATION, "Vérifier ses accès"),
        (Role.SECRETARIAT, "Prévenez la personne qui administre"),
    ],
)
def test_a_calendar_that_does_not_answer_is_told_until_it_does(server, desk, role, what_to_do):
    person = schedule_editing.interviewers(server.services.engine)[0].id
    account = Account("https://agenda.example/zoe", "zoe", "secret")
    with server.services.engine.begin() as connection:
        server.services.calendars.put(connection, person, account, NOW_THERE)
        silent = update(schema.calendar).values(problem="timeout", read_at=BEFORE)
        connection.execute(silent)
    try:
        today = words(desk(role).get("/equipe"))
    finally:
        server.services.calendars.remove(person)

    assert "ne répond pas Lu pour la dernière fois il y a 2 jours." in today
    assert what_to_do in today
    assert "ne répond pas" not in words(desk(role).get("/equipe"))
