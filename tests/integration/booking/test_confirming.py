"""Addresses that are to be confirmed: kept, confirmed or lapsed, on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from booking.confirming import MANY, WAIT, AddressPolicy, Confirmations, VisitorRules
from booking.desk import BookingDesk
from booking.model import Change, NotOpen, Refusal, Status
from tests.bookings import SLOT, request


@pytest.fixture
def confirmations(engine, told):
    return Confirmations(engine, announce=lambda connection, event: told.append(event))


@pytest.fixture
def desk_for(engine, told):
    def make(policy: AddressPolicy) -> BookingDesk:
        rules = VisitorRules(policy, most_changes=20)
        return BookingDesk(engine, lambda connection, event: told.append(event), rules)

    return make


@pytest.fixture
def unconfirmed(desk_for, now):
    return desk_for(AddressPolicy.ALWAYS).book(request(), now)


def test_a_place_is_kept_until_the_address_is_confirmed(
    unconfirmed, confirmations, free_slots, told, now
):
    assert unconfirmed.confirm_by == now + WAIT
    assert free_slots.refusal(SLOT, now) is Refusal.TAKEN

    confirmed = confirmations.confirm(unconfirmed.uid, now)

    assert confirmed == replace(unconfirmed, confirm_by=None)
    assert confirmations.lapse(now + 2 * WAIT) == 0
    assert [event.change for event in told] == [Change.BOOKED, Change.CONFIRMED]


def test_confirmed_twice_it_is_told_once(unconfirmed, confirmations, told, now):
    confirmations.confirm(unconfirmed.uid, now)
    confirmations.confirm(unconfirmed.uid, now)

    assert [event.change for event in told].count(Change.CONFIRMED) == 1


def test_what_nobody_confirms_is_free_again_and_told_once(
    unconfirmed, confirmations, free_slots, desk, told, now
):
    assert confirmations.lapse(now + WAIT - timedelta(seconds=1)) == 0
    assert confirmations.lapse(now + WAIT) == 1
    assert confirmations.lapse(now + WAIT) == 0

    lapsed = desk.get(unconfirmed.reference)
    assert (lapsed.status, lapsed.has_lapsed) == (Status.CANCELLED, True)
    assert free_slots.refusal(SLOT, now + WAIT) is None
    assert [event.change for event in told] == [Change.BOOKED, Change.LAPSED]
    with pytest.raises(NotOpen):
        confirmations.confirm(unconfirmed.uid, now + WAIT)


def test_it_is_too_late_at_the_moment_named_even_where_nobody_has_looked(
    unconfirmed, confirmations, now
):
    with pytest.raises(NotOpen):
        confirmations.confirm(unconfirmed.uid, now + WAIT)


def test_one_that_its_visitor_cancels_has_not_lapsed(unconfirmed, confirmations, desk, now):
    cancelled = desk.cancel(unconfirmed.reference, now)

    assert not cancelled.has_lapsed
    assert confirmations.lapse(now + WAIT) == 0


def test_who_confirmed_once_is_not_asked_again(unconfirmed, confirmations, desk_for, now):
    confirmations.confirm(unconfirmed.uid, now)
    later = request(SLOT + timedelta(hours=1), key="b")
    tagged = replace(later, visitor=replace(later.visitor, email="ines+ecole@example.com"))

    assert desk_for(AddressPolicy.ALWAYS).book(tagged, now).confirm_by is None


def test_a_class_of_thirty_is_asked_nothing_and_what_follows_forty_bookings_is(
    desk_for, free_slots, now
):
    desk = desk_for(AddressPolicy.WHEN_ODD)
    slots = [slot.start for slot in free_slots.upcoming(now)]

    def book(number: int) -> bool:
        asked = request(slots[number], key=str(number))
        visitor = replace(asked.visitor, email=f"eleve{number}@example.com")
        return desk.book(replace(asked, visitor=visitor), now).confirm_by is not None

    assert [book(number) for number in range(MANY)] == [False] * MANY
    assert book(MANY)


def readdressed(interview, email):
    return replace(interview.visitor, email=email)


def test_another_mailbox_has_to_be_confirmed_in_its_turn(
    unconfirmed, confirmations, desk_for, told, now
):
    desk = desk_for(AddressPolicy.ALWAYS)
    confirmed = confirmations.confirm(unconfirmed.uid, now)
    later = now + timedelta(hours=1)

    corrected = desk.correct(
        confirmed.reference, readdressed(confirmed, "victim@example.com"), later
    )

    assert corrected.confirm_by == later + WAIT
    asked = request(SLOT + timedelta(hours=1), key="b")
    theirs = replace(asked, visitor=corrected.visitor)
    assert desk.book(theirs, later).confirm_by is not None  # nobody proved to read what is written
    assert confirmations.lapse(later + WAIT) == 2


def test_what_has_stood_for_long_makes_no_address_known_that_it_was_corrected_to(
    desk_for, desk, now
):
    old = desk.book(request(SLOT + timedelta(days=5)), now)
    later = now + timedelta(days=2)
    visitors = desk_for(AddressPolicy.ALWAYS)
    visitors.correct(old.reference, readdressed(old, "victim@example.com"), later)
    victims = replace(old.visitor, email="victim@example.com")
    asked = replace(request(SLOT + timedelta(days=5, hours=1), key="b"), visitor=victims)

    assert visitors.book(asked, later).confirm_by is not None


def test_the_same_mailbox_stays_confirmed(unconfirmed, confirmations, desk_for, now):
    desk = desk_for(AddressPolicy.ALWAYS)
    confirmations.confirm(unconfirmed.uid, now)
    tagged = readdressed(unconfirmed, "ines+ecole@example.com")

    corrected = desk.correct(unconfirmed.reference, tagged, now)

    assert corrected.confirm_by is None
    again = replace(request(SLOT + timedelta(hours=1), key="b"), visitor=corrected.visitor)
    assert desk.book(again, now).confirm_by is None


def test_other_corrections_leave_it_to_be_confirmed(unconfirmed, desk_for, now):
    desk, later = desk_for(AddressPolicy.ALWAYS), now + timedelta(minutes=5)
    renamed = replace(unconfirmed.visitor, name="Inès Martin")

    corrected = desk.correct(unconfirmed.reference, renamed, later)

    assert corrected.confirm_by == unconfirmed.confirm_by


def test_what_staff_move_is_confirmed_by_nobody(unconfirmed, confirmations, desk, now):
    moved = desk.move(unconfirmed.reference, SLOT + timedelta(days=1), now)

    assert moved.confirm_by is None
    assert confirmations.lapse(now + 2 * WAIT) == 0


def test_what_staff_readdress_is_confirmed_by_nobody(unconfirmed, confirmations, desk, now):
    desk.correct(unconfirmed.reference, readdressed(unconfirmed, "other@example.com"), now)

    assert confirmations.lapse(now + 2 * WAIT) == 0


def test_what_its_visitor_moves_is_still_to_be_confirmed(unconfirmed, desk_for, now):
    moved = desk_for(AddressPolicy.ALWAYS).move(
        unconfirmed.reference, SLOT + timedelta(days=1), now
    )

    assert moved.confirm_by == unconfirmed.confirm_by


def test_a_proof_confirms_no_address_to_which_it_was_corrected_meanwhile(
    unconfirmed, confirmations, desk_for, now
):
    victims = readdressed(unconfirmed, "victim@example.com")
    desk_for(AddressPolicy.ALWAYS).correct(unconfirmed.reference, victims, now)

    with pytest.raises(NotOpen):
        confirmations.confirm(unconfirmed.uid, now, unconfirmed.visitor.email)


def test_one_that_cannot_lapse_keeps_no_other_place_waiting(desk_for, engine, told, caplog, now):
    desk = desk_for(AddressPolicy.ALWAYS)
    first, second = (
        desk.book(request(SLOT + timedelta(hours=hour), key=str(hour)), now) for hour in range(2)
    )

    def announce(connection, event):
        if event.interview.reference == first.reference:
            raise KeyError(first.visitor.email)
        told.append(event)

    assert Confirmations(engine, announce).lapse(now + WAIT) == 1

    assert desk.get(second.reference).has_lapsed
    assert desk.get(first.reference).status is Status.CONFIRMED
    assert first.reference in caplog.text
    assert first.visitor.email not in caplog.text
