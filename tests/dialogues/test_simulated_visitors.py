"""Thirty simulated visitors converse with a whole assistant: see bench/visitors/."""

from __future__ import annotations

import pytest

from bench.visitors.checks import BOOKED_WRONG, INVENTED, faults
from bench.visitors.play import Batch, play
from bench.visitors.points import Points
from bench.visitors.report import Judged
from bench.visitors.voices import voices
from tests.builders import paris

_VISITORS = 30
_REACH_THEIR_GOAL = 26  # at least, of thirty


@pytest.mark.timeout(600)
def test_visitors_get_what_they_came_for_and_nothing_else():
    points = Points.load()
    batch = Batch(seed=1, first=1, last=_VISITORS, now=paris(2026, 11, 25, 18, 45))

    played, bookings = play(batch, voices(), points.tells, told=lambda _: None)
    judged = [Judged.of(each, faults(each, bookings, points), points) for each in played]

    wrong = [fault for each in judged for fault in each.faults if fault.kind == BOOKED_WRONG]
    invented = [fault for each in judged for fault in each.faults if fault.kind == INVENTED]
    assert wrong == []
    assert invented == []
    assert sum(each.reached for each in judged) >= _REACH_THEIR_GOAL
