"""Those who ask for more than people do are asked to wait, and nobody else is."""

from __future__ import annotations

from contextlib import suppress

import pytest

from web.allowances import Allowance, TooManyMessages
from web.limits import Limits


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
            limits.message("ada", "192.0.2.1", now=100.0)

    limits.message("bob", "192.0.2.1", now=100.0)


def test_a_class_behind_one_address_notices_nothing():
    limits = Limits()

    for pupil in range(30):
        limits.reading("192.0.2.1", now=100.0)
        limits.opening("192.0.2.1", now=100.0)
        for _ in range(3):
            limits.message(f"pupil {pupil}", "192.0.2.1", now=100.0 + pupil)
            limits.form("192.0.2.1", now=100.0 + pupil)


def test_a_school_of_a_thousand_behind_one_address_has_its_day():
    limits = Limits()

    for pupil in range(1000):
        for turn in range(20):
            limits.message(f"pupil {pupil}", "192.0.2.1", now=25.0 * pupil + turn)


def test_what_one_address_and_one_conversation_write_in_a_day_is_bounded():
    def written(conversations: int) -> int:
        limits, count = Limits(), 0
        for second in range(0, 86_400, 2):
            for conversation in range(conversations):
                with suppress(TooManyMessages):
                    limits.message(str(conversation), "192.0.2.1", float(second))
                    count += 1
        return count

    assert written(conversations=1) <= 1_200
    assert written(conversations=3) <= 3_600
    assert written(conversations=40) <= 40_000


@pytest.mark.parametrize("kind", ["opening", "reading", "form"])
def test_an_address_cannot_ask_without_end(kind):
    limits = Limits()

    with pytest.raises(TooManyMessages):
        for _ in range(1000):
            getattr(limits, kind)("192.0.2.1", 100.0)


def test_the_forms_of_many_addresses_together_have_an_end_too():
    limits = Limits()

    with pytest.raises(TooManyMessages):
        for number in range(1000):
            limits.form(f"2001:db8:0:{number:x}::/64", 100.0)


def test_silent_visitors_are_forgotten():
    allowance = Allowance(burst=1, per_second=1.0)

    for number in range(20_000):
        allowance.take(str(number), now=100.0)

    assert len(allowance._levels) <= 10_000
