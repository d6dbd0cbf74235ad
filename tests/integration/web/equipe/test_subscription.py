"""Everybody sees and renews the secret address of their own interviews, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from booking import schedule_editing
from notify.calendars.feed import Feed
from staff import audit
from staff.accounts import Role
from tests.bookings import at, request
from tests.equipe import NOW_THERE, Desk, an_account, words

PAGE = "/equipe/abonnement"


@pytest.fixture
def interviewer(server, desk):
    [first, *_] = schedule_editing.interviewers(server.services.engine)
    return desk(Role.INTERVENANT, interviewer_id=first.id, name="Nora")


def test_an_interviewer_reads_their_interviews_there_and_no_others_address(server, interviewer):
    booked = server.services.desk.book(request(at("2026-12-01T09:00")), NOW_THERE)
    urls = server.services.feeds.urls()

    page = interviewer.get(PAGE).text

    own = httpx.URL(urls[Feed(1)]).path
    assert own in page
    assert httpx.URL(urls[Feed(None)]).path not in page
    assert booked.uid in interviewer.get(own).text


def test_the_address_is_changed_and_the_one_before_opens_nothing(server, interviewer):
    before = httpx.URL(server.services.feeds.url(Feed(1))).path

    answer = interviewer.post(PAGE, seen_on=PAGE)

    assert answer.headers["Location"] == f"{PAGE}?fait=abonnement"
    assert interviewer.get(before).status_code == 404
    assert interviewer.get(httpx.URL(server.services.feeds.url(Feed(1))).path).is_success
    assert audit.latest(server.services.engine, 1)[0].action == "feed_renewed"


def test_the_office_reads_everybodys_and_changes_only_its_own(server, secretary):
    everybodys = server.services.feeds.url(Feed(None))

    assert httpx.URL(everybodys).path in secretary.get(PAGE).text
    answer = secretary.post(PAGE, seen_on=PAGE.replace("abonnement", "appareils"))

    assert answer.status_code == 409
    assert server.services.feeds.url(Feed(None)) == everybodys


def test_one_without_interviews_is_told_so(desk):
    page = words(desk(Role.INTERVENANT, name="Tom").get(PAGE))

    assert "Aucun entretien n’est à votre nom" in page
    assert ".ics" not in page


def test_an_old_session_signs_in_again_first(server):
    old = Desk(server, None)
    moment = NOW_THERE - timedelta(minutes=40)
    account = an_account(server, Role.SECRETARIAT)
    old.client.cookies.set("equipe", server.services.sessions.open(account, "Firefox", moment))

    assert "encore=oui" in old.get(PAGE).headers["Location"]
