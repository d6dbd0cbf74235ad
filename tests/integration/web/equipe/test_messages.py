"""A message that failed is sent to another address, where that is the one who asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from notify import Topic
from notify.schema import outbox
from staff.accounts import Role
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
