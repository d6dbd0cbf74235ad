"""Who is offered a freed place, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest

from booking.waiting import AT_ONCE, LASTS, Offer, Wish, last_moment, next_in_line
from tests.builders import NOON, paris

FREED = paris(2026, 12, 1, 9)
LATER = paris(2026, 12, 3, 9)


def wish(number: int, start=LATER, asked_hours_ago: float = 0, offers=()) -> Wish:
    return Wish(number, start, NOON - timedelta(hours=asked_hours_ago), tuple(offers))


def offered(start=LATER - timedelta(days=1), hours_ago: float = 0, lasts=LASTS) -> Offer:
    at = NOON - timedelta(hours=hours_ago)
    return Offer(start, at, at + lasts)


def chosen(*wishes: Wish) -> list[int]:
    return [each.interview_id for each in next_in_line(wishes, FREED, NOON)]


def test_three_are_asked_at_once_those_who_asked_first():
    assert chosen(*(wish(n, asked_hours_ago=n) for n in range(1, 6))) == [5, 4, 3]
    assert AT_ONCE == 3


def test_nobody_is_offered_what_is_not_earlier():
    assert chosen(wish(1, start=FREED), wish(2, start=FREED - timedelta(minutes=30))) == []


def test_nobody_is_offered_the_same_place_twice():
    assert chosen(wish(1, offers=[offered(FREED, hours_ago=48)])) == []


def test_who_has_an_offer_that_stands_is_passed_over():
    assert chosen(wish(1, offers=[offered(hours_ago=1)]), wish(2)) == [2]


def test_nobody_gets_a_fourth_offer_within_a_day():
    three = [offered(LATER - timedelta(hours=n), hours_ago=5 + n) for n in range(3)]

    assert chosen(wish(1, offers=three)) == []
    assert chosen(wish(1, offers=three[1:])) == [1]


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (paris(2026, 11, 25, 12), paris(2026, 11, 25, 16)),
        (paris(2026, 11, 25, 16, 59), paris(2026, 11, 25, 20, 59)),
        (paris(2026, 11, 25, 17), paris(2026, 11, 26, 10)),
        (paris(2026, 11, 25, 23, 30), paris(2026, 11, 26, 10)),
        (paris(2026, 11, 26, 3), paris(2026, 11, 26, 10)),
        (paris(2026, 11, 26, 7), paris(2026, 11, 26, 11)),
    ],
)
def test_an_offer_stands_for_some_hours_and_never_ends_at_night(now, until):
    assert last_moment(FREED, FREED, now) == until


def test_an_offer_ends_when_the_place_can_no_longer_be_booked():
    latest = paris(2026, 11, 25, 14)

    assert last_moment(FREED, latest, paris(2026, 11, 25, 12)) == latest
    assert last_moment(FREED, latest, paris(2026, 11, 25, 13, 50)) is None
