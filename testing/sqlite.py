"""SQLite databases for tests and measurements."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url

from runtime.database import make_engine, migrate


def sqlite_database(folder: Path) -> URL:
    """Make a database with every table, as the migrations make them."""
    url = make_url(f"sqlite:///{folder / 'test.db'}")
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()
    return url
