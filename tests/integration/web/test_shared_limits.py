"""Several web processes hold one address to one limit, and each goes on where that fails."""

from __future__ import annotations

import time
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from runtime.shared_counts import SharedCounts
from testing.pages import from_another_network
from testing.web_server import WebServer
from web.allowances import TooManyMessages
from web.limits import Limits

FORMS = 120  # of one address at once


def use_up(limits: Limits, source: str, most: int = 1000) -> int:
    for number in range(most):
        try:
            limits.form(source, 100.0)
        except TooManyMessages:
            return number
    return most


@pytest.fixture
def processes(engine, now):
    """Two processes: what each counts, and how it tells the other."""
    return [(Limits(), SharedCounts(engine, lambda: now)) for _ in range(2)]


def exchange(processes) -> None:
    for limits, shared in processes * 2:
        for others in shared.exchange(limits.taken()):
            limits.count(others, 100.0)


def test_what_is_used_up_in_one_process_is_used_up_in_the_other(processes):
    (first, _), (second, _) = processes
    assert use_up(first, "an address") == FORMS
    exchange(processes)

    assert use_up(second, "an address") == 0
    assert use_up(second, "another", most=50) == 50


def test_each_count_is_learned_once(processes):
    (first, _), (second, _) = processes
    use_up(first, "an address", most=50)
    for _ in range(3):
        exchange(processes)

    assert use_up(second, "an address") == FORMS - 50


def test_without_the_database_each_goes_on_alone_and_says_so(processes, engine, caplog):
    limits, shared = processes[0]
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE spent_allowance RENAME TO gone"))
    use_up(limits, "an address", most=3)

    assert shared.exchange(limits.taken()) == []
    assert shared.exchange({}) == []
    assert "counts for itself" in shared.problem
    assert len([r for r in caplog.records if "not shared" in r.message]) == 1

    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO spent_allowance"))
    assert shared.exchange({}) == []
    assert shared.problem is None


def test_what_is_told_is_kept_for_a_minute(processes, engine, now):
    (limits, shared), _ = processes
    use_up(limits, "an address", most=3)
    shared.exchange(limits.taken())
    later = SharedCounts(engine, lambda: now + timedelta(minutes=2))
    later.exchange({"form": {"another": 1}})

    with engine.connect() as connection:
        rows = connection.execute(text("SELECT spent FROM spent_allowance")).all()
    assert len(rows) == 1
    assert "another" in str(rows)


def test_real_processes_share_and_name_no_address(tmp_path, postgresql):
    database = postgresql.database()
    more = {"TRUSTED_PROXIES": "1", "WEB_WORKERS": "2"}
    with WebServer(tmp_path / "home", database, processes=2, **more).running() as server:
        headers = from_another_network(7)
        with httpx.Client(timeout=30, headers=headers) as visitor:
            statuses = [
                visitor.post(f"{server.urls[0]}/rendez-vous/").status_code for _ in range(FORMS + 5)
            ]
            assert statuses.count(429) >= 1
            deadline = time.monotonic() + 15
            while time.monotonic() < deadline:
                if visitor.post(f"{server.urls[1]}/rendez-vous/").status_code == 429:
                    break
                time.sleep(0.5)
            assert visitor.post(f"{server.urls[1]}/rendez-vous/").status_code == 429
        with server.services.engine.connect() as connection:
            told = connection.execute(text("SELECT spent FROM spent_allowance")).all()
        assert headers["X-Forwarded-For"].split(":")[0] not in str(told)
