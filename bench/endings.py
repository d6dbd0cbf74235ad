"""How a conversation that was played ended: its booking, and its answers, each judged apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.expectations import Expectation

FIRST_FREE = "first_free"
"""The time of a conversation whose visitor takes what there is."""

_DIGITS_COMPARED = 9  # of a telephone number: those that follow the country or the first 0

Turn = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """The turns that the visitor sent at once, one or several, and what was answered to them."""

    turns: tuple[Turn, ...]
    answers: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What the visitor said."""
        return tuple(str(turn["say"]) for turn in self.turns)


@dataclass(frozen=True)
class JudgedTurn:
    """Something that the visitor said, what its answer had to say, and whether it did."""

    words: str
    expected: Expectation
    answers: tuple[str, ...]
    is_right: bool


@dataclass(frozen=True)
class Ending:
    """A conversation that was played: what was said, and what is wrong with it.

    `booking_problem` tells what is wrong with its outcome, `turns` are those whose answers were
    expected to say something. `also_ok` are the other outcomes that its author would accept, in the
    author's words: where something is wrong, a person looks whether it is one of them.
    """

    id: str
    description: str
    said: tuple[Said, ...]
    booking_problem: str | None
    turns: tuple[JudgedTurn, ...]
    also_ok: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether the booking and every answer are as expected."""
        return self.booking_problem is None and not self.wrong_turns

    @property
    def wrong_turns(self) -> tuple[JudgedTurn, ...]:
        """The turns whose answers are not as expected."""
        return tuple(turn for turn in self.turns if not turn.is_right)

    @property
    def problems(self) -> list[str]:
        """Everything that is wrong, in words."""
        booking = [self.booking_problem] if self.booking_problem else []
        return [*booking, *map(_told, self.wrong_turns)]


def _told(turn: JudgedTurn) -> str:
    wanted = [f"with {turn.expected.expect}"] if turn.expected.expect else []
    wanted += [f"without {turn.expected.must_not}"] if turn.expected.must_not else []
    return f"« {turn.words} » is not answered {', '.join(wanted)}"


def judged_turns(said: Sequence[Said]) -> Iterator[JudgedTurn]:
    """Judge each answer that a turn expects something of, by `expect` and `expect_not`.

    Of several messages that were sent at once, all answers count for each.
    """
    for each in said:
        for turn in each.turns:
            expected = Expectation(str(turn.get("expect", "")), str(turn.get("expect_not", "")))
            if expected != Expectation():
                is_right = expected.is_met(each.answers)
                yield JudgedTurn(str(turn["say"]), expected, each.answers, is_right)


def what_is_wrong(expected: Mapping[str, Any], booked: Sequence[Mapping[str, Any]]) -> str | None:
    """Compare all bookings with the outcome that was expected; None where they agree.

    A time or a name between quotes among the outcomes that are also accepted will do as well. What
    the outcome leaves out, be it the address or the telephone number, may be anything.
    """
    confirmed = [booking for booking in booked if booking["status"] == "confirmed"]
    if expected["status"] in ("not_booked", "cancelled"):
        if confirmed:
            return f"still booked: {_starts(confirmed)}"
        is_missing = expected["status"] == "cancelled" and not booked
        return "nothing was booked that could be cancelled" if is_missing else None
    also = " ".join(map(str, expected.get("also_ok", ())))
    time = str(expected["date_time"])[:16].replace(" ", "T")
    times = ("",) if time == FIRST_FREE else (time, *re.findall(r"\d{4}-\d\d-\d\dT\d\d:\d\d", also))
    right = [booking for booking in confirmed if booking["start"].startswith(times)]
    if not right:
        return f"no booking at {time}, but at: {_starts(confirmed) or 'no time'}"
    if len(confirmed) > min(len(right), len(times)):
        return f"booked more than once: {_starts(confirmed)}"
    return _wrong_details(expected, right[0], re.findall(r'"([^"]+)"', also))


def _wrong_details(
    expected: Mapping[str, Any], booking: Mapping[str, Any], also_names: Sequence[str]
) -> str | None:
    names = [expected.get("name") or booking["name"], *also_names]
    if booking["name"].casefold() not in (name.casefold() for name in names):
        return f"booked for {booking['name']!r}"
    if "email" in expected and booking["email"].lower() != str(expected["email"]).lower():
        return f"booked with the address {booking['email']}"
    phone = booking.get("phone")
    if "phone" in expected and _compared(phone) != _compared(expected["phone"]):
        return f"booked with the telephone number {phone or 'left out'}"
    return None


def _compared(phone: object) -> str:
    return re.sub(r"\D", "", str(phone or ""))[-_DIGITS_COMPARED:]


def _starts(bookings: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(booking["start"] for booking in bookings)
