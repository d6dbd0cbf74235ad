"""Notes stay with their interview, are their author's to take back, and go with it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from booking import privacy
from staff import audit
from staff.accounts import Role
from staff.schema import note
from tests.bookings import at, request
from tests.equipe import NOW_THERE, words


@pytest.fixture
def page(server):
    """The address of an interview."""
    booked = server.services.desk.book(request(at("2026-11-26T10:00")), NOW_THERE)
    return f"/equipe/entretien/{booked.reference}"


def write(browser, page, text):
    return browser.post(f"{page}/notes", seen_on=page, note=text)


def test_a_note_is_read_by_colleagues_and_only_its_author_takes_it_back(desk, secretary, page):
    write(secretary, page, "Hésite encore.\nRappeler <lundi>.")
    colleague = desk(Role.ADMINISTRATION)
    seen = colleague.get(page)
    assert "Hésite encore. Rappeler <lundi>. Secretariat" in words(seen)
    assert "la personne peut demander à la lire" in words(seen)
    number = re.search(r"notes/(\d+)/effacer", secretary.get(page).text)[1]
    assert f"notes/{number}/effacer" not in seen.text

    refused = colleague.post(f"{page}/notes/{number}/effacer", seen_on=page)
    assert refused.status_code == 409
    assert "Hésite encore" in words(refused)

    taken_back = secretary.post(f"{page}/notes/{number}/effacer", seen_on=page)
    assert taken_back.status_code == 303
    assert "Hésite encore" not in words(secretary.get(page))


def test_the_history_says_that_one_was_written_and_not_what(server, secretary, page):
    write(secretary, page, "Très motivée")

    story = audit.history(server.services.engine, page.rpartition("/")[2])

    assert [event.action.value for event in story] == ["booked", "note_written"]
    assert "motivée" not in str(story)
    assert "Secretariat a écrit une note" in words(secretary.get(page))


@pytest.mark.parametrize(
    ("text", "sentence"), [("  ", "elle est vide"), ("x" * 2001, "trop longue")]
)
def test_a_note_that_cannot_be_kept_is_shown_again(secretary, page, text, sentence):
    answer = write(secretary, page, text)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert text.strip() in answer.text


def test_somebody_elses_interview_takes_no_note(server, desk, page):
    stranger = desk(Role.INTERVENANT, name="Tom")

    assert write(stranger, page, "Je passais par là").status_code == 404


def test_a_note_is_erased_with_its_interview(server, secretary, page):
    write(secretary, page, "Très motivée")

    privacy.purge(server.services.engine, NOW_THERE + privacy.RETENTION + timedelta(days=2))

    with server.services.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(note)).scalar_one() == 0
