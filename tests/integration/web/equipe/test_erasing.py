"""A visitor asks to be forgotten: the secretary erases all of it, and nothing by mistake."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conversations.transcript import VISITOR, Bubble
from staff import audit
from staff.accounts import Role
from staff.audit import Action
from tests.bookings import INES, at, request
from tests.breaking import that_first_does, that_refuses_to_delete
from tests.equipe import NOW_THERE, Desk, an_account, words

BEFORE = NOW_THERE - timedelta(days=5)


@pytest.fixture
def past(server):
    return server.services.desk.book(request(at("2026-11-25T09:30"), "past"), BEFORE)


def page_of(interview) -> str:
    return f"/equipe/entretien/{interview.reference}/effacer"


def erase(desk, interview, address=INES.email):
    return desk.post(page_of(interview), page_of(interview), adresse=address)


def test_all_of_a_person_goes_and_the_journal_says_that_somebody_was_erased(
    server, secretary, past
):
    services = server.services
    services.questions.put("Et le prix ?", INES.email, "c", NOW_THERE)
    talk = services.transcript.open(NOW_THERE, "responsable-ecommerce")
    services.transcript.add(talk, "1", [Bubble(VISITOR, f"écrivez à {INES.email}")], NOW_THERE)
    services.notes.write(past, "Très motivée.", secretary.account, NOW_THERE)
    asked = words(secretary.get(page_of(past)))
    assert f"gardé pour l’adresse {INES.email} s’efface pour toujours" in asked
    assert page_of(past) in secretary.get(f"/equipe/entretien/{past.reference}").text

    done = erase(secretary, past)

    assert done.headers["Location"] == "/equipe?fait=personne_effacee"
    assert services.desk.interviews(email=INES.email) == []
    assert services.questions.questions() == []
    assert not services.transcript.exists(talk)
    assert secretary.get(f"/equipe/entretien/{past.reference}").status_code == 404
    [event] = audit.latest(services.engine, 1)
    assert (event.actor, event.action) == (secretary.account.actor, Action.ERASED)
    assert INES.email not in str(event)


def test_who_is_still_expected_is_not_erased(server, secretary, past):
    coming = server.services.desk.book(request(key="coming"), BEFORE)
    assert "Annulez d’abord" in words(secretary.get(page_of(past)))

    refused = erase(secretary, past)

    assert refused.status_code == 409
    assert "Rien n’a été effacé" in words(refused)
    assert f"/equipe/entretien/{coming.reference}" in refused.text
    assert len(server.services.desk.interviews(email=INES.email)) == 2


def test_another_address_than_the_one_that_was_shown_is_not_erased(server, secretary, past):
    assert erase(secretary, past, "lea@example.com").status_code == 409
    assert len(server.services.desk.interviews(email=INES.email)) == 1


@pytest.mark.parametrize("table", ["chat_message", "school_question", "interview"])
def test_what_breaks_half_way_is_finished_by_whoever_does_it_again(server, secretary, past, table):
    services = server.services
    services.questions.put("Et le prix ?", INES.email, "c", NOW_THERE)
    talk = services.transcript.open(NOW_THERE, "responsable-ecommerce")
    services.transcript.add(talk, "1", [Bubble(VISITOR, f"écrivez à {INES.email}")], NOW_THERE)
    with that_refuses_to_delete(services.engine, table):
        stopped = erase(secretary, past)

    assert stopped.status_code == 503
    assert "il reprend où il en était" in words(stopped)
    assert "Effacer pour toujours" in words(stopped)
    done = erase(secretary, past)
    assert done.headers["Location"] == "/equipe?fait=personne_effacee"
    assert services.desk.interviews(email=INES.email) == []
    assert services.questions.questions() == []
    assert not services.transcript.exists(talk)


def test_who_books_while_it_is_erased_is_still_expected_and_that_is_said(server, secretary, past):
    services = server.services
    services.questions.put("Et le prix ?", INES.email, "c", NOW_THERE)
    comes = "UPDATE interview SET ends_at = '2026-12-26 10:00:00.000000'"

    with that_first_does(services.engine, "school_question", comes):
        stopped = erase(secretary, past)

    assert stopped.status_code == 409
    assert "Ce n’est pas fini : un entretien vient d’être réservé" in words(stopped)
    assert "Rien n’a été effacé" not in words(stopped)
    assert services.questions.questions() == []
    assert len(services.desk.interviews(email=INES.email)) == 1
    [event] = audit.latest(services.engine, 1)
    assert event.action is Action.ERASED


def test_it_wants_a_fresh_sign_in(server, past):
    secretary = an_account(server, Role.SECRETARIAT)
    old = Desk(server, None)
    moment = NOW_THERE - timedelta(minutes=40)
    token = server.services.sessions.open(secretary, "Firefox", moment)
    old.client.cookies.set("equipe", token)

    shown, sent = old.get(page_of(past)), old.post(page_of(past), adresse=INES.email)

    assert "encore=oui" in shown.headers["Location"]
    assert sent.status_code == 303
    assert len(server.services.desk.interviews(email=INES.email)) == 1


def test_who_only_interviews_erases_nobody(desk, server, past):
    assert erase(desk(Role.INTERVENANT, interviewer_id=1), past).status_code == 403
    assert len(server.services.desk.interviews(email=INES.email)) == 1
