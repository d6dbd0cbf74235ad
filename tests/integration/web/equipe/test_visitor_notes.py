"""A visitor's note, from the page of the interview to the console."""

from __future__ import annotations

import httpx
import pytest

from testing.pages import hidden_fields
from tests.bookings import at, request
from tests.equipe import NOW_THERE, words


@pytest.fixture
def booked(server):
    return server.services.desk.book(request(at("2026-11-25T16:00")), NOW_THERE)


@pytest.fixture
def page(server, booked):
    token = server.services.links.token(booked.uid, booked.visitor.email, booked.end)
    with httpx.Client(base_url=f"{server.url}/entretien/{token}", timeout=30) as client:
        yield client


def write(page, text):
    seal = hidden_fields(page.get("/mot").text)
    return page.post("/mot", data={**seal, "mot": text})


def test_a_note_is_on_the_visitors_page_and_in_the_console(server, secretary, booked, page):
    assert "Laisser un mot" in words(page.get(""))

    written = write(page, "Je suis sourd, <b>par écrit</b> ?")
    shown = page.get("", params={"fait": "mot"})

    assert written.status_code == 303
    assert "C’est envoyé" in words(shown)
    assert "Je suis sourd, <b>par écrit</b> ?" in words(shown)
    console = words(secretary.get(f"/equipe/entretien/{booked.reference}"))
    assert "Son mot pour l’entretien Je suis sourd, <b>par écrit</b> ?" in console
    assert "Le visiteur a écrit ou changé le mot" in console
    assert "un mot : « Je suis sourd" in words(secretary.get("/equipe"))


def test_a_note_that_is_too_long_is_shown_again(server, booked, page):
    refused = write(page, "x" * 501)

    assert refused.status_code == 422
    assert "moins de 500 caractères" in words(refused)
    assert "x" * 501 in refused.text
    assert server.services.desk.get(booked.reference).note is None


def test_nothing_is_written_without_the_form(server, booked, page):
    refused = page.post("/mot", data={"mot": "Bonjour"})

    assert refused.status_code == 409
    assert "Bonjour" in refused.text
    assert server.services.desk.get(booked.reference).note is None


def test_an_empty_note_takes_it_back(server, booked, page):
    write(page, "Bonjour")
    write(page, "  ")

    assert server.services.desk.get(booked.reference).note is None


def test_notes_without_end_are_refused_and_so_are_moves_and_the_page_says_why(server, booked, page):
    for number in range(20):
        assert "fait=mot" in write(page, f"Mot {number}").headers["Location"]

    refused = write(page, "Encore un mot")
    fields = {**hidden_fields(page.get("/deplacer").text), "creneau": "2026-12-01T09:00+01:00"}
    stays = page.post("/deplacer", data=fields)

    for answer in (refused, stays):
        path = answer.headers["Location"]
        shown = httpx.get(server.url + path, timeout=30)
        assert "a déjà été modifié de nombreuses fois" in words(shown)
    unchanged = server.services.desk.get(booked.reference)
    assert (unchanged.note, unchanged.start) == ("Mot 19", booked.start)
    assert server.services.desk.cancel(booked.reference, NOW_THERE)
