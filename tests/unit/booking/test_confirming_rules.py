"""Who is asked to confirm an address, and until when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from booking.confirming import MANY, MANY_LAPSED, WAIT, AddressPolicy, Circumstances, deadline
from tests.bookings import SLOT

ORDINARY = Circumstances(is_known=False, booked_this_hour=3, lapsed_today=0)
A_CLASS = Circumstances(is_known=False, booked_this_hour=30, lapsed_today=1)
MANY_BOOK = Circumstances(is_known=False, booked_this_hour=MANY, lapsed_today=0)
MANY_DO_NOT_CONFIRM = Circumstances(is_known=False, booked_this_hour=0, lapsed_today=MANY_LAPSED)
KNOWN = Circumstances(is_known=True, booked_this_hour=500, lapsed_today=100)


@pytest.mark.parametrize("about", [ORDINARY, A_CLASS, KNOWN])
def test_in_an_ordinary_hour_and_of_a_known_visitor_nothing_is_asked(about, now):
    assert deadline(AddressPolicy.WHEN_ODD, about, SLOT, now) is None


@pytest.mark.parametrize("about", [MANY_BOOK, MANY_DO_NOT_CONFIRM])
def test_a_new_address_is_to_be_confirmed_within_half_an_hour_where_it_looks_odd(about, now):
    assert deadline(AddressPolicy.WHEN_ODD, about, SLOT, now) == now + WAIT


def test_the_school_may_ask_always_or_never(now):
    assert deadline(AddressPolicy.ALWAYS, ORDINARY, SLOT, now) == now + WAIT
    assert deadline(AddressPolicy.ALWAYS, KNOWN, SLOT, now) is None
    assert deadline(AddressPolicy.NEVER, MANY_BOOK, SLOT, now) is None


def test_what_begins_sooner_is_to_be_confirmed_before_it_begins(now):
    soon = now + timedelta(minutes=10)

    assert deadline(AddressPolicy.ALWAYS, ORDINARY, soon, now) == soon
