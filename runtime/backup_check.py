"""A back-up is worth what comes out of it: restored into an empty database, opened, compared."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, text
from sqlalchemy.exc import SQLAlchemyError

from runtime import backup
from runtime.backup import BackupFailed
from runtime.database import make_engine
from runtime.settings import Settings


def check(settings: Settings, file: Path, passphrase: str) -> None:
    """Restore a back-up aside, and compare it with what it was made of. Raises BackupFailed."""
    with tempfile.TemporaryDirectory(dir=settings.home, prefix=".backup-check-") as folder:
        home = Path(folder)
        with _empty_database(settings.app_database, home) as url:
            aside = Settings(
                _env_file=None,
                CONSEILLER_ENV="development",
                CONSEILLER_HOME=home,
                DATABASE_URL=url.render_as_string(hide_password=False),
                SECRET_KEY=settings.signing_key,
                RASA_TOKEN=settings.rasa_api_token,
            )
            others = backup.restore(aside, file, passphrase, replace=False)
            if others:
                raise BackupFailed(f"it holds another {', '.join(others)}")
            _compare(url, backup.rows_of(file))


def _compare(url: URL, expected: dict[str, int]) -> None:
    engine = make_engine(url)
    try:
        with engine.execution_options(read_only=True).connect() as connection:
            if url.get_backend_name() == "sqlite":
                found = connection.execute(text("PRAGMA integrity_check")).scalar_one()
                if found != "ok":
                    raise BackupFailed(f"its database is damaged: {found}")
            counted = backup.count_rows(connection)
    finally:
        engine.dispose()
    differing = [name for name, rows in expected.items() if counted.get(name) != rows]
    if differing or not expected:
        raise BackupFailed(f"not all came back: {', '.join(differing) or 'it counts no rows'}")


@contextmanager
def _empty_database(url: URL, home: Path) -> Iterator[URL]:
    """Give a database that nothing is in, and remove it at the end. Raises BackupFailed."""
    if url.get_backend_name() == "sqlite":
        yield url.set(database=str(home / "conseiller.db"))
        return
    name = f"conseiller_check_{secrets.token_hex(6)}"
    engine = make_engine(url).execution_options(isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except SQLAlchemyError as error:
        engine.dispose()
        reason = type(error).__name__
        raise BackupFailed(
            f"it is made, but no database to try it in ({reason}); grant CREATEDB"
        ) from None
    try:
        yield url.set(database=name)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name}"))
        engine.dispose()
