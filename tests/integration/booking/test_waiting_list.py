"""The waiting list, on SQLite and PostgreSQL: who is offered a freed place, and who gets it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from booking import privacy, schedule_editing, schema
from booking.confirming import WAIT, AddressPolicy, Confirmations, VisitorRules
from booking.desk import BookingDesk
from booking.model import BookingRequest, Interview, NotOpen, Place, Slot, SlotTaken, Visitor
from booking.planning import Decision, Planning
from booking.schedule_changes import Closure
from booking.waiting_list import OfferOver, WaitingList
from notify.outbox.owing import owing_interviews
from tests.bookings import at

NOW = at("2026-11-25T10:05")
FREED = at("2026-11-27T10:00")


class Office:
    """A desk, the list, and what was offered to whom."""

    def __init__(self, engine, desk) -> None:
        self.desk = desk
        self.offered: list[tuple[str, datetime]] = []
        self.list = WaitingList(engine, desk, self._announce)

    def _announce(self, connection, interview, offer) -> None:
        self.offered.append((interview.visitor.name, offer.start))

    def book(self, name: str, start: datetime) -> Interview:
        visitor = Visitor(name, f"{name.lower()}@example.com")
        return self.desk.book(BookingRequest(visitor, start, NOW, name), NOW)

    def waiting(self, *names: str, minutes_apart: int = 30) -> list[Interview]:
        """Have visitors booked on 1 December, one after the other, wish for an earlier time."""
        interviews = []
        for place, name in enumerate(names):
            start = at("2026-12-01T09:00") + timedelta(minutes=minutes_apart * place)
            interviews.append(self.book(name, start))
            self.list.ask(interviews[-1], NOW + timedelta(seconds=place))
        return interviews

    def free_a_place(self) -> None:
        """Have somebody cancel."""
        leaving = self.book("Leaving", FREED)
        self.desk.cancel(leaving.reference, NOW)

    def free_a_place_as_staff(self, engine) -> None:
        """Have staff cancel one that its visitor could not cancel any more."""
        leaving = self.book("Leaving", FREED)
        staff = BookingDesk(engine, lambda *_: None, keeps_notice=False)
        staff.cancel(leaving.reference, NOW)

    def round(self, now: datetime = NOW) -> list[str]:
        """Look what is to be offered; returns to whom."""
        self.offered.clear()
        self.list.offer_due(now)
        return [name for name, _ in self.offered]


@pytest.fixture
def office(engine, desk):
    return Office(engine, desk)


def test_what_is_cancelled_is_offered_to_the_first_three(office):
    office.waiting("Ana", "Bob", "Cid", "Dan")
    office.free_a_place()

    assert office.round() == ["Ana", "Bob", "Cid"]
    assert office.round() == []


def test_the_first_to_accept_has_it_and_the_others_keep_what_they_have(office):
    ana, bob, *_ = office.waiting("Ana", "Bob", "Cid", "Dan")
    office.free_a_place()
    office.round()

    moved = office.list.accept(bob, FREED, NOW)
    with pytest.raises(SlotTaken):
        office.list.accept(ana, FREED, NOW)

    assert moved.start == FREED
    assert not office.list.waits(moved)
    assert office.desk.get(ana.reference).start == ana.start
    assert office.list.waits(ana)


def test_what_the_winner_leaves_is_offered_in_its_turn(office):
    ana, _, _, _ = office.waiting("Ana", "Bob", "Cid", "Dan")
    office.free_a_place()
    office.round()
    office.list.accept(ana, FREED, NOW)

    later = NOW + timedelta(hours=5)  # the others' offers are over
    assert office.round(later) == ["Bob", "Cid", "Dan"]
    assert {start for _, start in office.offered} == {ana.start}


def test_offers_that_nobody_takes_end_and_go_to_the_next(office):
    ana, *_ = office.waiting("Ana", "Bob", "Cid", "Dan", "Eve")
    office.free_a_place()
    office.round()
    (offer,) = office.list.offers(ana, NOW)

    assert office.round(offer.until - timedelta(seconds=1)) == []
    assert office.round(offer.until) == ["Dan", "Eve"]
    with pytest.raises(OfferOver):
        office.list.accept(ana, FREED, offer.until)
    assert office.round(offer.until + timedelta(hours=5)) == []


def test_a_place_that_is_booked_by_somebody_else_is_offered_to_nobody(office):
    office.waiting("Ana")
    office.free_a_place()
    office.book("Quick", FREED)

    assert office.round() == []


def test_a_place_that_is_held_is_offered_once_it_is_given_back(office):
    office.waiting("Ana")
    office.free_a_place()
    office.desk.hold(FREED, "somebody", NOW)

    assert office.round() == []
    assert office.round(NOW + timedelta(minutes=11)) == ["Ana"]


def test_nobody_is_offered_what_they_left_themselves(office):
    ana, bob = office.waiting("Ana", "Bob")
    office.desk.move(ana.reference, at("2026-12-03T09:00"), NOW)

    assert office.round() == ["Bob"]
    assert office.offered[0][1] == ana.start
    assert bob.start > ana.start


def test_nobody_is_told_who_does_not_wish_or_is_earlier_already(office):
    early = office.book("Early", at("2026-11-26T09:00"))
    office.list.ask(early, NOW)
    (ana,) = office.waiting("Ana")
    office.list.withdraw(ana)
    office.free_a_place()

    assert office.round() == []


def test_what_was_free_before_anybody_wished_is_not_offered(office):
    office.free_a_place()
    office.waiting("Ana")

    assert office.round() == []


def test_a_cancelled_interview_waits_for_nothing(office):
    (ana,) = office.waiting("Ana")
    office.desk.cancel(ana.reference, NOW)
    office.free_a_place()

    assert office.round() == []
    with pytest.raises(NotOpen):
        office.list.ask(ana, NOW)


@pytest.mark.parametrize("attempt", range(3))
def test_of_three_who_accept_at_once_one_has_the_place(office, attempt):
    invited = office.waiting("Ana", "Bob", "Cid")
    office.free_a_place()
    office.round()

    def accept(interview: Interview) -> bool:
        try:
            office.list.accept(interview, FREED, NOW)
        except SlotTaken:
            return False
        return True

    with ThreadPoolExecutor(3) as pool:
        won = list(pool.map(accept, invited))

    assert sum(won) == 1
    starts = [office.desk.get(interview.reference).start for interview in invited]
    assert starts.count(FREED) == 1
    kept = [each.start for each in invited]
    assert all(now in (FREED, before) for now, before in zip(starts, kept, strict=True))


def test_however_many_processes_look_at_once_three_are_asked_once(office):
    office.waiting(*(f"V{n}" for n in range(8)))
    office.free_a_place()

    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda _: office.list.offer_due(NOW), range(6)))

    assert sum(made) == 3
    assert sorted(name for name, _ in office.offered) == ["V0", "V1", "V2"]


def test_an_accept_and_a_booking_at_once_leave_one_in_the_place(office):
    (ana,) = office.waiting("Ana")
    office.free_a_place()
    office.round()

    def accept() -> Interview | None:
        try:
            return office.list.accept(ana, FREED, NOW)
        except SlotTaken:
            return None

    def book() -> Interview | None:
        try:
            return office.book("Quick", FREED)
        except SlotTaken:
            return None

    with ThreadPoolExecutor(2) as pool:
        outcomes = [future.result() for future in (pool.submit(accept), pool.submit(book))]

    assert sum(outcome is not None for outcome in outcomes) == 1


def test_what_is_erased_leaves_the_list_in_order(office, engine):
    ana, _ = office.waiting("Ana", "Bob")
    office.free_a_place()
    office.round()
    office.desk.cancel(ana.reference, NOW)
    privacy.erase(engine, ana.visitor.email, NOW, owing_interviews())

    assert office.round(NOW + timedelta(hours=5)) == ["Bob"]  # Ana's own place


def unconfirmed(engine, interview) -> None:
    """Have an interview wait for its address to be confirmed until half an hour from NOW."""
    with engine.begin() as connection:
        one = update(schema.interview).where(schema.interview.c.id == interview.id)
        connection.execute(one.values(confirm_by=NOW + WAIT))


def set_change_notice(engine, notice: timedelta) -> None:
    """Set how long before an interview its visitor can last change it."""
    minutes = notice // timedelta(minutes=1)
    with engine.begin() as connection:
        connection.execute(update(schema.booking_rules).values(change_notice_minutes=minutes))


def test_what_nobody_confirmed_is_offered(office, engine):
    leaving = office.book("Leaving", FREED)
    office.waiting("Ana")
    unconfirmed(engine, leaving)

    Confirmations(engine, lambda *_: None).lapse(NOW + WAIT)

    assert office.round(NOW + WAIT) == ["Ana"]


@pytest.mark.parametrize("is_moved", [True, False])
def test_what_is_given_up_as_a_colleague_falls_ill_is_offered(office, engine, is_moved):
    hit = office.book("Hit", FREED)
    office.waiting("Ana")
    for name in ("Zoé", "Karim"):  # the first of whom is she who was there all along
        schedule_editing.add_interviewer(engine, name, None)
    ill = Closure(FREED - timedelta(hours=2), FREED + timedelta(hours=2), hit.interviewer.id)
    planning = Planning(engine, lambda *_: None, lambda *_: None)
    place = Place(hit.interviewer.id, Slot(at("2026-11-30T09:00"), at("2026-11-30T09:30")))
    decision = Decision(hit.sequence, place if is_moved else None, cancel=not is_moved)

    planning.publish(ill, {hit.reference: decision}, NOW)

    assert office.round() == ["Ana"]  # with the colleague who is there


def test_who_has_not_confirmed_the_address_is_offered_nothing(office, engine):
    ana, _ = office.waiting("Ana", "Bob")
    unconfirmed(engine, ana)
    office.free_a_place()

    assert office.round() == ["Bob"]


def test_who_could_not_move_any_more_is_offered_nothing(office, engine):
    office.waiting("Late", "Bob", minutes_apart=24 * 60)
    set_change_notice(engine, timedelta(days=6))
    office.free_a_place_as_staff(engine)

    assert office.round() == ["Bob"]


def test_an_offer_ends_before_its_interview_can_be_moved_no_more(office, engine):
    office.waiting("Late", "Bob", minutes_apart=24 * 60)
    notice = at("2026-12-01T09:00") - NOW - timedelta(hours=1)
    set_change_notice(engine, notice)
    office.free_a_place_as_staff(engine)

    assert office.round() == ["Bob"]


def test_who_moved_as_often_as_one_may_is_offered_nothing(engine):
    rules = VisitorRules(AddressPolicy.NEVER, most_changes=1)
    office = Office(engine, BookingDesk(engine, lambda *_: None, rules))
    ana, _ = office.waiting("Ana", "Bob")
    worn = office.desk.move(ana.reference, at("2026-12-03T09:00"), NOW)
    office.free_a_place()

    assert "Ana" not in office.round()
    with pytest.raises(NotOpen):
        office.list.ask(worn, NOW)


def test_who_could_not_move_any_more_is_put_on_no_list(office, engine):
    ana = office.book("Ana", at("2026-12-01T09:00"))
    set_change_notice(engine, timedelta(days=7))

    with pytest.raises(NotOpen):
        office.list.ask(ana, NOW)
    assert not office.list.waits(ana)
