"""A place is kept in the chat once the visitor is somebody, and who loses it is told at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from booking.model import BookingRequest, Refusal, Visitor
from runtime.settings import Settings
from runtime.wiring import Services
from testing.sqlite import make_tables
from tests.bookings import at
from tests.integration.actions.test_booking_form import NOW, Conversation

TIME = "2026-11-27T15:00:00+01:00"
START = at("2026-11-27T15:00")


@pytest.fixture
def talk(tmp_path, monkeypatch):
    monkeypatch.setenv("CONSEILLER_HOME", str(tmp_path))
    services = Services(Settings(_env_file=None), now=lambda: NOW)
    make_tables(services.engine)
    return Conversation(services)


def choose_time(talk) -> None:
    talk.say("/book_interview", "book_interview", interview_time=TIME)


def taken_by_another(talk) -> None:
    other = Visitor("Léa Roux", "lea@example.com")
    talk.services.desk.book(BookingRequest(other, START, NOW, key="another"), NOW)


def test_no_place_is_kept_for_who_has_given_no_detail(talk):
    choose_time(talk)
    assert talk.slots["interview_time"] == TIME
    assert talk.services.free_slots.refusal(START, NOW) is None

    talk.say("Camille Martin")

    assert talk.slots["visitor_name"] == "Camille Martin"
    assert talk.services.free_slots.refusal(START, NOW) is Refusal.TAKEN
    assert talk.services.free_slots.refusal(START, NOW + timedelta(minutes=11)) is None


def test_who_gives_a_detail_first_has_the_place_from_the_beginning(talk):
    talk.say("je m'appelle Camille Martin, camille@exemple.fr")
    choose_time(talk)

    assert talk.services.free_slots.refusal(START, NOW) is Refusal.TAKEN


def test_who_loses_the_place_meanwhile_is_told_with_the_next_answer(talk):
    choose_time(talk)
    taken_by_another(talk)

    talk.say("Camille Martin")

    assert (talk.slots["visitor_name"], talk.slots["interview_time"]) == ("Camille Martin", None)
    assert "déjà pris" in talk.why_none()  # and those next to it are offered


def test_an_address_that_cannot_be_written_to_is_said_so_at_once(talk, monkeypatch):
    monkeypatch.setattr(talk.services.reach, "excludes", lambda email: not email.isascii())
    choose_time(talk)
    talk.say("Camille Martin")

    assert talk.say("josé@exemple.fr") == ["utter_email_with_accents"]
    assert talk.slots["visitor_email"] is None
    talk.say("jose@exemple.fr")
    assert talk.slots["visitor_email"] == "jose@exemple.fr"
