"""The goals that understanding is held to, what was measured of each, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.endings import Ending
from bench.understanding.asking import Answers, Results
from bench.understanding.judging import Judged
from bench.understanding.messages import (
    AS_THEY_STAND,
    IN_CAPITALS,
    WITH_A_SLIP,
    WITHOUT_ACCENTS,
)
from bench.understanding.shares import Share
from bench.understanding.stock import OfStock
from bench.when import Reading

AT_LEAST = {
    "answered": 97,
    "pairs": 95,
    "follow_ups": 92,
    "interview": 100,
    "left_open": 98,
    "dialogues": 95,
    "bookings": 95,
    "turns": 95,
    "dates": 98,
    "no_dates": 100,
}
"""The percentages that must be right at least, by the name of the goal."""

LEFT_OPEN = ("inconnu_ecole",)
"""The labels of a message that only asks what the page leaves open."""

ABOUT_INTERVIEW = ("rdv_question",)
"""The labels of a message that only asks about the interview itself."""

_POINTS_LOST = {WITHOUT_ACCENTS: 1, IN_CAPITALS: 1, WITH_A_SLIP: 3}
_POINTS_AHEAD = 10


@dataclass(frozen=True)
class Measured:
    """All that was measured, and the names of the files; None stands for what was left out."""

    sources: tuple[str, ...]
    ours: Answers
    stock: OfStock | None = None
    folds: Sequence[Sequence[tuple[str, str]]] | None = None
    dates: Sequence[Reading] | None = None
    dialogues: Sequence[Ending] | None = None


@dataclass(frozen=True)
class Goal:
    """A goal by its name, and what was measured: a share, points of percent or a number."""

    name: str
    measured: Share | float | int | None
    is_met: bool | None


def answered(results: Iterable[Judged]) -> Share:
    """Count the messages that were answered rightly."""
    return Share.of(result.is_right for result in results)


def understood(results: Iterable[Judged]) -> Share:
    """Count the messages whose intent is right."""
    return Share.of(result.is_understood for result in results)


def left_open(results: Iterable[Judged]) -> list[Judged]:
    """Give the messages that only ask what the page leaves open."""
    return [result for result in results if result.message.labels == LEFT_OPEN]


def pairs(results: Iterable[Judged]) -> list[Judged]:
    """Give the messages that ask two things."""
    return [result for result in results if len(result.message.labels) > 1]


def answered_of(answers: Answers) -> dict[str, Share]:
    """Count what was answered rightly, by the name of its goal."""
    as_they_stand = answers.messages[AS_THEY_STAND]
    about_interview = [one for one in as_they_stand if one.message.labels == ABOUT_INTERVIEW]
    return {
        "answered": answered(as_they_stand),
        "pairs": answered([*pairs(as_they_stand), *answers.pairs]),
        "follow_ups": answered(answers.follow_ups),
        "interview": answered(about_interview),
        "left_open": answered(left_open(as_they_stand)),
    }


def played_of(endings: Sequence[Ending]) -> dict[str, Share]:
    """Count the conversations, and apart their bookings and answers, by the name of the goal."""
    return {
        "dialogues": Share.of(ending.is_right for ending in endings),
        "bookings": Share.of(ending.booking_problem is None for ending in endings),
        "turns": Share.of(turn.is_right for ending in endings for turn in ending.turns),
    }


def shares_of(measured: Measured) -> dict[str, Share]:
    """Count what is right, by the name of its goal; nothing of what was left out."""
    shares = answered_of(measured.ours)
    if measured.dialogues is not None:
        shares |= played_of(measured.dialogues)
    if (readings := measured.dates) is not None:
        shares["dates"] = Share.of(one.is_right for one in readings if one.kind != "none")
        shares["no_dates"] = Share.of(one.is_right for one in readings if one.kind == "none")
    return {name: share for name, share in shares.items() if share.total}


def goals(measured: Measured) -> list[Goal]:
    """Hold what was measured against every goal."""
    shares = shares_of(measured)
    invented = sum(len(result.invented) for result in measured.ours.every)
    return [
        *(_at_least(name, shares.get(name), percent) for name, percent in AT_LEAST.items()),
        *(_lost(how, measured.ours.messages, most) for how, most in _POINTS_LOST.items()),
        Goal("invented", invented, invented == 0),
        *_ahead_of_stock(measured),
    ]


def _at_least(name: str, share: Share | None, percent: float) -> Goal:
    return Goal(name, share, None if share is None else share.percent >= percent)


def _lost(how: str, results: Results, most: float) -> Goal:
    points = _points(answered(results[AS_THEY_STAND]), answered(results[how]))
    return Goal(how, points, points <= most)


def _ahead_of_stock(measured: Measured) -> list[Goal]:
    counts = {"stock_answered": answered, "stock_understood": understood}
    if measured.stock is None:
        return [Goal(name, None, None) for name in counts]
    both = [each.messages[AS_THEY_STAND] for each in (measured.ours, measured.stock.answers)]
    ahead = {name: _points(*map(count, both)) for name, count in counts.items()}
    return [Goal(name, points, points >= _POINTS_AHEAD) for name, points in ahead.items()]


def _points(one: Share, other: Share) -> float:
    return round(one.percent - other.percent, 6)  # 95.333 - 94.333 is 1 and nothing more
