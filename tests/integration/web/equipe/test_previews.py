"""The e-mail can be read before it is sent, and reading it changes nothing."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from notify import schema as notify_schema
from tests.bookings import at, request
from tests.equipe import NOW_THERE, words

FREE = at("2026-12-02T15:00").isoformat()


@pytest.fixture
def booked(server):
    return server.services.desk.book(request(at("2026-12-01T14:00")), NOW_THERE)


def owed(server):
    with server.services.engine.connect() as connection:
        return connection.execute(
            select(func.count()).select_from(notify_schema.outbox)
        ).scalar_one()


@pytest.mark.parametrize(
    ("what", "fields", "sentence"),
    [
        ("annuler", {}, "est annulé"),
        ("deplacer", {"creneau": FREE}, "Il devait avoir lieu le mardi 1er décembre 2026 à 14 h"),
        (
            "corriger",
            {"nom": "Inès Marchetti", "email": "autre@example.com", "telephone": ""},
            "L’e-mail que recevra autre@example.com",
        ),
    ],
)
def test_what_a_visitor_would_read_of_a_change_is_shown(
    server, secretary, booked, what, fields, sentence
):
    page = f"/equipe/entretien/{booked.reference}/{what}"
    before = owed(server)

    shown = secretary.post(
        page, seen_on=page, version=str(booked.sequence), relire="oui", prevenir="oui", **fields
    )

    assert shown.status_code == 200
    assert sentence in words(shown)
    assert "Rien n’est encore changé ni envoyé" in words(shown)
    assert server.services.desk.get(booked.reference) == booked
    assert owed(server) == before
    link = server.services.links.url(booked.uid, booked.visitor.email, booked.end)
    assert link not in shown.text
    if fields.get("creneau"):  # what was chosen is still chosen
        assert re.search(rf'value="{re.escape(FREE)}" checked', shown.text)


def test_a_confirmation_is_read_before_anything_is_booked(server, secretary):
    page = "/equipe/entretiens/nouveau"
    key = re.search(r'name="cle" value="([^"]*)"', secretary.get(page).text)[1]
    fields = {"nom": "Ada Caller", "email": "ada@example.com", "accord": "oui", "creneau": FREE}

    shown = secretary.post(page, seen_on=page, cle=key, relire="oui", prevenir="oui", **fields)

    assert "Votre entretien avec HETIC : mercredi 2 décembre 2026 à 15 h" in words(shown)
    assert "Référence : [donnée à la réservation]" in words(shown)
    assert server.interviews() == []
    sent = secretary.post(page, seen_on=page, cle=key, prevenir="oui", **fields)
    assert sent.status_code == 303


def test_what_is_wrong_is_said_before_an_e_mail_is_shown(secretary, booked):
    page = f"/equipe/entretien/{booked.reference}/deplacer"

    shown = secretary.post(page, seen_on=page, version="0", relire="oui", prevenir="oui")

    assert shown.status_code == 422
    assert "Choisissez un jour et une heure" in words(shown)
