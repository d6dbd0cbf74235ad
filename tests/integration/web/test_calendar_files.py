"""An interview reads the same in its visitor's calendar, however it got there."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import httpx
import icalendar
import pytest
import vobject
from sanic import Sanic

from booking.links import PATH
from knowledge import School
from notify import Audience
from runtime.settings import Settings
from runtime.wiring import Services
from testing.sqlite import make_tables
from tests.applications import an_application
from tests.builders import NOON, a_request

NBSP = "\N{NO-BREAK SPACE}"


class Signs(Services):
    """Services of a school whose name has signs that HTML escapes."""

    school = School(name="L'école d'art & de design")


@pytest.fixture
def services(tmp_path, monkeypatch):
    monkeypatch.setattr(Sanic, "test_mode", True)  # so that each test may start the application
    settings = Settings(
        _env_file=None,
        CONSEILLER_HOME=tmp_path,
        video_url="https://visio.example/?room={room}&lang=fr",
        secret_key="a key for tests",
    )
    made = Signs(settings, now=lambda: NOON)
    make_tables(made.engine)
    yield made
    made.engine.dispose()


@asynccontextmanager
async def running(app):
    """The application as a server of ASGI starts and stops it."""
    said, heard = asyncio.Queue(), asyncio.Queue()
    lifespan = asyncio.create_task(app({"type": "lifespan"}, said.get, heard.put))
    await said.put({"type": "lifespan.startup"})
    assert (await heard.get())["type"] == "lifespan.startup.complete"
    yield httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://visitor.example")
    await said.put({"type": "lifespan.shutdown"})
    await lifespan


def fetched(services, path):
    async def fetch(app):
        async with running(app) as client:
            return await client.get(path)

    with an_application(services) as app:
        answer = asyncio.run(fetch(app))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return answer.content


def of_the_page(services, interview):
    token = services.links.token(interview.uid, interview.visitor.email, interview.end)
    return fetched(services, f"{PATH}/{token}/entretien.ics")


def of_the_chat(services, interview):
    with an_application(services) as app:
        token = app.ctx.signer.calendar_token(interview.reference)
    return fetched(services, f"/api/chat/calendar/{token}.ics")


def of_the_email(services, interview):
    """The visitor's latest e-mail."""
    with services.engine.begin() as connection:
        messages = services.outbox.claim(connection, NOON, 10)
    message = [m for m in messages if m.audience is Audience.VISITOR][-1]
    (file,) = services.composer.compose(message, NOON).iter_attachments()
    return file.get_content()


@pytest.mark.parametrize(
    ("source", "method"),
    [(of_the_email, "REQUEST"), (of_the_page, "PUBLISH"), (of_the_chat, "PUBLISH")],
)
def test_signs_arrive_as_they_are_with_the_link_to_change_the_interview(services, source, method):
    interview = services.desk.book(a_request(), NOON)
    link = services.rooms.link(interview.uid)
    page = services.links.url(interview.uid, interview.visitor.email, interview.end)

    file = source(services, interview)

    calendar = icalendar.Calendar.from_ical(file)
    event, other = calendar.events[0], vobject.readOne(file.decode()).vevent
    assert calendar["method"] == method
    assert link.startswith("https://visio.example/?room=entretien-")
    assert link.endswith("&lang=fr")
    assert event["summary"] == other.summary.value
    assert event["summary"] == "Entretien en ligne avec L'école d'art & de design"
    assert event["description"] == other.description.value
    assert event["description"].replace(NBSP, " ") == (
        f"Visio : {link}\nRéférence : {interview.reference}\n\n"
        f"Pour déplacer ou annuler l’entretien : {page}"
    )
    assert event["location"] == event["url"] == other.location.value == link
    assert event["organizer"].params["CN"] == "L'école d'art & de design"
    assert event.walk("VALARM")[0]["description"] == (
        "Votre entretien avec L'école d'art & de design commence dans une heure."
    )


def test_the_three_differ_only_in_whom_they_ask_to_come(services):
    interview = services.desk.book(a_request(), NOON)

    sources = (of_the_email, of_the_page, of_the_chat)
    email, page, chat = (
        icalendar.Calendar.from_ical(source(services, interview)).events[0] for source in sources
    )

    assert email.pop("attendee") == f"mailto:{interview.visitor.email}"
    assert email.to_ical() == page.to_ical() == chat.to_ical()


def test_the_file_of_a_cancelled_interview_says_so_and_reminds_of_nothing(services):
    interview = services.desk.book(a_request(), NOON)
    services.desk.cancel(interview.reference, NOON)

    calendar = icalendar.Calendar.from_ical(of_the_page(services, interview))

    (event,) = calendar.events
    assert (calendar["method"], event["status"], event["sequence"]) == ("PUBLISH", "CANCELLED", 1)
    assert event.walk("VALARM") == []
