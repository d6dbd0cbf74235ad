"""The canary walks the whole way, and leaves no trace; where the way is cut, it says so."""

from __future__ import annotations

import pytest
from pydantic import SecretStr
from sqlalchemy import delete, insert, select

from booking import schema
from entrypoints import canary
from entrypoints.canary import CanaryFell
from entrypoints.checks import Checks
from runtime.backup import count_rows
from runtime.settings import Settings
from runtime.wiring import Services
from staff.schema import watch
from staff.watches import Watched
from testing.web_server import WebServer
from tests.builders import HandClock, a_request
from tests.conftest import a_database
from tests.equipe import NOW_THERE


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def running(request, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with WebServer(home, a_database(request.param, request, home)).running() as started:
        yield started


@pytest.fixture
def services(running):
    """What the notifier of that machine works with."""
    given = running.services.settings
    settings = Settings(
        _env_file=None,
        CONSEILLER_HOME=given.home,
        database_url=given.database_url,
        secret_key=given.signing_key,
        web_port=int(running.url.rpartition(":")[2]),
    )
    made = Services(settings, now=lambda: NOW_THERE)
    yield made
    made.engine.dispose()


def rows(services) -> dict[str, int]:
    with services.engine.connect() as connection:
        return count_rows(connection)


def test_a_booking_is_walked_and_leaves_nothing_behind(services, running):
    before = rows(services)
    free = [slot.start for slot in services.free_slots.upcoming(NOW_THERE)]

    canary.walk(services)

    assert rows(services) == before
    assert [slot.start for slot in services.free_slots.upcoming(NOW_THERE)] == free
    assert services.desk.interviews() == []
    assert list(services.mail_folder.glob("*")) == []
    assert "Canari" not in running.log()


def test_what_would_be_sent_is_what_a_booking_sends(services, monkeypatch):
    composed = []
    real = services.composer.compose
    monkeypatch.setattr(
        services.composer, "compose", lambda m, now: composed.append(m.audience) or real(m, now)
    )

    canary.walk(services)

    assert {"visitor", "staff"} <= set(composed)


def test_it_is_asked_to_confirm_where_visitors_are(services, monkeypatch):
    update = {"confirm_addresses": "always"}
    asking = Services(services.settings.model_copy(update=update), services.now)
    composed = []
    real = asking.composer.compose
    monkeypatch.setattr(
        asking.composer, "compose", lambda m, now: composed.append(m.topic) or real(m, now)
    )

    canary.walk(asking)

    assert "to_confirm" in composed
    asking.engine.dispose()


def test_a_time_that_is_taken_while_it_walks_is_no_failure(services, monkeypatch):
    real, taken = canary._fill_in, []

    def fill_in_slowly(site, email):
        start = real(site, email)
        if not taken:
            taken.append(services.desk.book(a_request(start=start), NOW_THERE))
        return start

    monkeypatch.setattr(canary, "_fill_in", fill_in_slowly)
    try:
        canary.walk(services)
    finally:
        services.desk.cancel(taken[0].reference, NOW_THERE)


def test_a_page_that_does_not_answer_is_noticed(services):
    elsewhere = Services(services.settings.model_copy(update={"web_port": 1}), services.now)

    with pytest.raises(CanaryFell, match="does not answer"):
        canary.walk(elsewhere)


def test_e_mails_that_cannot_be_written_are_noticed(services, monkeypatch):
    def fail(message, now):
        raise KeyError("no such template")

    monkeypatch.setattr(services.composer, "compose", fail)
    checks = Checks(services)
    with services.engine.begin() as connection:
        connection.execute(delete(watch))

    checks.do_due()

    state = services.watches.all()[Watched.CANARY]
    assert (state.problem, state.held_at) == ("KeyError", None)


def test_a_mail_server_that_is_away_is_noticed(services):
    update = {"smtp_url": SecretStr("smtp://127.0.0.1:1")}
    away = Services(services.settings.model_copy(update=update), services.now)

    with pytest.raises(CanaryFell, match="e-mails would not leave"):
        canary.walk(away)
    away.engine.dispose()


def test_a_school_that_is_booked_out_is_no_failure(services):
    with services.engine.begin() as connection:
        kept = connection.execute(select(schema.opening)).mappings().all()
        connection.execute(delete(schema.opening))
    try:
        canary.walk(services)
    finally:
        with services.engine.begin() as connection:
            connection.execute(insert(schema.opening), [dict(row) for row in kept])


def test_it_is_tried_once_an_hour_and_holds(services):
    with services.engine.begin() as connection:
        connection.execute(delete(watch))
    for _ in range(3):
        Checks(services).do_due()

    state = services.watches.all()[Watched.CANARY]
    assert (state.held_at, state.problem) == (NOW_THERE, None)


def test_what_fell_is_soon_tried_again(services):
    with services.engine.begin() as connection:
        connection.execute(delete(watch))
    clock = HandClock(NOW_THERE)
    starting = Services(services.settings.model_copy(update={"web_port": 1}), clock)
    Checks(starting).do_due()
    assert starting.watches.all()[Watched.CANARY].problem is not None

    clock.advance(minutes=5)
    Checks(Services(services.settings, clock)).do_due()

    state = services.watches.all()[Watched.CANARY]
    assert (state.problem, state.held_at) == (None, clock())
