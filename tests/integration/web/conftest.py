"""The web process, on SQLite and PostgreSQL."""

from __future__ import annotations

import pytest

from testing.web_server import WebServer
from tests.conftest import a_database


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def running(request, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with WebServer(home, a_database(request.param, request, home)).running() as started:
        yield started
