"""The database engine, set up so that SQLite keeps the same promises as PostgreSQL."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, func, select
from sqlalchemy.pool import ConnectionPoolEntry

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
_MIGRATION_LOCK = 5_262_018  # of PostgreSQL: any number that nobody else uses
_LOG_TIMEOUT_MS = 1_000
_BUSY_TIMEOUT_MS = 10_000  # waiting for another writer is normal on SQLite, and short
_BRIEF_TIMEOUT_MS = 50
_CONNECT_SECONDS = 5  # of PostgreSQL


def make_engine(url: URL) -> Engine:
    """Open an engine. On SQLite: write-ahead log, foreign keys, and writers that queue up.

    `engine.execution_options(read_only=True)` gives one whose transactions never wait for writers,
    `brief=True` one that hardly waits, for what may as well be written another time.
    """
    # An error's message would carry the parameters, and so what a visitor gave, into the logs.
    # A server that was started again is noticed before it is asked; a file never hangs up.
    is_server = url.get_backend_name() != "sqlite"
    engine = create_engine(
        url,
        pool_pre_ping=is_server,
        pool_timeout=_BUSY_TIMEOUT_MS / 1000,
        hide_parameters=True,
        connect_args={"connect_timeout": _CONNECT_SECONDS} if is_server else {},
    )
    if is_server:
        event.listen(engine, "connect", _bound_waits)
    else:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def open_trackers(url: URL) -> Engine:
    """Open the database of Rasa's trackers, to erase in it: Rasa's file is Rasa's otherwise.

    No connection is kept, as one in a great while is needed.
    """
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _overwrite_what_is_erased)
    return engine


def empty_log(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, where what was erased still stands; best effort.

    Where somebody reads for long, the log is emptied the next time.
    """
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_LOG_TIMEOUT_MS}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.fetchall()
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    finally:
        connection.close()


def is_known(revision: str) -> bool:
    """Tell whether tables of a revision can be brought up to date from here."""
    scripts = ScriptDirectory.from_config(_alembic())
    return any(script.revision == revision for script in scripts.walk_revisions())


def migrate(engine: Engine) -> None:
    """Bring the database's tables up to date; does nothing where they are.

    On PostgreSQL, of several machines that start at once one does it while the others wait.
    """
    config = _alembic()
    config.attributes["engine"] = engine
    if engine.dialect.name != "postgresql":
        command.upgrade(config, "head")
        return
    with engine.connect() as connection:
        connection.exec_driver_sql("SET lock_timeout = 0")  # another machine may take its time
        connection.execute(select(func.pg_advisory_lock(_MIGRATION_LOCK)))
        command.upgrade(config, "head")
        connection.execute(select(func.pg_advisory_unlock(_MIGRATION_LOCK)))
        connection.invalidate()  # with its own idea of patience


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _prepare_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # sqlite3 must not begin transactions of its own
    for pragma in (
        f"busy_timeout={_BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",  # a confirmed booking survives a power cut
        "foreign_keys=ON",
        "secure_delete=ON",  # what is erased is overwritten
    ):
        connection.execute(f"PRAGMA {pragma}")


def _bound_waits(connection: Any, _: ConnectionPoolEntry) -> None:
    """Have PostgreSQL's writers wait for each other as long as SQLite's, and not for ever."""
    connection.autocommit = True
    connection.execute(f"SET lock_timeout = {_BUSY_TIMEOUT_MS}")
    connection.autocommit = False


def _overwrite_what_is_erased(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA secure_delete=ON")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later would fail when another wrote in between:
    # those that write say so from the start, and wait their turn.
    options = connection.get_execution_options()
    if options.get("read_only"):
        connection.exec_driver_sql("BEGIN")
    elif options.get("brief"):
        connection.exec_driver_sql(f"PRAGMA busy_timeout={_BRIEF_TIMEOUT_MS}")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
