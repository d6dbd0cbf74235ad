"""Whoever proves an interview to be theirs erases what is kept of them, and nobody else does."""

from __future__ import annotations

from datetime import datetime, timedelta

import httpx
import pytest
from sqlalchemy import delete, update

from booking import schema
from conversations.transcript import VISITOR, Bubble
from french.paris import PARIS
from notify.schema import outbox
from staff import audit
from staff.audit import VISITOR as VISITOR_HERSELF
from staff.audit import Action
from tests.booking_page import book, hidden, text
from tests.breaking import that_refuses_to_delete

EMAIL = "ines.efface@example.com"


@pytest.fixture
def server(running):
    yield running
    with running.services.engine.begin() as connection:
        for table in (schema.interview, schema.school_question, schema.guess):
            connection.execute(delete(table))


@pytest.fixture
def visitor(server):
    with httpx.Client(base_url=server.url, timeout=30, follow_redirects=True) as client:
        yield client


@pytest.fixture
def interview(server, visitor):
    book(visitor, email=EMAIL)
    (booked,) = server.services.desk.interviews(email=EMAIL)
    with server.services.engine.begin() as connection:  # everybody was told
        connection.execute(update(outbox).values(sent_at=server.services.now()))
    return booked


def erase(visitor, reference, email=EMAIL):
    form = hidden(visitor.get("/vos-donnees/effacer"))
    sent = {**form, "reference": reference, "email": email}
    return visitor.post("/vos-donnees/effacer/", data=sent)


def is_over(server):
    ago = datetime(2026, 11, 20, 10, tzinfo=PARIS)
    with server.services.engine.begin() as connection:
        times = {"starts_at": ago, "ends_at": ago + timedelta(minutes=30)}
        connection.execute(update(schema.interview).values(times))


def test_what_is_over_is_erased_with_questions_and_conversations(server, visitor, interview):
    is_over(server)
    services, now = server.services, server.services.now()
    services.questions.put("Et le prix ?", EMAIL, "somewhere", now)
    said = services.transcript.open(now, "responsable-ecommerce")
    services.transcript.add(said, "1", [Bubble(VISITOR, f"écrivez à {EMAIL}")], now)

    answer = erase(visitor, interview.reference.lower().replace("-", " "), EMAIL.upper())

    assert answer.status_code == 200
    assert "C’est effacé." in text(answer)
    assert services.desk.interviews(email=EMAIL) == []
    assert services.questions.questions() == []
    assert not services.transcript.exists(said)
    [done] = audit.latest(services.engine, 1)
    assert (done.actor, done.action, done.subject) == (VISITOR_HERSELF, Action.ERASED, None)


def test_an_interview_to_come_stays_until_it_is_cancelled(server, visitor, interview):
    answer = erase(visitor, interview.reference)
    assert "reste réservé" in text(answer)
    assert interview.reference in text(answer)
    assert len(server.services.desk.interviews(email=EMAIL)) == 1

    path = answer.text.split('href="/entretien/')[1].split('"')[0]
    cancelling = visitor.get(f"/entretien/{path}")
    visitor.post(f"/entretien/{path}", data=hidden(cancelling))
    assert "C’est effacé." in text(erase(visitor, interview.reference))

    (left,) = server.services.desk.interviews(email=EMAIL)  # until the school is told
    assert left.status == "cancelled"


@pytest.mark.parametrize(
    ("reference", "email", "status"),
    [("", EMAIL, 422), ("?", EMAIL, 422), (None, "", 422), (None, "ines@", 422),
     (None, "other@example.com", 404), ("K7PD-M4QX", EMAIL, 404)],
)  # fmt: skip
def test_without_the_proof_nothing_is_erased(server, visitor, interview, reference, email, status):
    is_over(server)

    answer = erase(visitor, interview.reference if reference is None else reference, email)

    assert answer.status_code == status
    assert "Rien n’est encore effacé." in text(answer)
    assert len(server.services.desk.interviews(email=EMAIL)) == 1


def test_few_guesses_are_allowed(server, visitor, interview):
    is_over(server)

    statuses = [erase(visitor, interview.reference, f"v{n}@example.com").status_code
                for n in range(8)]  # fmt: skip

    assert statuses[0] == 404
    assert statuses[-1] == 429
    assert erase(visitor, interview.reference).status_code == 429
    assert len(server.services.desk.interviews(email=EMAIL)) == 1


def test_a_form_that_was_not_made_here_erases_nothing(server, visitor, interview):
    is_over(server)

    forged = {"reference": interview.reference, "email": EMAIL, "cle": "forged"}
    answer = visitor.post("/vos-donnees/effacer/", data=forged)

    assert answer.status_code == 422
    assert len(server.services.desk.interviews(email=EMAIL)) == 1


@pytest.mark.parametrize("table", ["chat_message", "school_question", "interview"])
def test_what_breaks_half_way_is_finished_by_the_same_form(server, visitor, interview, table):
    is_over(server)
    services, now = server.services, server.services.now()
    services.questions.put("Et le prix ?", EMAIL, "somewhere", now)
    said = services.transcript.open(now, "responsable-ecommerce")
    services.transcript.add(said, "1", [Bubble(VISITOR, f"écrivez à {EMAIL}")], now)

    with that_refuses_to_delete(services.engine, table):
        stopped = erase(visitor, interview.reference)

    assert stopped.status_code == 503
    assert "reprend où il en était" in text(stopped)
    assert "C’est effacé." in text(erase(visitor, interview.reference))
    assert services.desk.interviews(email=EMAIL) == []
    assert services.questions.questions() == []
    assert not services.transcript.exists(said)
