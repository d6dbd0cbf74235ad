"""How sure a share is, by Wilson's interval."""

from __future__ import annotations

import pytest

from bench.intervals import wilson


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [
        (297, 331, 86.0, 92.6),
        (51, 80, 52.8, 73.4),
        (5, 40, 5.5, 26.1),
        (10, 10, 72.2, 100),
        (0, 10, 0, 27.8),
        (0, 0, 0, 100),
    ],
)
def test_the_interval_is_that_of_wilson(right, total, low, high):
    assert wilson(right, total) == pytest.approx((low, high), abs=0.05)
