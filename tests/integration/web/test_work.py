"""Work is asked for where much looks odd, counts once, and nobody is shut out for want of it."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import httpx
import pytest
from sqlalchemy import insert

from booking import schema
from booking.confirming import MANY
from booking.holding import MOST_OF_A_SOURCE
from booking.model import BookingRequest, Visitor
from booking.pressure import NEAR, read_pressure
from runtime.database import make_engine, migrate
from runtime.spent_work import SpentWork, spent_work
from testing.pages import from_another_network, hidden_fields
from testing.web_server import NOW, WebServer
from testing.work import answer_to, challenge_of
from tests.booking_page import fields, text
from tests.conftest import a_database

PASSED = 422
FRESH_SECONDS = 2.1  # how long the gate believes what it read
THEN = datetime.fromisoformat(NOW)


@pytest.fixture(scope="module")
def server(request, tmp_path_factory):
    """A server behind a proxy, where all work."""
    home = tmp_path_factory.mktemp("home")
    settings = {"TRUSTED_PROXIES": "1", "PROOF_OF_WORK": "always"}
    with WebServer(home, a_database("sqlite", request, home), **settings).running() as started:
        yield started


@pytest.fixture
def quiet(request, tmp_path):
    """A server behind a proxy, where who looks odd works, and nobody does yet."""
    database = a_database("sqlite", request, tmp_path)
    with WebServer(tmp_path / "home", database, TRUSTED_PROXIES="1").running() as started:
        yield started


def visitor_of(server, network: int = 1) -> httpx.Client:
    headers = from_another_network(network)
    return httpx.Client(base_url=server.url, timeout=30, headers=headers)


def read_back(visitor: httpx.Client, **typed: str) -> httpx.Response:
    """Fill in the form, as far as the page that reads it back."""
    return visitor.post("/rendez-vous/", data=fields(visitor.get("/rendez-vous"), **typed))


def send(visitor: httpx.Client, page: httpx.Response, answer: str) -> httpx.Response:
    return visitor.post("/rendez-vous/", data={**hidden_fields(page.text), "altcha": answer})


def open_session(visitor: httpx.Client, answer: str | None = None) -> int:
    """Ask for a conversation about a job that there is not, which is noticed behind the gate."""
    asked = {"job": "none", "altcha": answer}
    return visitor.post("/api/chat/sessions", json=asked).status_code


def interview_of(server, address: str):
    (found,) = (each for each in server.interviews() if each.visitor.email == address)
    return found


def book_many(server, count: int) -> None:
    """Book for so many people, as in the last minutes."""
    free = [slot.start for slot in server.services.free_slots.upcoming(THEN)]
    for number in range(count):
        who = Visitor(f"Camille Nº{number}", f"camille{number}@example.com", None)
        request = BookingRequest(who, free[-1 - number], THEN, f"key {number}")
        server.services.desk.book(request, THEN)


def test_whoever_worked_books_as_ever(server):
    visitor = visitor_of(server)
    page = read_back(visitor, email="travail@example.com")
    answer = answer_to(challenge_of(page.text))

    booked = send(visitor, page, answer)

    assert booked.status_code == 303
    assert interview_of(server, "travail@example.com").confirm_by is None
    again = send(visitor, page, answer)  # a second click
    assert again.headers["Location"] == booked.headers["Location"]


def test_whoever_has_no_javascript_is_told_and_confirms_by_e_mail(server):
    visitor = visitor_of(server)
    page = read_back(visitor, email="sans@example.com", creneau="2026-11-26T15:00:00+01:00")
    assert "nous vous enverrons un e-mail" in text(page)

    booked = visitor.post("/rendez-vous/", data=hidden_fields(page.text))

    assert booked.status_code == 303
    assert interview_of(server, "sans@example.com").confirm_by is not None


def test_one_answer_books_once(server):
    visitor = visitor_of(server)
    first = read_back(visitor, email="un@example.com", creneau="2026-11-26T15:30:00+01:00")
    answer = answer_to(challenge_of(first.text))
    other = read_back(visitor, email="deux@example.com", creneau="2026-11-26T16:00:00+01:00")

    assert send(visitor, first, answer).status_code == 303
    assert send(visitor, other, answer).status_code == 303
    assert interview_of(server, "un@example.com").confirm_by is None
    assert interview_of(server, "deux@example.com").confirm_by is not None


def test_the_api_says_what_is_asked_and_reads_the_answer(server):
    visitor = visitor_of(server, 2)
    asked = visitor.post("/api/chat/sessions", json={})

    assert asked.status_code == 428
    assert asked.json()["error"]["code"] == "work_needed"
    assert "Beaucoup de demandes" in asked.json()["messages"][0]["text"]
    answer = answer_to(asked.json()["challenge"])
    assert open_session(visitor_of(server, 3), answer) == 428  # who was not asked
    assert open_session(visitor, answer) == PASSED
    assert open_session(visitor, answer) == 428


@pytest.mark.parametrize("answer", ["", "junk", "é" * 200])
def test_what_is_no_answer_is_asked_again(server, answer):
    assert open_session(visitor_of(server, 4), answer) == 428


def test_a_class_is_asked_for_nothing(quiet):
    book_many(quiet, round(NEAR * MANY) - 1)
    visitor = visitor_of(quiet)

    assert challenge_of(read_back(visitor).text) is None
    assert [open_session(visitor) for _ in range(30)] == [PASSED] * 30


def test_where_the_school_is_booked_by_many_their_browsers_work(quiet):
    book_many(quiet, round(NEAR * MANY))
    visitor = visitor_of(quiet)

    page = read_back(visitor)
    challenge = challenge_of(page.text)
    assert challenge is not None
    assert open_session(visitor) == 428
    assert send(visitor, page, answer_to(challenge)).status_code == 303
    assert interview_of(quiet, "ines@example.com").confirm_by is None
    with httpx.Client(base_url=quiet.url, timeout=30) as program:  # on this machine
        assert open_session(program) == PASSED


def test_who_was_asked_for_nothing_a_moment_ago_is_asked_before_anything_is_booked(quiet):
    visitor = visitor_of(quiet)
    page = read_back(visitor)
    book_many(quiet, round(NEAR * MANY))
    time.sleep(FRESH_SECONDS)

    asked = visitor.post("/rendez-vous/", data=hidden_fields(page.text))

    assert "Est-ce bien cela" in text(asked)
    assert send(visitor, asked, answer_to(challenge_of(asked.text))).status_code == 303
    assert interview_of(quiet, "ines@example.com").confirm_by is None


def test_whoever_opens_many_conversations_works_and_nobody_else_does(quiet):
    many, other = visitor_of(quiet, 5), visitor_of(quiet, 6)
    opened = [open_session(many) for _ in range(80)]

    assert opened[:44] == [PASSED] * 44
    assert opened[-1] == 428
    assert open_session(other) == PASSED


def test_whose_network_holds_many_places_is_known(engine, now):
    def hold(number: int) -> dict[str, object]:
        start = now + timedelta(hours=number)
        return {
            "holder": f"holder {number}",
            "interviewer_id": 1,
            "starts_at": start,
            "ends_at": start + timedelta(minutes=30),
            "expires_at": now + timedelta(minutes=5),
            "source": "many" if number < NEAR * MOST_OF_A_SOURCE else "few",
        }

    with engine.begin() as connection:
        connection.execute(insert(schema.hold), [hold(number) for number in range(40)])

    pressure = read_pressure(engine, now)

    assert pressure.is_on("many")
    assert not pressure.is_on("few")
    assert not read_pressure(engine, now + timedelta(minutes=6)).is_on("many")


def test_a_busy_database_is_waited_for(request, tmp_path, now):
    engine = make_engine(a_database("sqlite", request, tmp_path))
    migrate(engine)
    with ThreadPoolExecutor() as others:
        with engine.begin():
            until = now + timedelta(minutes=10)
            spent = others.submit(SpentWork(engine).spend, "a challenge", "somebody", until, now)
            time.sleep(0.3)
        assert spent.result(timeout=10)


def test_whoever_worked_is_let_in_where_that_cannot_be_noted(request, tmp_path):
    database = a_database("sqlite", request, tmp_path)
    settings = {"TRUSTED_PROXIES": "1", "PROOF_OF_WORK": "always"}
    with WebServer(tmp_path / "home", database, **settings).running() as server:
        visitor = visitor_of(server)
        challenge = visitor.post("/api/chat/sessions", json={}).json()["challenge"]
        with server.services.engine.begin() as connection:
            spent_work.drop(connection)

        assert open_session(visitor, answer_to(challenge)) == PASSED
        assert open_session(visitor, "junk") == 428
        assert "work is not known to be spent" in server.log()


def test_an_answer_is_spent_once_in_whatever_process(engine, now):
    first, second = SpentWork(engine), SpentWork(engine)
    until = now + timedelta(minutes=10)

    assert first.spend("a challenge", "somebody", until, now)
    assert not second.spend("a challenge", "somebody", until, now)
    assert second.has_worked("somebody", now)
    assert not second.has_worked("somebody else", now)
    assert not second.has_worked("somebody", until + timedelta(seconds=1))
