"""A message that failed is sent to another address, where that is the one who asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from notify import Topic
from notify.schema import outbox
from staff.accounts import Role
from tests.bookings import at, request
from tests.equipe import NOW_THERE, words


@pytest.fixture
def unreachable(server, secretary):
    """An answer that the visitor's mail server refused; returns the message's number."""
    asked = server.services.questions.put("Un parking ?", "lea@exmaple.fr", "c", NOW_THERE)
    secretary.post(f"/equipe/questions/{asked.id}/repondre", reponse="Oui, au 27 bis.")
    with server.services.engine.begin() as connection:
        answers = outbox.c.topic == Topic.ANSWER
        failed = {"failed_at": NOW_THERE, "last_error": "550 5.1.1: the recipient was refused"}
        change = update(outbox).where(answers).values(failed).returning(outbox.c.id)
        return connection.execute(change).scalar_one()


def test_an_answer_that_failed_is_sent_to_another_address(server, secretary, unreachable):
    assert "Renvoyer à cette adresse" in words(secretary.get("/equipe/messages"))
    path = f"/equipe/messages/{unreachable}/renvoyer"

    wrong = secretary.post(path, ailleurs="oui", adresse="lea@example")
    assert wrong.status_code == 422
    assert f'aria-describedby="probleme-adresse-{unreachable}"' in wrong.text
    assert 'value="lea@example"' in wrong.text
    assert secretary.post(path, ailleurs="oui", adresse="lea@example.fr").status_code == 303

    with server.services.engine.begin() as connection:
        claimed = server.services.outbox.claim(connection, NOW_THERE + timedelta(hours=1), 100)
    [answer] = [message for message in claimed if message.topic is Topic.ANSWER]
    assert answer.recipient == "lea@example.fr"
    assert [each.email for each in server.services.questions.questions()] == ["lea@example.fr"]
    assert secretary.post(path, ailleurs="oui", adresse="max@example.fr").status_code == 409


def test_no_address_is_not_the_one_that_failed(server, secretary, unreachable):
    answer = secretary.post(f"/equipe/messages/{unreachable}/renvoyer", ailleurs="oui", adresse="")

    assert answer.status_code == 422
    with server.services.engine.begin() as connection:
        failed = select(outbox.c.failed_at).where(outbox.c.id == unreachable)
        assert connection.execute(failed).scalar_one() is not None


def test_an_answer_to_several_questions_puts_the_address_right_in_all(server, secretary):
    services = server.services
    asked = [services.questions.put(text, "lea@exmaple.fr", "c", NOW_THERE) for text in ("?", "!")]
    numbers = [str(each.id) for each in asked]
    page = "/equipe/questions"
    secretary.post(f"{page}/repondre", seen_on=page, question=numbers, reponse="Oui.")
    with services.engine.begin() as connection:
        answers = outbox.c.topic == Topic.ANSWER
        change = update(outbox).where(answers).values(failed_at=NOW_THERE)
        [number] = connection.execute(change.returning(outbox.c.id)).scalars()

    path = f"/equipe/messages/{number}/renvoyer"
    assert secretary.post(path, ailleurs="oui", adresse="lea@example.fr").status_code == 303

    assert {each.email for each in services.questions.questions()} == {"lea@example.fr"}


@pytest.fixture
def unconfirmed(server):
    """An interview whose confirmation the visitor's mail server refused, and the message."""
    interview = server.services.desk.book(request(at("2026-12-01T09:00")), NOW_THERE)
    return interview, fail(server, Topic.BOOKED)


def fail(server, topic):
    to_visitor = (outbox.c.topic == topic, outbox.c.kind == "visitor")
    with server.services.engine.begin() as connection:
        failed = {"failed_at": NOW_THERE, "last_error": "550 5.1.1: the recipient was refused"}
        change = update(outbox).where(*to_visitor).values(failed).returning(outbox.c.id)
        return connection.execute(change).scalar_one()


def waiting_for(server, address):
    with server.services.engine.begin() as connection:
        claimed = server.services.outbox.claim(connection, NOW_THERE + timedelta(hours=1), 100)
    return [message for message in claimed if message.recipient == address]


def test_a_confirmation_that_failed_is_sent_to_another_address(server, secretary, unconfirmed):
    interview, number = unconfirmed
    path = f"/equipe/messages/{number}/renvoyer"
    assert "Renvoyer à cette adresse" in words(secretary.get("/equipe/messages"))

    answers = [secretary.post(path, ailleurs="oui", adresse="ines@example.fr") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 409]
    assert server.services.desk.get(interview.reference).visitor.email == "ines@example.fr"
    [letter] = waiting_for(server, "ines@example.fr")
    assert letter.topic is Topic.CORRECTED
    assert "Aucun n’attend de décision." in words(secretary.get("/equipe/messages"))
    history = words(secretary.get(f"/equipe/entretien/{interview.reference}"))
    assert "Secretariat a corrigé" in history


def test_what_failed_about_an_interview_that_is_over_goes_elsewhere_as_it_is(
    server, secretary, unconfirmed
):
    interview, _ = unconfirmed
    server.services.desk.cancel(interview.reference, NOW_THERE)
    number = fail(server, Topic.CANCELLED)

    path = f"/equipe/messages/{number}/renvoyer"
    assert secretary.post(path, ailleurs="oui", adresse="ines@example.fr").status_code == 303

    assert [m.topic for m in waiting_for(server, "ines@example.fr")] == [Topic.CANCELLED]


def test_an_address_that_has_as_many_interviews_as_it_may_is_said_at_the_field(
    server, secretary, unconfirmed
):
    interview, number = unconfirmed
    other = replace(request().visitor, email="eve@example.fr")
    for hour in ("09", "10", "11"):
        asked = request(at(f"2026-12-02T{hour}:00"), hour)
        server.services.desk.book(replace(asked, visitor=other), NOW_THERE)

    path = f"/equipe/messages/{number}/renvoyer"
    answer = secretary.post(path, ailleurs="oui", adresse="eve@example.fr")

    assert answer.status_code == 409
    assert "a déjà 3 entretiens à venir" in words(answer)
    assert 'value="eve@example.fr"' in answer.text
    assert server.services.desk.get(interview.reference).visitor == interview.visitor


def test_a_way_in_is_sent_to_nobody_elses_mailbox(server, secretary, desk):
    boss = desk(Role.ADMINISTRATION).account
    server.services.sign_in.invite(boss, NOW_THERE)
    with server.services.engine.begin() as connection:
        ways_in = outbox.c.topic == Topic.SIGN_IN
        change = update(outbox).where(ways_in).values(failed_at=NOW_THERE)
        [number] = connection.execute(change.returning(outbox.c.id)).scalars()

    answer = secretary.post(
        f"/equipe/messages/{number}/renvoyer", ailleurs="oui", adresse="eve@example.fr"
    )

    assert answer.status_code == 409
    with server.services.engine.begin() as connection:
        kept = select(outbox.c.recipient).where(outbox.c.id == number)
        assert connection.execute(kept).scalar_one() == boss.email
