"""« Bloquer »: an address that may not book any more, with a reason, until it is let in again."""

from __future__ import annotations

import httpx
import pytest

from staff import audit
from staff.accounts import Role
from staff.audit import Action
from tests.booking_page import book, text
from tests.bookings import at, request
from tests.equipe import NOW_THERE, words


@pytest.fixture
def booked(server):
    return server.services.desk.book(request(at("2026-11-26T14:30")), NOW_THERE)


def test_an_address_is_blocked_refused_politely_listed_and_let_in(server, secretary, booked):
    page = f"/equipe/entretien/{booked.reference}"
    answer = secretary.post(f"{page}/bloquer", seen_on=page, raison="réserve pour d’autres")
    assert answer.headers["Location"] == f"{page}?fait=bloque"
    assert "Cette adresse est bloquée" in words(secretary.get(page))
    assert audit.history(server.services.engine, booked.reference)[-1].action is (
        Action.ADDRESS_BLOCKED
    )

    with httpx.Client(base_url=server.url, timeout=30) as visitor:
        refused = book(visitor, email="ines+bis@example.com", creneau="2026-11-26T16:00+01:00")
    assert refused.status_code == 403
    assert server.services.settings.staff_email in text(refused)
    assert "bloqué" not in text(refused)

    listed = secretary.get("/equipe/bloquees")
    assert "ines@example.com" in listed.text
    assert "réserve pour d’autres" in words(listed)
    (blocked,) = server.services.blocking.addresses()
    address = f"/equipe/bloquees/{blocked.id}/debloquer"
    answer = secretary.post(address, seen_on="/equipe/bloquees")
    assert answer.headers["Location"] == "/equipe/bloquees?fait=debloque"
    assert server.services.blocking.addresses() == []
    assert secretary.post(address, seen_on="/equipe/bloquees").status_code == 409


def test_a_reason_is_needed_and_only_the_office_blocks(server, secretary, desk, booked):
    page = f"/equipe/entretien/{booked.reference}"
    answer = secretary.post(f"{page}/bloquer", seen_on=page, raison="  ")

    assert answer.status_code == 422
    assert "dites pourquoi" in words(answer)
    interviewer = desk(Role.INTERVENANT, interviewer_id=booked.interviewer.id)
    assert interviewer.post(f"{page}/bloquer", seen_on=page, raison="non").status_code == 403
    assert server.services.blocking.addresses() == []
