"""SQLite databases for tests and measurements."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import URL, Engine, make_url

from runtime.database import make_engine, migrate


def sqlite_database(folder: Path) -> URL:
    """Make a database with every table, as the migrations make them."""
    url = make_url(f"sqlite:///{folder / 'test.db'}")
    engine = make_engine(url)
    make_tables(engine)
    engine.dispose()
    return url


def make_tables(engine: Engine) -> None:
    """Give an empty database every table.

    On SQLite by a copy, as going through all migrations takes a third of a second each time; a
    database of PostgreSQL's tests was copied when it was made.
    """
    if engine.dialect.name == "sqlite":
        with _opened(engine) as empty:
            _migrated().backup(empty)
    else:
        migrate(engine)


@cache
def _migrated() -> sqlite3.Connection:
    """Give a database that went through all migrations, in memory while the process lives."""
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    with TemporaryDirectory() as folder:
        engine = make_engine(make_url(f"sqlite:///{folder}/migrated.db"))
        migrate(engine)
        with _opened(engine) as migrated:
            migrated.backup(kept)
        engine.dispose()
    return kept


@contextmanager
def _opened(engine: Engine) -> Iterator[Any]:
    lent = engine.raw_connection()
    try:
        yield lent.driver_connection
    finally:
        lent.close()
