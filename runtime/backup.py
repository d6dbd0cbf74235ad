"""One file that holds all that must not be lost: the databases, and the keys, which are sealed.

A tar archive: `manifest.json`, `keys.sealed`, and `conseiller.db` with `trackers.db` (SQLite), or
`database.dump` (PostgreSQL, by its own pg_dump). It is made while everything runs.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import (
    URL,
    Connection,
    NullPool,
    create_engine,
    func,
    inspect,
    select,
    table,
    text,
)

from runtime.database import is_known, make_engine, migrate
from runtime.sealed_keys import open_keys, seal_keys
from runtime.settings import Settings

_MANIFEST, _KEYS, _DUMP = "manifest.json", "keys.sealed", "database.dump"
_DATABASE, _TRACKERS = "conseiller.db", "trackers.db"  # in an archive, whatever their files' names
_VERSION_TABLE = "conseiller_version"
_KEY_FILES = ("secret_key", "rasa_token")


class BackupFailed(Exception):
    """A backup could not be made or restored; the text says why, and what was changed: nothing."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds."""

    made_at: str
    """ISO 8601, with offset."""
    database: str
    """« sqlite » or « postgresql »."""
    revision: str
    """Of the tables."""
    digests: dict[str, str]
    """SHA-256 of each file of the archive, by name."""
    rows: dict[str, int] = field(default_factory=dict)
    """How many each table has; older backups do not say."""


def back_up(settings: Settings, file: Path, passphrase: str, now: datetime) -> None:
    """Write everything into a file that only this user may read. Raises BackupFailed."""
    url = settings.app_database
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as draft_folder:
        folder = Path(draft_folder)
        if url.get_backend_name() == "sqlite":
            for name, source in _sqlite_files(settings).items():
                if source.exists():
                    _copy(source, folder / name)
            rows = _rows_of(url.set(database=str(folder / _DATABASE)))
        else:
            rows = _dump(url, folder / _DUMP)
        (folder / _KEYS).write_bytes(seal_keys(_keys_of(settings), passphrase))
        contents = sorted(folder.iterdir())
        manifest = Manifest(
            now.isoformat(),
            url.get_backend_name(),
            _revision(url),
            {path.name: _digest(path) for path in contents},
            rows,
        )
        (folder / _MANIFEST).write_text(json.dumps(asdict(manifest), indent=2))
        draft = folder / "draft"
        with tarfile.open(draft, "w:gz") as archive:
            for path in (folder / _MANIFEST, *contents):
                archive.add(path, path.name)
        draft.replace(file)


def restore(settings: Settings, file: Path, passphrase: str, *, replace: bool) -> list[str]:
    """Put everything back; what is replaced is kept beside it (SQLite).

    Returns the settings that name other keys than the backup's. Raises BackupFailed, having
    changed nothing.
    """
    url = settings.app_database
    with tempfile.TemporaryDirectory(dir=settings.home, prefix=".restore-") as unpacked:
        folder = Path(unpacked)
        manifest = _unpack(file, folder)
        keys = open_keys((folder / _KEYS).read_bytes(), passphrase)
        if keys is None:
            raise BackupFailed("the passphrase is another")
        if manifest.database != url.get_backend_name():
            raise BackupFailed(f"it is of {manifest.database}, and DATABASE_URL names another kind")
        if not is_known(manifest.revision):
            raise BackupFailed("it is of a newer version; restore it with that one")
        if not replace and _is_in_use(url):
            raise BackupFailed("there is a database already; --replace replaces it")
        if (
            manifest.database != "sqlite"
            and _is_in_use(url)
            and _revision(url) != manifest.revision
        ):
            # What newer tables hold on to, pg_restore could not take away.
            raise BackupFailed(
                "the tables there are of another version; restore it into an empty database"
            )
        if manifest.database == "sqlite":
            if _DATABASE not in manifest.digests:
                raise BackupFailed("it holds no database")
            for name, target in _sqlite_files(settings).items():
                _put_in_place(folder / name, target)
        else:
            _restore_dump(url, folder / _DUMP)
        for key in _KEY_FILES:
            _write_key(settings.home / key, keys[key])
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()
    given = _keys_of(settings)
    return [key.upper() for key in _KEY_FILES if given[key] != keys[key]]


