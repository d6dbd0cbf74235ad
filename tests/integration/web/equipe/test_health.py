"""What is to be mended is said in French, and what to do about it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete

from staff.accounts import Role
from staff.schema import watch
from staff.watches import Watched
from tests.equipe import NOW_THERE, words
from web.sentences import sentences


def test_what_does_not_answer_is_named_with_what_to_do(desk):
    page = words(desk(Role.ADMINISTRATION).get("/equipe/sante"))

    assert "À réparer L’assistant, qui comprend" in page  # Rasa does not run in this test
    assert "On peut encore réserver par le formulaire" in page
    assert "Les entretiens et les comptes Va bien" in page


def test_everything_that_is_checked_has_its_sentences(desk):
    page = words(desk(Role.ADMINISTRATION).get("/equipe/sante"))
    texts = sentences("equipe/health")

    subjects = [name for name in texts if not name.endswith("_what_to_do")]
    assert {f"{name}_what_to_do" for name in subjects} <= set(texts)
    assert [name for name in subjects if texts[name] not in page] == []


@pytest.fixture
def tried(server):
    """Has the canary tried an hour ago, with success, and again now."""
    watches = server.services.watches

    def at_last(problem: str | None) -> None:
        for moment, found in ((NOW_THERE - timedelta(hours=1), None), (NOW_THERE, problem)):
            assert watches.take(Watched.CANARY, timedelta(minutes=55), moment)
            watches.note(Watched.CANARY, moment, found)

    yield at_last
    with server.services.engine.begin() as connection:
        connection.execute(delete(watch))


def test_when_a_booking_was_last_tried_is_said_today_and_in_health(desk, secretary, tried):
    tried(None)

    assert "Un essai de réservation réussi, de la page à l’e-mail" in words(
        secretary.get("/equipe")
    )
    assert "À vérifier" not in words(secretary.get("/equipe"))
    health = words(desk(Role.ADMINISTRATION).get("/equipe/sante"))
    assert "L’essai de réservation, chaque heure Va bien" in health


def test_a_try_that_failed_is_to_be_seen_by_the_office_with_what_to_do(desk, secretary, tried):
    tried("the page does not answer")

    today = words(secretary.get("/equipe"))
    assert "À vérifier L’essai de réservation, chaque heure Réussi pour la dernière fois" in today
    assert "Essayez le formulaire vous-même" in today
    assert "the page does not answer" not in today
    health = words(desk(Role.ADMINISTRATION).get("/equipe/sante"))
    assert "À réparer L’essai de réservation" in health
    assert "the page does not answer" in health
    assert "À vérifier" not in words(desk(Role.INTERVENANT).get("/equipe"))


def test_all_that_is_watched_has_its_words():
    endings = ("check", "check_what_to_do", "held")

    wanted = {f"{what}_{ending}" for what in Watched for ending in endings}
    assert wanted == sentences("equipe/watches").keys()
