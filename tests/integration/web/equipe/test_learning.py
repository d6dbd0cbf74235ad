"""« Apprendre »: nothing changes before it is tried and published; what forgets is refused."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import delete, insert

from conversations.schema import phrase
from runtime.models import Models, digest
from staff.accounts import Role
from staff.learning import Changed, Trial, Versions
from staff.schema import model_version
from testing.web_server import WebServer
from tests.conftest import a_database
from tests.equipe import NOW_THERE, Desk, an_account, words

JOB = "responsable-ecommerce"


@pytest.fixture
def approved(server):
    """A phrase that somebody approved."""
    row = {"id": "a", "digest": "a", "job": JOB, "said": "", "text": "c'est quoi le blé"}
    read = {"intent": "ask_missions", "points": [], "confidence": 0.4, "margin": 0.1}
    meant = {"decision": "other", "meant_intent": "ask_salary", "meant_points": []}
    rest = {"outcome": "told", "asked": 1, "last_on": date(2026, 11, 24)}
    with server.services.engine.begin() as connection:
        connection.execute(insert(phrase).values(**row, **read, **meant, **rest))
    yield
    with server.services.engine.begin() as connection:
        connection.execute(delete(phrase))
        connection.execute(delete(model_version))


def a_trial(lost=()):
    gained = (Changed("c'est quoi le blé", JOB, "ask_salary", is_correction=True),)
    return Trial(138, 133, 133, 4, 3, 4 - len(lost), gained, tuple(lost))


def tried(server, secretary, trial, base=None):
    versions = Versions(server.services.engine)
    number = versions.ask(base or digest(), secretary.account, NOW_THERE)
    versions.take(NOW_THERE)
    versions.finish(number, trial, NOW_THERE)
    return number


def test_the_assistant_is_asked_to_learn_once(secretary, approved):
    assert "1 décision à apprendre" in words(secretary.get("/equipe/apprentissage"))

    answer = secretary.post("/equipe/apprentissage")
    again = secretary.post("/equipe/apprentissage")

    assert answer.headers["location"] == "/equipe/apprentissage?fait=apprend"
    assert (again.status_code, "apprend déjà" in words(again)) == (409, True)
    assert "Attend un moment calme" in words(secretary.get("/equipe/apprentissage"))


def test_without_decisions_there_is_nothing_to_learn(secretary):
    assert secretary.post("/equipe/apprentissage").status_code == 409


def test_what_would_change_is_shown_with_the_phrases(secretary, server, approved):
    tried(server, secretary, a_trial())

    page = words(secretary.get("/equipe/apprentissage"))

    assert "Prête" in page
    assert "+ 1 juste, − 0 . Vos corrections : 4 justes sur 4 (avant : 3)" in page
    assert "Phrases témoins : 133 justes sur 138 (avant : 133)" in page
    assert "c'est quoi le blé Le salaire, en général – une de vos corrections" in page


def test_a_version_is_published_and_gone_back_to(secretary, server, approved):
    number = tried(server, secretary, a_trial())
    models = Models(server.services.settings)
    (models.folder(number) / "model.tar.gz").write_bytes(b"learnt")

    assert f"Publier (version {number})" in words(secretary.get("/equipe/apprentissage"))
    Versions(server.services.engine).published(number, secretary.account, NOW_THERE)

    page = words(secretary.get("/equipe/apprentissage"))
    assert f"Revenir à cette version (version {number})" in page
    assert "Publier" not in page


def test_what_forgets_corrections_names_them_and_cannot_be_published(secretary, server, approved):
    lost = [Changed(text, JOB, "thank", is_correction=True) for text in ("un", "deux", "trois")]
    number = tried(server, secretary, a_trial(lost))

    page = words(secretary.get("/equipe/apprentissage"))
    answer = secretary.post(f"/equipe/apprentissage/{number}/publier")

    assert "+ 1 juste, − 3" in page
    assert "Refusée" in page
    assert "une correction serait oubliée" in page
    for text in ("un", "deux", "trois"):
        assert f"{text} Merci – une de vos corrections" in page
    assert "Publier" not in page
    assert (answer.status_code, "Rien n’a changé" in words(answer)) == (409, True)


def test_what_was_learnt_from_another_release_cannot_be_published(secretary, server, approved):
    number = tried(server, secretary, a_trial(), base="another")

    assert "Elle n’est plus utilisable" in words(secretary.get("/equipe/apprentissage"))
    assert secretary.post(f"/equipe/apprentissage/{number}/publier").status_code == 409


def test_where_several_machines_serve_nothing_is_learnt_or_published(request, tmp_path):
    settings = a_database("sqlite", request, tmp_path)
    with WebServer(tmp_path, settings, LEARNING="no").running() as started:
        desk = Desk(started, an_account(started, Role.SECRETARIAT))
        number = tried(started, desk, a_trial())
        page = words(desk.get("/equipe/apprentissage"))
        learning = desk.post("/equipe/apprentissage")
        publishing = desk.post(f"/equipe/apprentissage/{number}/publier")
        desk.client.close()

    assert "ne peut pas apprendre ici" in page
    assert "Apprendre maintenant" not in page
    assert "Publier" not in page
    for refused in (learning, publishing):
        assert (refused.status_code, "ne peut pas apprendre ici" in words(refused)) == (409, True)


def test_those_who_receive_cannot_change_the_assistant(desk):
    assert desk(Role.INTERVENANT).get("/equipe/apprentissage").status_code == 403
    assert desk(Role.INTERVENANT).post("/equipe/apprentissage/0/publier").status_code == 403