def rows_of(file: Path) -> dict[str, int]:
    """Tell how many rows each table of a backup had. Raises BackupFailed."""
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
        return _unpack(file, Path(folder)).rows


def count_rows(connection: Connection) -> dict[str, int]:
    """Count the rows of each table, all as they are at one instant."""
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in sorted(inspect(connection).get_table_names())
    }


def _rows_of(url: URL) -> dict[str, int]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return count_rows(connection)


def _dump(url: URL, target: Path) -> dict[str, int]:
    """Dump a database, and count its rows as the dump sees them."""
    engine = make_engine(url).execution_options(isolation_level="REPEATABLE READ")
    try:
        with engine.connect() as connection:
            snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
            options = ("--format=custom", f"--snapshot={snapshot}", f"--file={target}")
            _run("pg_dump", url, *options)
            return count_rows(connection)
    finally:
        engine.dispose()


def _keys_of(settings: Settings) -> dict[str, str]:
    return {"secret_key": settings.signing_key, "rasa_token": settings.rasa_api_token}


def _sqlite_files(settings: Settings) -> dict[str, Path]:
    """Give the place of each database by its name in a backup, whatever its file is called."""
    return {
        _DATABASE: Path(settings.app_database.database or ""),
        _TRACKERS: Path(settings.app_tracker_database.database or ""),
    }


def _copy(source: Path, target: Path) -> None:
    """Copy a database as it is at one instant, while others write to it."""
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # all of it in this one file


def _revision(url: URL) -> str:
    engine = make_engine(url)
    try:
        with engine.execution_options(read_only=True).connect() as connection:
            query = text(f"SELECT version_num FROM {_VERSION_TABLE}")
            return str(connection.execute(query).scalar_one())
    finally:
        engine.dispose()


def _unpack(file: Path, folder: Path) -> Manifest:
    """Unpack an archive, and check that it is whole."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest = Manifest(**json.loads((folder / _MANIFEST).read_text()))
    except (OSError, EOFError, tarfile.TarError, ValueError, TypeError) as error:
        raise BackupFailed(f"it is no backup, or damaged ({type(error).__name__})") from None
    for name, digest in manifest.digests.items():
        if not (folder / name).is_file() or _digest(folder / name) != digest:
            raise BackupFailed(f"it is damaged: {name}")
    return manifest


def _is_in_use(url: URL) -> bool:
    if url.get_backend_name() == "sqlite":
        return Path(url.database or "").exists()
    engine = make_engine(url)
    try:
        return inspect(engine).has_table(_VERSION_TABLE)
    finally:
        engine.dispose()


def _put_in_place(source: Path, target: Path) -> None:
    """Put a database where it belongs; one that is there is kept under a name of its own."""
    kept = Path(tempfile.mkdtemp(dir=target.parent, prefix="before-restore-"))
    for ending in ("", "-wal", "-shm"):
        old = target.with_name(target.name + ending)
        if old.exists():
            old.rename(kept / old.name)
    if not any(kept.iterdir()):
        kept.rmdir()
    if source.exists():
        shutil.move(source, target)


def _restore_dump(url: URL, dump: Path) -> None:
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
    _run("pg_restore", url, *options, f"--dbname={url.database}", str(dump))


def _run(program: str, url: URL, *words: str) -> None:
    """Run a program of PostgreSQL's; the password goes by the environment, which nobody sees."""
    given = {
        "PGHOST": url.host,
        "PGPORT": url.port and str(url.port),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        **{f"PG{name.upper()}": str(value) for name, value in url.query.items()},
    }
    environment = {**os.environ, **{name: value for name, value in given.items() if value}}
    try:
        done = subprocess.run([program, *words], env=environment, capture_output=True, text=True)
    except FileNotFoundError:
        raise BackupFailed(f"{program} is not here; install PostgreSQL's client programs") from None
    if done.returncode:
        raise BackupFailed(f"{program}: {done.stderr.strip().splitlines()[-1]}")


def _write_key(path: Path, key: str) -> None:
    draft = path.with_name(f".{path.name}.draft")
    draft.touch(mode=0o600)
    draft.write_text(key)
    draft.replace(path)


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
