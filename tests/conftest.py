"""What several kinds of tests share."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import URL

from french.paris import PARIS
from runtime.database import make_engine
from testing.postgresql import PostgreSQL
from testing.sqlite import sqlite_database


@pytest.fixture
def now() -> datetime:
    """A Wednesday morning of winter."""
    return datetime(2026, 11, 25, 10, 5, tzinfo=PARIS)


@pytest.fixture(scope="session")
def postgresql():
    """A running PostgreSQL server, which makes databases."""
    server = PostgreSQL()
    server.start()
    yield server
    server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """A database of the test's own, made by the migrations; the test runs on both kinds."""
    return a_database(request.param, request, tmp_path)


def a_database(kind: str, request: pytest.FixtureRequest, folder: Path) -> URL:
    """Make a database of a kind: « sqlite » or « postgresql »."""
    if kind == "postgresql":
        return request.getfixturevalue("postgresql").database()
    return sqlite_database(folder)


@pytest.fixture
def engine(database_url):
    """The test's database, opened."""
    made = make_engine(database_url)
    yield made
    made.dispose()
