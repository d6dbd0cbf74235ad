"""Times that the rules do not offer, by the choice of staff, on SQLite and PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from booking import schedule_editing
from booking.confirming import AddressPolicy, VisitorRules
from booking.desk import BookingDesk
from booking.exceptional import LeavesRules
from booking.model import BookingError, NotBookable, Refusal, SlotTaken, Visitor
from booking.planning import Planning
from booking.rules import Departure, Exceptionally, Rule, Rules
from booking.rules_changes import NewRules
from tests.bookings import SLOT, at, request

EVENING = at("2026-12-01T20:00")
DAY_LIMIT = Departure(Rule.DAY_LIMIT)


@pytest.fixture
def planning(engine):
    return Planning(engine, announce=lambda *_: None, note=lambda *_: None)


def leaving(*left: Rule | Departure, who: int = 1) -> Exceptionally:
    departures = (each if isinstance(each, Departure) else Departure(each) for each in left)
    return Exceptionally(who, frozenset(departures))


def of(number, start):
    visitor = Visitor("Inès Marchetti", f"ines{number}@example.com")
    return replace(request(start, f"key {number}"), visitor=visitor)


def at_once(*bookings, refused: type[BookingError] = SlotTaken) -> int:
    """Try all of them at one instant; tells how many got what they wanted."""

    def attempt(book) -> bool:
        try:
            book()
        except refused:
            return False
        return True

    with ThreadPoolExecutor(len(bookings)) as pool:
        return sum(pool.map(attempt, bookings))


@pytest.mark.parametrize(
    ("start", "left"),
    [
        ("2026-12-01T09:00", ()),
        ("2026-12-01T20:00", (Rule.HOURS,)),
        ("2026-11-29T10:00", (Rule.HOURS,)),
        ("2026-12-01T17:45", (Rule.HOURS,)),
        ("2026-12-01T09:15", (Rule.BETWEEN_SLOTS,)),
        ("2026-12-25T10:00", (Rule.HOLIDAY,)),
        ("2026-11-25T11:00", (Rule.NOTICE,)),
        ("2026-11-25T10:20", (Rule.NOTICE, Rule.BETWEEN_SLOTS)),
        ("2027-03-02T10:00", (Rule.HORIZON,)),
        ("2027-03-02T21:00", (Rule.HORIZON, Rule.HOURS)),
    ],
)
def test_staff_take_any_hour_once_they_choose_the_rules_that_it_leaves(
    desk, free_slots, told, now, start, left
):
    when, chosen = at(start), leaving(*left)
    assert free_slots.departures(when, now, 1).keys() == chosen.leaving
    for other in (leaving(Rule.DAY_LIMIT), *([leaving()] if left else [])):
        with pytest.raises(LeavesRules) as refused:
            desk.book(request(when), now, other)
        assert refused.value.departures.keys() == chosen.leaving
    assert (desk.interviews(), told) == ([], [])

    booked = desk.book(request(when), now, chosen)

    assert booked.start == when
    assert booked.end - booked.start == timedelta(minutes=30)
    assert [event.exceptionally for event in told] == [chosen]


def test_without_the_choice_the_rules_hold_for_staff_too(desk, now):
    with pytest.raises(NotBookable):
        desk.book(request(EVENING), now)


def test_visitors_cannot_leave_a_rule(engine, now):
    rules = VisitorRules(AddressPolicy.NEVER, most_changes=20)
    visitors = BookingDesk(engine, lambda *_: None, rules)
    booked = visitors.book(request(), now)

    with pytest.raises(ValueError, match="only staff"):
        visitors.book(of(2, EVENING), now, leaving(Rule.HOURS))
    with pytest.raises(ValueError, match="only staff"):
        visitors.move(booked.reference, EVENING, now, exceptionally=leaving(Rule.HOURS))


@pytest.mark.parametrize("minutes", [-25, -5, 0, 5, 25])
def test_it_is_never_over_another_interview_of_the_same_person(desk, free_slots, now, minutes):
    desk.book(request(), now)
    start = SLOT + timedelta(minutes=minutes)
    chosen = Exceptionally(1, frozenset(free_slots.departures(start, now, 1)))

    with pytest.raises(SlotTaken):
        desk.book(of(2, start), now, chosen)
    assert len(desk.interviews()) == 1


def test_it_is_taken_beside_another_interview_and_nobody_gets_into_it(desk, now):
    desk.book(request(), now)
    start = SLOT + timedelta(minutes=35)

    assert desk.book(of(2, start), now, leaving(Rule.BETWEEN_SLOTS))
    with pytest.raises(SlotTaken):
        desk.book(of(3, SLOT + timedelta(minutes=30)), now)


def test_it_is_taken_neither_where_a_visitor_fills_in_the_form_nor_where_a_calendar_says_busy(
    desk, now
):
    desk.hold(SLOT, "ines", now)
    desk.replace_busy_times(1, "calendar", [(EVENING, EVENING + timedelta(hours=1))], now)

    with pytest.raises(SlotTaken):
        desk.book(of(1, SLOT + timedelta(minutes=15)), now, leaving(Rule.BETWEEN_SLOTS))
    with pytest.raises(SlotTaken):
        desk.book(of(2, EVENING), now, leaving(Rule.HOURS))


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (EVENING + timedelta(minutes=2), Refusal.OFF_GRID),
        (EVENING + timedelta(seconds=1), Refusal.OFF_GRID),
        (at("2026-11-25T10:05"), Refusal.PAST),
        (at("2026-11-25T09:00"), Refusal.PAST),
    ],
)
def test_what_no_choice_can_leave(desk, free_slots, now, start, reason):
    for ask in (
        lambda: desk.book(request(start), now, leaving(Rule.HOURS)),
        lambda: free_slots.departures(start, now, 1),
    ):
        with pytest.raises(NotBookable) as refused:
            ask()
        assert refused.value.reason is reason


def test_nobody_is_chosen_who_does_not_receive(engine, desk, now):
    ada, paul = (schedule_editing.add_interviewer(engine, name, None) for name in ("Ada", "Paul"))
    schedule_editing.retire_interviewer(engine, paul)

    for who in (paul, 99):
        with pytest.raises(SlotTaken):
            desk.book(request(EVENING), now, leaving(Rule.HOURS, who=who))
    assert desk.book(request(EVENING), now, leaving(Rule.HOURS, who=ada))


@pytest.mark.parametrize("label", ["Formation", None])
def test_an_absence_is_left_only_by_its_name(engine, desk, free_slots, now, label):
    schedule_editing.add_interviewer(engine, "Ada", None)
    paul = schedule_editing.add_interviewer(engine, "Paul", None)
    day = at("2026-12-01T00:00"), at("2026-12-02T00:00")
    number = schedule_editing.add_period(
        engine, *day, is_open=False, interviewer_id=paul, label=label
    )
    start, absence = at("2026-12-01T09:00"), Departure(Rule.ABSENCE, number)

    assert free_slots.departures(start, now, paul) == {absence: label}
    assert free_slots.departures(start, now, 1) == {}
    with pytest.raises(LeavesRules):
        desk.book(request(start), now, leaving(Departure(Rule.ABSENCE, number + 1), who=paul))
    assert desk.book(request(start), now, leaving(absence, who=paul)).interviewer.id == paul


def test_an_absence_published_since_is_shown_before(engine, desk, now):
    chosen = leaving(Rule.HOURS)
    day = at("2026-12-01T00:00"), at("2026-12-02T00:00")
    schedule_editing.add_period(engine, *day, is_open=False, label="Grève")

    with pytest.raises(LeavesRules) as refused:
        desk.book(request(EVENING), now, chosen)

    assert "Grève" in refused.value.departures.values()


def test_a_days_limit_is_left_by_choice_and_by_nothing_else(desk, free_slots, planning, now):
    planning.publish(NewRules(Rules(per_day=1)), {}, now)
    first = desk.book(of(1, at("2026-12-01T09:00")), now)
    second = at("2026-12-01T11:00")

    with pytest.raises(LeavesRules):
        desk.book(of(2, second), now, leaving())
    assert free_slots.departures(second, now, 1, moving=first.id) == {}
    assert desk.move(first.reference, second, now, exceptionally=leaving()).start == second
    assert desk.book(of(2, EVENING), now, leaving(Rule.HOURS, DAY_LIMIT))


def test_of_many_who_take_one_such_hour_at_once_one_gets_it(desk, now):
    def take(number):
        return lambda: desk.book(of(number, EVENING), now, leaving(Rule.HOURS))

    assert at_once(*map(take, range(6))) == 1
    assert len(desk.interviews()) == 1


def test_of_a_visitor_and_staff_who_overlap_at_once_one_gets_it(desk, now):
    between = SLOT + timedelta(minutes=15), leaving(Rule.BETWEEN_SLOTS)

    assert (
        at_once(
            lambda: desk.book(of(1, SLOT), now),
            lambda: desk.book(of(2, between[0]), now, between[1]),
        )
        == 1
    )


def test_two_at_once_do_not_both_take_the_last_of_a_days_limit_unseen(desk, planning, now):
    planning.publish(NewRules(Rules(per_day=1)), {}, now)

    def take(number):
        start = EVENING + timedelta(hours=number)
        return lambda: desk.book(of(number, start), now, leaving(Rule.HOURS))

    assert at_once(*map(take, range(3)), refused=LeavesRules) == 1


def test_the_same_request_sent_again_books_once(desk, told, now):
    asked, chosen = request(EVENING), leaving(Rule.HOURS)

    assert desk.book(asked, now, chosen) == desk.book(asked, now, chosen)
    assert len(told) == 1


def test_an_interview_is_moved_there_and_its_old_place_is_free(desk, free_slots, told, now):
    booked = desk.book(request(), now)

    moved = desk.move(booked.reference, EVENING, now, exceptionally=leaving(Rule.HOURS))

    assert moved.start == EVENING
    assert free_slots.refusal(SLOT, now) is None
    assert told[-1].exceptionally == leaving(Rule.HOURS)


def test_one_that_cannot_be_moved_there_stays(desk, now):
    booked = desk.book(request(), now)

    with pytest.raises(LeavesRules):
        desk.move(booked.reference, EVENING, now, exceptionally=leaving())

    assert desk.get(booked.reference) == booked


def test_at_its_own_hour_only_who_receives_changes(engine, desk, now):
    schedule_editing.add_interviewer(engine, "Ada", None)
    paul = schedule_editing.add_interviewer(engine, "Paul", None)
    booked = desk.book(request(), now)
    other = paul if booked.interviewer.id != paul else 1

    same = desk.move(booked.reference, SLOT, now, exceptionally=leaving(who=booked.interviewer.id))
    moved = desk.move(booked.reference, SLOT, now, exceptionally=leaving(who=other))

    assert same == booked
    assert (moved.start, moved.interviewer.id) == (booked.start, other)


@pytest.mark.parametrize("start", ["2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"])
def test_the_night_in_which_clocks_go_back_no_hour_is_counted_twice(desk, start):
    now, when = at("2026-10-20T10:00"), at("2026-10-25T02:30").fromisoformat(start)

    booked = desk.book(request(when), now, leaving(Rule.HOURS))

    assert (booked.start, booked.end) == (when, when + timedelta(minutes=30))
    with pytest.raises(SlotTaken):
        desk.book(of(2, when + timedelta(minutes=25)), now, leaving(Rule.HOURS))
    assert desk.book(of(3, when + timedelta(minutes=30)), now, leaving(Rule.HOURS))
