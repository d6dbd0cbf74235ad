"""The visitor's own hour, beside that of Paris, from the form to the page of the interview."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.booking_page import fields, hidden, text


@pytest.fixture
def visitor(running):
    with httpx.Client(base_url=running.url, timeout=30) as client:
        yield client


def test_a_visitor_of_another_zone_reads_both_hours(running, visitor):
    shown = visitor.get("/rendez-vous")
    form = fields(shown, fuseau="America/Toronto", email="maude@example.com")
    check = visitor.post("/rendez-vous/", data=form)
    booked = visitor.post("/rendez-vous/", data=hidden(check))
    page = visitor.get(booked.headers["Location"])

    (interview,) = running.services.desk.interviews(email="maude@example.com")
    assert "14 h 30 (heure de Paris ; Toronto : 8 h 30)" in text(check)
    assert "14 h 30 (heure de Paris ; Toronto : 8 h 30)" in text(page)
    assert interview.zone == "America/Toronto"


@pytest.mark.parametrize(
    ("hour", "zone"), [(9, ""), (10, "Europe/Paris"), (11, "Mars/Olympus"), (12, "x" * 300)]
)
def test_a_zone_that_is_none_or_that_of_paris_is_not_kept(running, visitor, hour, zone):
    email = f"a{hour}@example.com"
    at = f"2026-11-27T{hour:02}:00:00+01:00"
    form = fields(visitor.get("/rendez-vous"), fuseau=zone, email=email, creneau=at)
    check = visitor.post("/rendez-vous/", data=form)
    visitor.post("/rendez-vous/", data=hidden(check))

    (interview,) = running.services.desk.interviews(email=email)
    assert "(heure de Paris)" in text(check)
    assert interview.zone is None


def test_the_form_has_the_script_that_names_the_zone(visitor):
    (script,) = re.findall(r'<script src="([^"]*zone[^"]*)"', visitor.get("/rendez-vous").text)
    assert "javascript" in visitor.get(script).headers["Content-Type"]
