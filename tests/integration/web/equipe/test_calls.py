"""Asking the school to call: from the plain page to the console and the staff's e-mail."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import select

from notify import Topic, schema
from testing.pages import hidden_fields
from tests.equipe import words


@pytest.fixture
def visitor(server):
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield client


def ask(visitor, **typed):
    fields = {"telephone": "06 39 98 12 34", "quand": "mardi après 17 h", "accord": "oui"}
    return visitor.post(
        "/rappel/", data={**hidden_fields(visitor.get("/rappel/").text), **fields, **typed}
    )


def told(server):
    outbox = schema.outbox.c
    with server.services.engine.connect() as connection:
        query = select(outbox.payload).where(outbox.topic == Topic.QUESTION)
        return list(connection.execute(query).scalars())


def test_a_call_is_seen_in_the_console_and_told_by_e_mail(server, secretary, visitor):
    asked = ask(visitor, sujet="Le programme <b>de nuit</b>")

    assert asked.status_code == 303
    assert "C’est demandé" in words(visitor.get(asked.headers["Location"]))
    today, questions = (words(secretary.get(f"/equipe{page}")) for page in ("", "/questions"))
    assert "À rappeler : 06 39 98 12 34, mardi après 17 h" in today
    assert "À rappeler : 06 39 98 12 34 , mardi après 17 h" in questions
    assert "Le programme <b>de nuit</b>" in questions
    (payload,) = told(server)
    assert (payload["phone"], payload["call_when"]) == ("+33639981234", "mardi après 17 h")


def test_a_call_that_was_made_is_closed(server, secretary, visitor):
    ask(visitor)
    (question,) = server.services.questions.questions(only_open=True)

    page = f"/equipe/questions/{question.id}/classer"
    assert secretary.post(page, seen_on="/equipe/questions").status_code == 303

    assert server.services.questions.questions(only_open=True) == []
    assert "À rappeler : 06 39 98 12 34" in words(secretary.get("/equipe/questions"))


def test_the_same_form_sent_twice_asks_once(server, visitor):
    fields = {
        **hidden_fields(visitor.get("/rappel/").text),
        "telephone": "0639981234",
        "accord": "oui",
    }
    for _ in range(2):
        assert visitor.post("/rappel/", data=fields).status_code == 303

    assert len(server.services.questions.questions()) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"telephone": "bonjour"}, "Écrivez un seul numéro"),
        ({"telephone": "06 39 98 12 34 ou 06 39 98 12 35"}, "Écrivez un seul numéro"),
        ({"quand": "x" * 201}, "moins de 200 caractères"),
        ({"sujet": "x" * 501}, "moins de 500 caractères"),
        ({"cle": "forged"}, "ouverte depuis longtemps"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(server, visitor, wrong, sentence):
    refused = ask(visitor, **wrong)

    assert refused.status_code == 422
    assert sentence in words(refused)
    assert "Rien n’est encore envoyé" in words(refused)
    assert server.services.questions.questions() == []


def test_nobody_has_a_number_called_again_and_again(server, visitor):
    statuses = [ask(visitor).status_code for _ in range(4)]

    assert statuses == [303, 303, 303, 409]
    assert len(server.services.questions.questions()) == 3


def test_what_a_visitor_wrote_is_shown_in_its_own_direction(secretary, visitor):
    ask(visitor, sujet="هل هناك سكن؟")

    assert '<p class="said" dir="auto">هل هناك سكن؟</p>' in secretary.get("/equipe/questions").text
