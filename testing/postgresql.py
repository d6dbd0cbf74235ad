"""A PostgreSQL server of the tests' own: in a temporary folder, on a free port of loopback."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, text

from runtime.database import make_engine, migrate
from testing.running import ROOT, free_ports

_USER = "conseiller"
_TEMPLATE = "migrated"
# A test's data need not survive a power cut.
_FAST = ("-c", "fsync=off", "-c", "full_page_writes=off")


class PostgreSQL:
    """A server that can be started, killed and started again; each database is a new one."""

    def __init__(self) -> None:
        subprocess.run([ROOT / "scripts" / "get-postgresql"], check=True)
        self._programs = _programs()
        self._folder = Path(tempfile.mkdtemp(prefix="conseiller-postgresql-"))
        self._identity = _unprivileged()
        if self._identity:
            os.chown(self._folder, self._identity["user"], self._identity["group"])
        self._port = free_ports(1)[0]
        self._names = (f"test_{number}" for number in itertools.count(1))
        self._run("initdb", "--auth=trust", "--encoding=UTF8", "--no-sync", f"--username={_USER}")

    def start(self, *, durable: bool = False) -> None:
        """Start the server and wait until it answers."""
        options = [
            *("-c", "listen_addresses=127.0.0.1", "-c", f"port={self._port}"),
            *("-c", f"unix_socket_directories={self._folder}", "-c", "max_connections=200"),
            *(() if durable else _FAST),
        ]
        log = str(self._folder / "log.txt")
        self._run("pg_ctl", "start", "--wait", "--silent", f"--log={log}", "-o", " ".join(options))

    def stop(self, mode: str = "fast") -> None:
        """Stop the server; `immediate` is what a power cut does."""
        self._run("pg_ctl", "stop", "--wait", "--silent", f"--mode={mode}")

    def restart(self, mode: str = "fast") -> None:
        """Stop the server and start it again, at the same address."""
        self.stop(mode)
        self.start()

    def remove(self) -> None:
        """Stop the server and delete all that it wrote."""
        self.stop("immediate")
        shutil.rmtree(self._folder)

    def empty_database(self) -> URL:
        """Make a database without tables."""
        return self._create(next(self._names), "template1")

    def database(self) -> URL:
        """Make a database with every table, as the migrations make them."""
        if not self._exists(_TEMPLATE):
            engine = make_engine(self._create(_TEMPLATE, "template1"))
            migrate(engine)
            engine.dispose()
        return self._create(next(self._names), _TEMPLATE)

    def _create(self, name: str, template: str) -> URL:
        self._query(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self._url(name)

    def _exists(self, name: str) -> bool:
        return bool(self._query(f"SELECT FROM pg_database WHERE datname = '{name}'"))

    def _query(self, statement: str) -> list[Any]:
        engine = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                result = connection.execute(text(statement))
                return list(result) if result.returns_rows else []
        finally:
            engine.dispose()

    def _url(self, name: str) -> URL:
        return URL.create(
            "postgresql+psycopg", _USER, host="127.0.0.1", port=self._port, database=name
        )

    def _run(self, program: str, *words: str) -> None:
        data = f"--pgdata={self._folder / 'data'}"
        # Its output goes to a file: the server would keep a pipe open after the program ends.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(
                [self._programs / program, data, *words],
                cwd=self._folder,
                stdout=output,
                stderr=output,
                **self._identity,
            )
            output.seek(0)
            assert done.returncode == 0, output.read().decode()


def _programs() -> Path:
    """Find the folder of initdb and pg_ctl, which Debian keeps off the path."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent


def _unprivileged() -> dict[str, Any]:
    """Whom to run as, since PostgreSQL refuses to run as root: the package's user, or nobody."""
    if os.geteuid() != 0:
        return {}
    users = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
