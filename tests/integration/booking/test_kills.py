"""A process is killed outright while visitors book; fifty times in bench/kills.py."""

from __future__ import annotations

import pytest

from bench.kills import trial


@pytest.mark.timeout(600)
def test_killed_processes_lose_no_booking_and_no_message(database_url, tmp_path):
    outcome = trial(database_url, tmp_path / "home", kills=4, seed=7)

    assert outcome.is_right, outcome
