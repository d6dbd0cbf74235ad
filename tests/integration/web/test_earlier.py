"""The reminder's answers and the waiting list, on the pages of an interview."""

from __future__ import annotations

from datetime import datetime

import httpx
import pytest
from sqlalchemy import delete

from booking import schema
from booking.model import BookingRequest, Visitor
from booking.rules import Rules
from booking.rules_changes import NewRules
from staff.audit import COMMAND_LINE
from staff.desks import planning_of
from testing.pages import hidden_fields
from testing.web_server import NOW
from tests.bookings import at
from tests.equipe import words
from web.chat.tokens import Signer

NOW_THERE = datetime.fromisoformat(NOW)
FREED = at("2026-11-27T10:00")


@pytest.fixture
def server(running):
    yield running
    with running.services.engine.begin() as connection:
        for table in (schema.interview, schema.freed_place):
            connection.execute(delete(table))


def book(server, name: str, start: datetime):
    request = BookingRequest(Visitor(name, f"{name.lower()}@example.com"), start, NOW_THERE, name)
    return server.services.desk.book(request, NOW_THERE)


@pytest.fixture
def interview(server):
    return book(server, "Ana", at("2026-12-01T09:00"))


def page_of(server, interview):
    token = server.services.links.token(interview.uid, interview.visitor.email, interview.end)
    return httpx.Client(base_url=f"{server.url}/entretien/{token}", timeout=30)


@pytest.fixture
def page(server, interview):
    with page_of(server, interview) as client:
        yield client


def send(page, path: str, **fields: str) -> httpx.Response:
    seal = hidden_fields(page.get(path).text)["sceau"]
    return page.post(path, data={"sceau": seal, **fields})


def test_within_a_day_that_is_full_another_hour_is_offered_and_had(server, interview, page):
    planning = planning_of(server.services.engine, server.services.outbox, COMMAND_LINE)
    planning.publish(NewRules(Rules(per_day=1)), {}, NOW_THERE)
    try:
        shown = page.get("/deplacer").text
        moved = send(page, "/deplacer", creneau="2026-12-01T11:00:00+01:00")
    finally:
        planning.publish(NewRules(Rules()), {}, NOW_THERE)

    assert "2026-12-01T11:00" in shown
    assert "fait=deplace" in moved.headers["Location"]


def test_opening_the_reminders_link_answers_nothing(server, interview, page):
    shown = page.get("/je-viens")

    assert all(word in words(shown) for word in ("Je viens", "Une autre heure", "J’annule"))
    assert server.services.desk.get(interview.reference).coming_at is None


def test_pressing_the_button_does(server, interview, page):
    said = send(page, "/je-viens")

    assert said.status_code == 303
    assert "L’école sait que vous venez" in words(page.get("", params={"fait": "vient"}))
    assert server.services.desk.get(interview.reference).coming_at is not None


def test_an_interview_that_is_moved_was_not_confirmed_for_its_new_time(server, interview, page):
    send(page, "/je-viens")
    server.services.desk.move(interview.reference, at("2026-12-02T09:00"), NOW_THERE)

    assert server.services.desk.get(interview.reference).coming_at is None


def test_a_forged_form_says_nothing(server, interview, page):
    assert page.post("/je-viens", data={"sceau": "forged"}).status_code == 409
    assert page.post("/plus-tot", data={"sceau": "forged"}).status_code == 409
    assert server.services.desk.get(interview.reference).coming_at is None
    assert not server.services.waiting_list.waits(interview)


def test_a_visitor_wishes_for_an_earlier_time_and_takes_it(server, interview, page):
    assert send(page, "/plus-tot").status_code == 303
    assert "Vous serez prévenu" in words(page.get("/plus-tot"))
    leaving = book(server, "Leaving", FREED)
    server.services.desk.cancel(leaving.reference, NOW_THERE)
    server.services.waiting_list.offer_due(NOW_THERE)

    assert "vendredi 27 novembre 2026 à 10 h (heure de Paris)" in words(page.get("/plus-tot"))
    taken = send(page, "/plus-tot", creneau=FREED.isoformat())

    assert taken.status_code == 303
    assert server.services.desk.get(interview.reference).start == FREED
    assert not server.services.waiting_list.waits(interview)


def test_who_is_too_late_reads_so_and_keeps_the_interview(server, interview, page):
    send(page, "/plus-tot")
    leaving = book(server, "Leaving", FREED)
    server.services.desk.cancel(leaving.reference, NOW_THERE)
    server.services.waiting_list.offer_due(NOW_THERE)
    book(server, "Quick", FREED)

    late = send(page, "/plus-tot", creneau=FREED.isoformat())

    assert late.status_code == 409
    assert "Votre entretien n’a pas changé" in words(late)
    assert "déjà pris" in words(late)
    assert server.services.desk.get(interview.reference).start == interview.start
    assert server.services.waiting_list.waits(interview)


def test_a_place_that_was_never_offered_is_not_given_here(server, interview, page):
    refused = send(page, "/plus-tot", creneau=FREED.isoformat())

    assert refused.status_code == 409
    assert "Cette proposition est terminée" in words(refused)
    assert server.services.desk.get(interview.reference).start == interview.start


def test_a_visitor_stops_waiting(server, interview, page):
    send(page, "/plus-tot")
    send(page, "/plus-tot", plus="non")

    assert not server.services.waiting_list.waits(interview)


@pytest.mark.parametrize(("part", "title"), [("mot", "Un mot"), ("plus-tot", "Une place plus tôt")])
def test_the_chat_leads_to_the_pages_of_the_interview(server, interview, part, title):
    signed = Signer(server.signing_key).page_token(interview.reference)

    with httpx.Client(base_url=server.url, timeout=30, follow_redirects=True) as visitor:
        page = visitor.get(f"/entretien/du-chat/{signed}", params={"vers": part})
        other = visitor.get(f"/entretien/du-chat/{signed}", params={"vers": "//elsewhere"})
        forged = visitor.get("/entretien/du-chat/forged")

    assert f"<h1>{title}" in page.text
    assert "<h1>Votre entretien</h1>" in other.text
    assert forged.status_code == 404
