"""Links into calendars on the web."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from notify import Audience, Topic, VisitorEntries
from notify.calendars.web_links import WebLinks
from tests.builders import ROOMS, TEXTS, a_message
from tests.mails import composed, html_of, links_of


def fields(link: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


def links() -> WebLinks:
    return VisitorEntries(TEXTS).web_links(a_message().snapshot)


def test_google_takes_the_time_in_utc_and_the_room():
    given = fields(links().google)

    assert urlsplit(links().google).netloc == "calendar.google.com"
    assert given["dates"] == "20261201T133000Z/20261201T140000Z"
    assert given["text"] == "Entretien en ligne avec HETIC"
    assert given["location"] == ROOMS.link(a_message().snapshot.uid)
    assert "K7PD-M4QX" in given["details"]


def test_outlook_takes_them_too():
    given = fields(links().outlook)

    assert urlsplit(links().outlook).netloc == "outlook.live.com"
    assert (given["startdt"], given["enddt"]) == ("2026-12-01T13:30:00Z", "2026-12-01T14:00:00Z")
    assert given["subject"] == "Entretien en ligne avec HETIC"


def test_the_confirmation_has_both():
    assert {links().google, links().outlook} <= set(
        links_of(html_of(composed(Audience.VISITOR, Topic.BOOKED)))
    )
