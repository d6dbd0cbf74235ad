"""The private feed of interviews, read through the real web process by three parsers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import icalendar
import pytest
from sqlalchemy import delete

from booking import schedule_editing, schema
from notify.calendars.feed import Feed
from notify.schema import feed_renewal
from testing.web_server import NOW, WebServer
from tests.builders import a_request, paris
from tests.conftest import a_database
from tests.parsers import by_ical_js, by_vobject

TODAY = datetime.fromisoformat(NOW)
EVERYBODY = Feed(None)


@pytest.fixture(scope="module")
def running(request, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with WebServer(home, a_database("sqlite", request, home)).running() as started:
        yield started


@pytest.fixture
def server(running):
    yield running
    with running.services.engine.begin() as connection:
        connection.execute(delete(schema.interview))
        connection.execute(delete(feed_renewal))


def book(server, start=None, now=TODAY, **more):
    return server.services.desk.book(
        a_request(start=start or paris(2026, 12, 1, 14, 30), **more), now
    )


def fetch(server, feed=EVERYBODY, **headers):
    """Read a feed at its address, which names the public site, on this machine."""
    path = httpx.URL(server.services.feeds.url(feed)).path
    return httpx.get(f"{server.url}{path}", headers=headers, timeout=30)


def by_icalendar(answer):
    return {
        str(event["uid"]): event for event in icalendar.Calendar.from_ical(answer.content).events
    }


def test_interviews_are_read_with_the_uid_that_their_invitations_have(server):
    booked = book(server, name="Zoë Ñandú")

    answer = fetch(server)

    uid = f"{booked.uid}@conseiller"
    event, [other] = by_icalendar(answer)[uid], by_vobject([answer.content])
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert event["summary"] == other.summary == "Entretien\u00a0: Zoë Ñandú"
    assert booked.reference in event["description"]
    assert event["location"] == server.services.rooms.link(booked.uid)
    assert (event["sequence"], event["status"]) == (0, "CONFIRMED")
    assert event["dtstamp"].dt == TODAY
    assert "attendee" not in event


@pytest.mark.parametrize(
    ("start", "instant"),
    [
        (paris(2026, 12, 1, 14, 30), datetime(2026, 12, 1, 13, 30, tzinfo=UTC)),
        (paris(2027, 7, 6, 9), datetime(2027, 7, 6, 7, tzinfo=UTC)),
    ],
    ids=["winter", "summer"],
)
def test_three_parsers_read_the_instant_that_was_meant(server, start, instant):
    book(server, start, now=start - timedelta(days=3))

    answer = fetch(server)

    [event], [thunderbirds], [other] = (
        by_icalendar(answer).values(),
        by_ical_js([answer.content]),
        by_vobject([answer.content]),
    )
    assert event["dtstart"].params["TZID"] == "Europe/Paris"
    assert event.start.astimezone(UTC) == instant
    assert thunderbirds == other
    assert (other.start, other.end) == (instant, instant + timedelta(minutes=30))


def test_the_calendar_has_a_name_and_says_how_often_to_come_back(server):
    calendar = icalendar.Calendar.from_ical(fetch(server).content)

    assert calendar["method"] == "PUBLISH"
    assert calendar["x-wr-calname"].startswith("Entretiens ")
    assert calendar["refresh-interval"].dt == timedelta(minutes=15)
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT15M" in fetch(server).content
    assert calendar["x-published-ttl"] == "PT15M"


def test_a_move_and_a_cancellation_change_the_same_entry(server):
    booked = book(server)
    moved = server.services.desk.move(booked.reference, paris(2026, 12, 2, 9), TODAY)
    [after_move] = by_icalendar(fetch(server)).values()
    server.services.desk.cancel(booked.reference, TODAY + timedelta(hours=1))
    [after_cancellation] = by_icalendar(fetch(server)).values()

    assert after_move.start == moved.start
    assert (after_move["sequence"], after_move["status"]) == (1, "CONFIRMED")
    assert (after_cancellation["sequence"], after_cancellation["status"]) == (2, "CANCELLED")
    assert after_cancellation["dtstamp"].dt == TODAY + timedelta(hours=1)
    assert after_move["uid"] == after_cancellation["uid"]


def test_what_was_over_a_month_ago_is_there_no_more(server):
    recent = book(server, paris(2026, 11, 2, 10), now=TODAY - timedelta(days=40))
    book(server, paris(2026, 10, 23, 10), now=TODAY - timedelta(days=40))

    assert list(by_icalendar(fetch(server))) == [f"{recent.uid}@conseiller"]


def test_each_interviewer_has_a_feed_of_their_own(server):
    engine = server.services.engine
    schedule_editing.add_interviewer(engine, "Yanis", None)  # the team's name
    second = schedule_editing.add_interviewer(engine, "Zoé", None)
    mine, other = book(server), book(server, email="autre@visiteur.example")
    assert {mine.interviewer.id, other.interviewer.id} == {1, second}

    for interview in (mine, other):
        entries = by_icalendar(fetch(server, Feed(interview.interviewer.id)))
        assert list(entries) == [f"{interview.uid}@conseiller"]
    assert len(by_icalendar(fetch(server))) == 2


def test_who_has_the_feed_as_it_is_need_not_read_it_again(server):
    book(server)
    first = fetch(server)

    same = fetch(server, **{"If-None-Match": first.headers["etag"]})
    weak = fetch(server, **{"If-None-Match": f'"other", W/{first.headers["etag"]}'})
    book(server, paris(2026, 12, 2, 9))
    changed = fetch(server, **{"If-None-Match": first.headers["etag"]})

    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["etag"] == first.headers["etag"]
    assert weak.status_code == 304
    assert changed.status_code == 200
    assert len(by_icalendar(changed)) == 2


def test_nobody_else_keeps_or_finds_it(server):
    for answer in (fetch(server), httpx.get(f"{server.url}/agenda/devine.ics")):
        assert answer.headers["cache-control"].startswith("private")
        assert answer.headers["x-robots-tag"] == "noindex"
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_a_renewed_address_ends_the_one_before_and_no_other(server):
    before, other = server.services.feeds.url(EVERYBODY), server.services.feeds.url(Feed(1))

    server.services.feeds.renew(EVERYBODY, TODAY)

    after = server.services.feeds.url(EVERYBODY)
    assert after != before
    assert server.services.feeds.url(Feed(1)) == other
    answers = [httpx.get(f"{server.url}{httpx.URL(url).path}") for url in (before, after, other)]
    assert [answer.status_code for answer in answers] == [404, 200, 200]


def test_a_guess_finds_nothing_and_no_address_is_logged(server):
    token = httpx.URL(server.services.feeds.url(EVERYBODY)).path.removesuffix(".ics")

    for path in ("/agenda/x.ics", "/agenda/.ics", token, f"{token[:-1]}.ics", "/agenda/%C3%A9.ics"):
        answer = httpx.get(f"{server.url}{path}")
        assert answer.status_code == 404
        assert "BEGIN" not in answer.text
    fetch(server)

    assert token.rsplit("/", 1)[1] not in server.log()
