"""Proving that an interview is one's own, on SQLite and PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from booking.model import (
    TooManyGuesses,
    UnknownReference,
)
from tests.bookings import INES, request


def test_proof_needs_reference_and_address_together(desk, proof, now):
    interview = desk.book(request(), now)

    assert proof.check(interview.reference.lower(), "INES@example.com", "s", now) == interview
    with pytest.raises(UnknownReference):
        proof.check(interview.reference, "other@example.com", "s", now)


def test_guesses_are_limited_for_a_conversation_and_begin_again_after_an_hour(desk, proof, now):
    interview = desk.book(request(), now)
    for number in range(5):
        with pytest.raises(UnknownReference):
            proof.check(f"ACDE-FGH{number}", f"{number}@example.com", "s", now)

    with pytest.raises(TooManyGuesses):
        proof.check(interview.reference, INES.email, "s", now)
    assert proof.check(interview.reference, INES.email, "s", now + timedelta(minutes=61))


def test_guesses_at_one_reference_are_limited_whoever_makes_them(desk, proof, now):
    interview = desk.book(request(), now)

    def guess(number: int) -> type[Exception]:
        try:
            proof.check(interview.reference, f"{number}@example.com", str(number), now)
        except (UnknownReference, TooManyGuesses) as error:
            return type(error)
        raise AssertionError

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(guess, range(20)))

    assert outcomes.count(UnknownReference) <= 5


def test_strangers_who_know_an_address_do_not_shut_its_owner_out(desk, proof, now):
    interview = desk.book(request(), now)
    outcomes = []
    for number in range(40):
        with pytest.raises((UnknownReference, TooManyGuesses)) as refused:
            proof.check(f"ACDE-{number:04}", INES.email, f"stranger {number}", now)
        outcomes.append(refused.type)

    assert outcomes.count(UnknownReference) <= 10
    assert proof.check(interview.reference, INES.email, "owner", now) == interview


def test_guesses_of_one_source_in_many_conversations_are_limited_and_shut_no_owner_out(
    proof, desk, now
):
    mine = desk.book(request(), now)
    for number in range(30):
        with pytest.raises(UnknownReference):
            proof.check(f"ACDE-{number:04}", f"{number}@example.com", str(number), now, "a network")

    with pytest.raises(TooManyGuesses):
        proof.check("BCDE-222A", "x@example.com", "another", now, "a network")
    with pytest.raises(UnknownReference):
        proof.check("BBBB-222B", "x@example.com", "yet another", now, "another network")
    assert proof.check(mine.reference, INES.email, "mine", now, "a network") == mine


def test_right_answers_use_up_no_guess(desk, proof, now):
    interview = desk.book(request(), now)

    for _ in range(12):
        assert proof.check(interview.reference, INES.email, "s", now)
