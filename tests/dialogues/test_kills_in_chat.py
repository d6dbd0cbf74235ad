"""Any process of the whole assistant is killed outright while visitors book; see bench/kills.py."""

from __future__ import annotations

import pytest

from bench.kills import trial_in_chat

_RASA_WEB_AND_ACTIONS = 2  # the seed by which these die; a killed notifier has its own test


@pytest.mark.timeout(600)
def test_killed_processes_lose_no_booking_and_no_message(tmp_path):
    outcome = trial_in_chat(tmp_path / "home", kills=4, seed=_RASA_WEB_AND_ACTIONS)

    assert outcome.is_right, outcome
