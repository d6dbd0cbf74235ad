"""Asking the school a question on a page without JavaScript, through the real web process."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import delete

from booking import schema
from booking.privacy import RETENTION
from booking.questions import LONGEST, MOST
from tests.booking_page import hidden, text

ASKED = "Y a-t-il un internat ?"


@pytest.fixture
def server(running):
    yield running
    with running.services.engine.begin() as connection:
        connection.execute(delete(schema.school_question))


@pytest.fixture
def visitor(server):
    with httpx.Client(base_url=server.url, timeout=30, follow_redirects=True) as client:
        yield client


def ask(visitor, question=ASKED, email="", page=None):
    page = page or visitor.get("/question")
    sent = {**hidden(page), "question": question, "email": email}
    return visitor.post("/question/", data=sent)


def kept(server):
    return [(each.text, each.email) for each in server.services.questions.questions()]


@pytest.mark.parametrize("email", ["", "lea@exemple.fr"])
def test_a_question_reaches_the_school(server, visitor, email):
    answer = ask(visitor, email=email)

    assert kept(server) == [(ASKED, email or None)]
    assert answer.status_code == 200
    assert f"« {ASKED} »" in text(answer)
    assert (email or "ne pourra pas vous répondre") in text(answer)


@pytest.mark.parametrize("said", ["j'ai envie de mourir", "je suis harcelée en cours, aidez-moi"])
def test_who_is_in_distress_is_told_who_helps_and_the_school_hears_nothing(server, visitor, said):
    answer = ask(visitor, said, "zoe@exemple.fr")

    for number in ("3114", "3018", "15", "112"):
        assert f'<a href="tel:{number}">{number}</a>' in answer.text
    assert "n’est pas transmis à l’école" in text(answer)
    assert kept(server) == []


def test_the_page_says_how_long_a_question_is_kept(visitor):
    assert f"au bout de {RETENTION.days} jours" in text(visitor.get("/question"))


def test_the_same_question_sent_twice_is_kept_once(server, visitor):
    page = visitor.get("/question")
    answers = [ask(visitor, page=page), ask(visitor, page=page)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert len(kept(server)) == 1


@pytest.mark.parametrize(
    ("question", "email", "told"),
    [
        ("", "", "Écrivez votre question"),
        (" ?! ", "", "Écrivez votre question"),
        ("x" * (LONGEST + 1), "", "un peu long"),
        (ASKED, "lea@exemple", "ne semble pas valide"),
        (ASKED, "lea@exemple.fr ou leo@exemple.fr", "plusieurs adresses"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(server, visitor, question, email, told):
    answer = ask(visitor, question, email)

    assert answer.status_code == 422
    assert told in text(answer)
    assert f'value="{email}"' in answer.text
    assert " ".join(question.split()) in answer.text
    assert kept(server) == []


def test_a_slip_in_the_address_is_asked_about_once_and_never_refused(server, visitor):
    first = ask(visitor, email="lea@gmial.com")
    assert "Vouliez-vous dire lea@gmail.com ?" in text(first)
    assert kept(server) == []

    ask(visitor, email="lea@gmial.com", page=first)

    assert kept(server) == [(ASKED, "lea@gmial.com")]


def test_more_questions_than_a_conversation_may_ask_are_a_matter_for_an_interview(server, visitor):
    page = visitor.get("/question")
    answers = [ask(visitor, f"Question {number} ?", page=page) for number in range(MOST + 1)]

    assert [answer.status_code for answer in answers] == [*([200] * MOST), 422]
    assert "le mieux est un entretien" in text(answers[-1])
    assert len(kept(server)) == MOST


def test_a_form_that_was_not_made_here_is_shown_again(server, visitor):
    answer = visitor.post("/question/", data={"question": ASKED, "cle": "forged"})

    assert answer.status_code == 422
    assert kept(server) == []
    assert ask(visitor, page=answer).status_code == 200
