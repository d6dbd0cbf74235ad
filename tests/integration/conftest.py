"""What tests of actions, commands and the nightly routine share."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import URL

from runtime.settings import Settings
from runtime.wiring import Services
from testing.commands import Commands
from testing.sqlite import make_tables
from testing.web_server import NOW
from tests.radicale import Radicale


@pytest.fixture(scope="session")
def commands(tmp_path_factory):
    """What runs commands."""
    running = Commands(tmp_path_factory.mktemp("commands"))
    yield running
    running.stop()


@pytest.fixture
def conseiller(tmp_path, commands):
    """The command, on a home of the test's own."""
    environment = {
        **os.environ,
        "CONSEILLER_HOME": str(tmp_path),
        "CONSEILLER_NOW": NOW,
        "RASA_PORT": "1",
        "ACTIONS_PORT": "1",
        "WEB_PORT": "1",
    }

    def run(*words: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return commands.run(words, {**environment, **more}, typed)

    return run


@pytest.fixture(scope="session")
def calendar_server(tmp_path_factory):
    server = Radicale(tmp_path_factory.mktemp("radicale"))
    yield server
    server.stop()


@pytest.fixture
def radicale(calendar_server):
    """A CalDAV server with an empty calendar; a test may stop it."""
    calendar_server.begin_anew()
    return calendar_server


@pytest.fixture
def open_services(tmp_path):
    """Opens what the application works with, on a home of the test's own."""
    opened = []

    def open_them(now: Callable[[], datetime], database: URL | None = None) -> Services:
        url = "" if database is None else database.render_as_string(hide_password=False)
        settings = Settings(_env_file=None, CONSEILLER_HOME=tmp_path, database_url=url)
        opened.append(Services(settings, now=now))
        return opened[-1]

    yield open_them
    for services in opened:
        services.engine.dispose()


@pytest.fixture
def services(open_services, now):
    """What the application works with, on a morning that does not go on."""
    made = open_services(lambda: now)
    make_tables(made.engine)
    return made
