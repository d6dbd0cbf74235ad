"""« Phrases »: the office decides what a phrase meant; nothing else is learnt."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import delete, insert, select

from conversations.schema import phrase
from staff.accounts import Role
from tests.equipe import words

JOB = "responsable-ecommerce"


@pytest.fixture
def phrases(server):
    """Keeps phrases as visitors' turns do."""

    def keep(text: str, number: str, **read) -> str:
        row = {
            **{"id": number, "digest": number, "job": JOB, "said": "", "text": text},
            **{"intent": "ask_missions", "points": [], "confidence": 0.9, "margin": 0.8},
            **{"outcome": "told", "asked": 1, "last_on": date(2026, 11, 24)},
        }
        with server.services.engine.begin() as connection:
            connection.execute(insert(phrase).values(row | read))
        return number

    yield keep
    with server.services.engine.begin() as connection:
        connection.execute(delete(phrase))


def decided(server, number):
    query = select(phrase.c.decision, phrase.c.meant_intent, phrase.c.meant_points)
    with server.services.engine.connect() as connection:
        return tuple(connection.execute(query.where(phrase.c.id == number)).one())


def test_phrases_are_shown_with_how_they_were_read(secretary, phrases):
    phrases("c'est quoi le [nom]", "a", asked=3, confidence=0.3)
    phrases("il gère le stock ?", "b", points=["stock"])

    page = secretary.get("/equipe/phrases")

    said = words(page)
    assert "À décider 2" in said
    assert "Lue comme « Les missions, en général », écrite 3 fois Peu sûr" in said
    assert "Lue comme « Les missions, Il " in said  # the fact, as the assistant says it
    assert page.text.index("c&#39;est quoi") < page.text.index("il gère")


def test_a_secretary_says_what_a_phrase_meant(secretary, server, phrases):
    number = phrases("c'est quoi le blé dans ce truc", "a")
    choices = secretary.get(f"/equipe/phrases/{number}").text
    assert '<option value="ask_salary">en général</option>' in choices
    assert 'value="ask_salary/salary_range"' in choices
    assert 'value="ask_interview/interview_length"' in choices

    answer = secretary.post(f"/equipe/phrases/{number}/plutot", sens="ask_salary")

    assert answer.headers["location"] == "/equipe/phrases?fait=phrase_plutot"
    assert decided(server, number) == ("other", "ask_salary", [])
    page = words(secretary.get("/equipe/phrases"))
    assert "Plutôt : Le salaire, en général" in page


def test_a_secretary_writes_the_word_that_was_hidden(secretary, server, phrases):
    number = phrases("c'est quoi le […] ici", "a")

    for written, kept in (
        ("c'est quoi le blé ici", "c'est quoi le blé ici"),
        ("je m'appelle Rose Petit, le blé ici ?", "je m'appelle [nom], le blé ici ?"),
        ("", "je m'appelle [nom], le blé ici ?"),
    ):
        secretary.post(f"/equipe/phrases/{number}/plutot", sens="ask_salary", texte=written)
        with server.services.engine.connect() as connection:
            assert connection.execute(select(phrase.c.text)).scalar_one() == kept


def test_right_ignored_and_taken_back(secretary, server, phrases):
    number = phrases("il gère le stock ?", "a", points=["stock"])

    secretary.post(f"/equipe/phrases/{number}/juste")
    assert decided(server, number) == ("right", "ask_missions", ["stock"])
    secretary.post(f"/equipe/phrases/{number}/ignorer")
    assert decided(server, number) == ("ignored", None, None)
    secretary.post(f"/equipe/phrases/{number}/reprendre")
    assert decided(server, number) == (None, None, None)


@pytest.mark.parametrize("meant", ["", "ask_salary/stock", "drop_table", "ask_salary/"])
def test_only_what_is_offered_can_be_meant(secretary, server, phrases, meant):
    number = phrases("il gère le stock ?", "a")

    answer = secretary.post(f"/equipe/phrases/{number}/plutot", sens=meant)

    assert answer.status_code == 422
    assert "Choisissez dans la liste" in words(answer)
    assert decided(server, number) == (None, None, None)


@pytest.mark.parametrize("what", ["juste", "ignorer", "reprendre", "plutot", "autre"])
def test_a_phrase_that_is_gone_is_said_to_be(secretary, what):
    answer = secretary.post(f"/equipe/phrases/nothing/{what}", sens="ask_salary")

    assert answer.status_code == 409
    assert "n’est plus gardée" in words(answer)


def test_what_did_not_help_says_so(secretary, phrases):
    phrases("il gère le stock ?", "b", unhelped=2)

    assert "N’a pas aidé" in words(secretary.get("/equipe/phrases"))


def test_a_phrase_about_a_job_that_was_withdrawn_is_not_decided_of(secretary, server, phrases):
    number = phrases("il soude ?", "a", job="soudeur")

    assert "Aucune phrase n’attend" in words(secretary.get("/equipe/phrases"))
    assert secretary.get(f"/equipe/phrases/{number}").status_code == 404
    answer = secretary.post(f"/equipe/phrases/{number}/plutot", sens="ask_salary")
    assert answer.status_code == 409
    assert decided(server, number) == (None, None, None)


def test_those_who_receive_see_no_phrases(desk):
    assert desk(Role.INTERVENANT).get("/equipe/phrases").status_code == 403


def test_what_was_left_open_is_gathered_by_what_is_asked(secretary, phrases):
    open_ones = {"outcome": "left_open", "intent": "ask_not_on_page"}
    phrases("y a-t-il une cantine ?", "a", asked=4, **open_ones)
    phrases("il y a une cantine le midi ?", "b", asked=2, **open_ones)
    phrases("est-ce que la cantine est bonne", "c", **open_ones)
    phrases("combien de stages par an ?", "d", asked=3, **open_ones)
    phrases("les stages durent combien de temps", "e", **open_ones)
    phrases("quel est le salaire", "f", intent="ask_salary")

    page = words(secretary.get("/equipe/phrases/ouvertes"))

    assert "y a-t-il une cantine ? 7 fois" in page
    assert "combien de stages par an ? 4 fois" in page
    assert "salaire" not in page
