"""A back-up is made every night, and counts only once it came whole out of an empty database."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import delete, text

from entrypoints.checks import Checks, back_up
from french.paris import PARIS
from notify import schema as notify_schema
from runtime import backup, backup_check
from runtime.backup import BackupFailed
from runtime.database import make_engine
from runtime.settings import Settings
from runtime.wiring import Services
from staff.watches import Watched
from testing.sqlite import make_tables
from tests.builders import HandClock, a_request

PASSPHRASE = "a long passphrase for tests"
TWO_AT_NIGHT = datetime(2026, 11, 25, 2, 30, tzinfo=PARIS)


@pytest.fixture
def clock():
    return HandClock(TWO_AT_NIGHT)


@pytest.fixture
def services(tmp_path, database_url, clock):
    settings = Settings(
        _env_file=None,
        CONSEILLER_HOME=tmp_path,
        database_url=database_url.render_as_string(hide_password=False),
        backup_passphrase=PASSPHRASE,
    )
    made = Services(settings, now=clock)
    make_tables(made.engine)
    made.desk.book(a_request(), clock())
    yield made
    made.engine.dispose()


def databases(services) -> list[str]:
    if services.engine.dialect.name == "sqlite":
        return []
    with services.engine.connect() as connection:
        return list(connection.execute(text("SELECT datname FROM pg_database")).scalars())


def test_a_back_up_is_restored_opened_and_compared(services):
    before = databases(services)

    back_up(services)

    (file,) = services.settings.backups.iterdir()
    assert file.name == "conseiller-2026-11-25.backup"
    assert backup.rows_of(file)["interview"] == 1
    assert databases(services) == before  # what it was tried in is gone
    assert list(services.settings.home.glob(".backup*")) == []


def test_two_weeks_of_them_are_kept(services, clock):
    for _ in range(16):
        back_up(services)
        clock.advance(days=1)

    kept = sorted(each.name for each in services.settings.backups.iterdir())
    assert len(kept) == 14
    assert kept[0] == "conseiller-2026-11-27.backup"


def test_one_that_lacks_a_row_does_not_count(services, monkeypatch):
    def lose_messages(settings, *rest, **more):
        others = restore(settings, *rest, **more)
        engine = make_engine(settings.app_database)
        with engine.begin() as connection:
            connection.execute(delete(notify_schema.outbox))
        engine.dispose()
        return others

    restore = backup.restore
    monkeypatch.setattr(backup, "restore", lose_messages)

    with pytest.raises(BackupFailed, match="not all came back: outbox"):
        back_up(services)


def test_one_that_is_damaged_does_not_count(services):
    back_up(services)
    (file,) = services.settings.backups.iterdir()
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)

    with pytest.raises(BackupFailed):
        backup_check.check(services.settings, file, PASSPHRASE)


def test_one_of_other_keys_does_not_count(services):
    back_up(services)
    (file,) = services.settings.backups.iterdir()
    values = {"CONSEILLER_HOME": services.settings.home, "secret_key": "another key than before"}
    url = services.settings.database_url
    other = Settings(_env_file=None, database_url=url, **values)

    with pytest.raises(BackupFailed, match="SECRET_KEY"):
        backup_check.check(other, file, PASSPHRASE)
    with pytest.raises(BackupFailed, match="passphrase"):
        backup_check.check(services.settings, file, "another passphrase")


def test_it_is_due_at_night_or_when_a_night_was_missed(services, clock):
    def held_at():
        Checks(services).do_due()
        return services.watches.all()[Watched.BACKUP].held_at

    assert held_at() == TWO_AT_NIGHT
    clock.advance(hours=12)
    assert held_at() == TWO_AT_NIGHT
    clock.advance(hours=12)
    assert held_at() == TWO_AT_NIGHT + timedelta(days=1)
    clock.advance(hours=31)  # in the morning, the machine having slept
    assert held_at() == TWO_AT_NIGHT + timedelta(days=1, hours=31)


def test_without_a_passphrase_none_is_made(services):
    settings = services.settings.model_copy(update={"backup_passphrase": SecretStr("")})

    assert Watched.BACKUP in services.watched
    assert Watched.BACKUP not in Services(settings, services.now).watched
