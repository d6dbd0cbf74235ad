"""Those who ask for more than people do are asked to wait, and nobody else is."""

from __future__ import annotations

import pytest

from web.limits import Allowance, Limits, TooManyMessages


def test_a_burst_is_allowed_and_what_comes_after_is_not():
    allowance = Allowance(burst=3, per_second=1.0)
    for _ in range(3):
        allowance.take("ada", now=100.0)

    with pytest.raises(TooManyMessages) as refused:
        allowance.take("ada", now=100.0)

    assert refused.value.retry_after >= 1


def test_those_who_wait_as_asked_are_welcome():
    allowance = Allowance(burst=1, per_second=0.5)
    allowance.take("ada", now=100.0)
    with pytest.raises(TooManyMessages) as refused:
        allowance.take("ada", now=100.0)

    allowance.take("ada", now=100.0 + refused.value.retry_after)


def test_one_visitor_does_not_use_up_what_another_may():
    limits = Limits()
    with pytest.raises(TooManyMessages):
        for _ in range(1000):
            limits.check("ada's token", "192.0.2.1", now=100.0)

    limits.check("bob's token", "192.0.2.1", now=100.0)


def test_a_class_behind_one_address_may_write_at_once():
    limits = Limits()

    for second in range(3):
        for pupil in range(30):
            limits.check(None if second == 0 else f"token {pupil}", "192.0.2.1", 100.0 + second)


def test_an_address_cannot_open_conversations_without_end():
    limits = Limits()

    with pytest.raises(TooManyMessages):
        for _ in range(1000):
            limits.check(None, "192.0.2.1", now=100.0)


def test_silent_visitors_are_forgotten():
    allowance = Allowance(burst=1, per_second=1.0)

    for number in range(20_000):
        allowance.take(str(number), now=100.0)

    assert len(allowance._levels) <= 10_000
