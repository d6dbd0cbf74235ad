"""Addresses that staff have blocked, on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from booking import privacy
from booking.blocking import KEPT, Blocking
from booking.confirming import AddressPolicy, VisitorRules
from booking.desk import BookingDesk
from booking.model import AddressBlocked
from notify.outbox.owing import owing_interviews
from tests.bookings import INES, SLOT, request


@pytest.fixture
def blocking(engine):
    return Blocking(engine)


@pytest.fixture
def visitors_desk(engine):
    return BookingDesk(engine, lambda *_: None, VisitorRules(AddressPolicy.NEVER, 20))


@pytest.mark.parametrize("typed", ["ines@example.com", "INES@example.com", "ines+2@example.com"])
def test_a_blocked_address_does_not_book_whatever_its_tag(visitors_desk, blocking, typed, now):
    assert blocking.block("ines+1@example.com", "réserve pour d’autres", "Zoé", now)
    asked = replace(request(), visitor=replace(INES, email=typed))

    with pytest.raises(AddressBlocked):
        visitors_desk.book(asked, now)


def test_staff_book_for_it_all_the_same_and_an_interview_cannot_become_its_own(
    visitors_desk, desk, blocking, now
):
    blocking.block("ines@example.com", "réserve pour d’autres", "Zoé", now)
    assert desk.book(request(), now)
    other = replace(INES, email="lea@example.com")
    leas = visitors_desk.book(
        replace(request(SLOT + timedelta(hours=1), key="b"), visitor=other), now
    )

    with pytest.raises(AddressBlocked):
        visitors_desk.correct(leas.reference, INES, now)


def test_it_is_listed_with_its_reason_and_let_in_again(visitors_desk, blocking, now):
    blocking.block("ines@example.com", "réserve pour d’autres", "Zoé", now)
    assert not blocking.block("ines@example.com", "encore", "Zoé", now)

    (listed,) = blocking.addresses()
    assert (listed.mailbox, listed.reason, listed.by) == (
        "ines@example.com",
        "réserve pour d’autres",
        "Zoé",
    )
    assert blocking.unblock(listed.id)
    assert not blocking.unblock(listed.id)
    assert visitors_desk.book(request(), now)


def test_a_year_later_or_erased_it_is_forgotten(engine, blocking, now):
    blocking.block("ines@example.com", "réserve pour d’autres", None, now)
    blocking.forget(now + KEPT)
    assert blocking.is_blocked("ines@example.com")

    blocking.forget(now + KEPT + timedelta(seconds=1))
    assert not blocking.is_blocked("ines@example.com")

    blocking.block("ines@example.com", "réserve pour d’autres", None, now)
    privacy.erase(engine, "ines@example.com", now, owing_interviews())
    assert not blocking.is_blocked("ines@example.com")
