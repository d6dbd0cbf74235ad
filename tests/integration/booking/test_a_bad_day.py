"""Some hours in which everything fails at random; a whole day in bench/day."""

from __future__ import annotations

import pytest

from bench.day.trial import trial


@pytest.mark.timeout(300)
def test_whatever_fails_nothing_is_lost_doubled_or_untold(database_url, tmp_path):
    outcome = trial(database_url, tmp_path / "home", hours=3, seed=1)

    assert outcome.is_right, outcome
    assert sum(outcome.faults.values()) > 5
