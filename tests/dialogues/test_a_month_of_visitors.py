"""Forty visitors of a pretended month: figures are what happened, and nobody is left."""

from __future__ import annotations

import pytest

from bench.month.trial import trial

_VISITORS = 40


@pytest.mark.timeout(900)
def test_every_figure_is_what_happened_and_nobody_is_left_once_erased(tmp_path):
    found = trial(tmp_path, _VISITORS, seed=3, speaking="all", told=lambda _: None)

    assert found.wrong == []
    assert found.booked >= _VISITORS / 2
    assert found.in_the_books >= found.booked
    assert found.phrases > 0
