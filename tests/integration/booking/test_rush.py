"""Visitors who confirm at one instant, through several web processes; in full: bench/rush.py."""

from __future__ import annotations

import pytest

from bench.rush import trial


@pytest.mark.parametrize("places", [1, 8])
def test_however_many_confirm_at_once_each_slot_is_given_once(database_url, places):
    outcome = trial(database_url, visitors=40, places=places, processes=2)

    assert outcome.is_right(places), outcome
    assert outcome.turned_down == 40 - places
