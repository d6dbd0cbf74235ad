"""A backup, taken while everything goes on, gives everything back on a new machine."""

from __future__ import annotations

import json
import sqlite3
import tarfile
import threading
import time
from contextlib import closing

import httpx
import pytest
from sqlalchemy import make_url

from conversations.transcript import VISITOR, Bubble
from notify.webhooks.sender import new_secret
from runtime.settings import Settings
from runtime.wiring import Services
from testing.sqlite import make_tables
from testing.web_server import WebServer
from tests.builders import NOON, a_request

PASSPHRASE = "un cheval, une pile et une agrafe"
SECRET = WebServer.signing_key
JOB = "responsable-ecommerce"


class Machine:
    """A home and a database of its own."""

    def __init__(self, home, database, conseiller) -> None:
        home.mkdir()
        self.home = home
        self.url = database or make_url(f"sqlite:///{home / 'conseiller.db'}")
        self._written = self.url.render_as_string(hide_password=False)
        self._conseiller = conseiller

    def services(self) -> Services:
        settings = Settings(
            _env_file=None,
            CONSEILLER_HOME=self.home,
            database_url=self._written,
            secret_key=SECRET,
        )
        return Services(settings, now=lambda: NOON)

    def run(self, *words, **more):
        """Run a command without a terminal."""
        environment = {
            "CONSEILLER_HOME": str(self.home),
            "DATABASE_URL": self._written,
            "BACKUP_PASSPHRASE": PASSPHRASE,
        }
        return self._conseiller(*words, **{**environment, **more})

    def references(self) -> list[str]:
        done = self.run("bookings", "--json")
        assert done.returncode == 0, done.stderr
        return [booking["reference"] for booking in json.loads(done.stdout)]


@pytest.fixture(params=["sqlite", "postgresql"])
def machine(request, tmp_path, conseiller):
    """Make a machine on which nothing is yet."""

    def make(name: str) -> Machine:
        is_server = request.param == "postgresql"
        server = request.getfixturevalue("postgresql") if is_server else None
        return Machine(tmp_path / name, server and server.empty_database(), conseiller)

    return make


@pytest.fixture
def lost(machine, tmp_path):
    """A machine with a booking, a conversation, a webhook and Rasa's trackers."""
    made = machine("lost")
    services = made.services()
    make_tables(services.engine)
    services.desk.book(a_request(), NOON)
    conversation = services.transcript.open(NOON, JOB)
    services.transcript.add(conversation, "1", [Bubble(VISITOR, "bonjour")], NOON)
    services.endpoints.add("https://outil.example/crochet", new_secret(), NOON)
    if services.engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(made.home / "trackers.db")) as trackers, trackers:
            trackers.execute("PRAGMA journal_mode=WAL")
            trackers.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id, data)")
            trackers.execute("INSERT INTO events VALUES (1, 'ada', '{}')")
    services.engine.dispose()
    return made


@pytest.fixture
def backup(lost, tmp_path):
    file = tmp_path / "conseiller.backup"
    done = lost.run("backup", str(file), SECRET_KEY=SECRET)
    assert done.returncode == 0, done.stderr
    return file


def test_everything_is_there_on_a_new_machine_and_links_of_before_open(machine, lost, backup):
    [booked] = lost.services().desk.interviews()
    link = lost.services().links.token(booked.uid, booked.visitor.email, booked.end)
    new = machine("new")

    done = new.run("restore", str(backup))

    assert done.returncode == 0, done.stderr
    assert new.references() == [booked.reference]
    assert (new.home / "secret_key").read_text() == SECRET
    assert (new.home / "secret_key").stat().st_mode & 0o077 == 0
    assert "SECRET_KEY" not in done.stdout
    services = new.services()
    [endpoint] = services.endpoints.everything()
    assert endpoint.url == "https://outil.example/crochet"
    if services.engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(new.home / "trackers.db")) as trackers:
            assert trackers.execute("SELECT sender_id FROM events").fetchall() == [("ada",)]
    with WebServer(new.home, new.url).running() as server:
        page = httpx.get(f"{server.url}/entretien/{link}")
    assert page.status_code == 200
    assert booked.reference in page.text


def test_the_keys_are_sealed_and_the_file_is_for_nobody_else(backup, tmp_path):
    with tarfile.open(backup) as archive:
        archive.extractall(tmp_path / "seen", filter="data")

    seen = {path.name: path.read_bytes() for path in (tmp_path / "seen").iterdir()}
    assert "keys.sealed" in seen
    assert all(SECRET.encode() not in content for content in seen.values())
    assert backup.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("fault", ["another passphrase", "damage", "no backup"])
def test_what_cannot_be_restored_changes_nothing(machine, backup, fault):
    new, more = machine("new"), {}
    if fault == "another passphrase":
        more = {"BACKUP_PASSPHRASE": "une autre phrase secrète"}
    elif fault == "damage":
        content = bytearray(backup.read_bytes())
        content[len(content) // 2] ^= 0xFF
        backup.write_bytes(content)
    else:
        backup.write_bytes(b"rien")

    done = new.run("restore", str(backup), **more)

    assert done.returncode == 1
    assert "rien n’est restauré" in done.stderr
    assert not [path for path in new.home.iterdir() if path.name != "rasa_token"]
    assert new.references() == []


def test_a_database_that_is_there_is_replaced_only_where_that_is_said(lost, backup):
    services = lost.services()
    [first] = services.desk.interviews()
    services.desk.cancel(first.reference, NOON)
    services.engine.dispose()

    refused = lost.run("restore", str(backup), SECRET_KEY=SECRET)
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert lost.services().desk.get(first.reference).status == "cancelled"

    done = lost.run("restore", str(backup), "--replace", SECRET_KEY=SECRET)
    assert done.returncode == 0, done.stderr
    assert lost.services().desk.get(first.reference).status == "confirmed"
    if lost.url.get_backend_name() == "sqlite":
        assert list(lost.home.glob("before-restore-*/conseiller.db"))


def test_a_key_of_the_environment_that_is_another_is_told(machine, backup):
    new = machine("new")

    done = new.run("restore", str(backup), SECRET_KEY="quite another key")

    assert done.returncode == 0, done.stderr
    assert "à réparer  SECRET_KEY" in done.stdout
    assert SECRET not in done.stdout


def test_a_backup_made_while_visitors_write_holds_all_that_was_said_before(machine, lost, tmp_path):
    services, over, said = lost.services(), threading.Event(), []
    conversation = services.transcript.open(NOON, JOB)

    def write() -> None:
        while not over.is_set():
            turn = str(len(said))
            services.transcript.add(conversation, turn, [Bubble(VISITOR, turn)], NOON)
            said.append(turn)

    writer = threading.Thread(target=write)
    writer.start()
    while len(said) < 20:
        time.sleep(0.01)
    before = len(said)
    done = lost.run("backup", str(tmp_path / "file"), SECRET_KEY=SECRET)
    over.set()
    writer.join()
    assert done.returncode == 0, done.stderr
    new = machine("new")
    assert new.run("restore", str(tmp_path / "file")).returncode == 0

    kept = [bubble.text for bubble in new.services().transcript.history(conversation)]
    assert len(said) > before
    assert kept[:before] == said[:before]
    assert kept == said[: len(kept)]
