"""The goals that understanding is held to, what was measured of each, and whether it is met."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.dialogues import Ending
from bench.understanding.asking import Results
from bench.understanding.judging import Judged
from bench.understanding.messages import (
    AS_THEY_STAND,
    IN_CAPITALS,
    WITH_A_SLIP,
    WITHOUT_ACCENTS,
)
from bench.understanding.shares import Share
from bench.when import Reading

LEFT_OPEN = ("inconnu_ecole",)
"""The labels of a message that only asks what the page leaves open."""

_POINTS_LOST = {WITHOUT_ACCENTS: 1, IN_CAPITALS: 1, WITH_A_SLIP: 3}


@dataclass(frozen=True)
class Measured:
    """All that was measured; None stands for what was left out."""

    source: str
    ours: Results
    stock: Results | None = None
    folds: Sequence[Sequence[tuple[str, str]]] | None = None
    dates: Sequence[Reading] | None = None
    dialogues: Sequence[Ending] | None = None


@dataclass(frozen=True)
class Goal:
    """A goal by its name, and what was measured: a share, points of percent or a number."""

    name: str
    measured: Share | float | int | None
    is_met: bool | None


def answered(results: Sequence[Judged]) -> Share:
    """Count the messages that were answered rightly."""
    return Share.of(result.is_right for result in results)


def understood(results: Sequence[Judged]) -> Share:
    """Count the messages whose intent is right."""
    return Share.of(result.is_understood for result in results)


def left_open(results: Sequence[Judged]) -> list[Judged]:
    """Give the messages that only ask what the page leaves open."""
    return [result for result in results if result.message.labels == LEFT_OPEN]


def pairs(results: Sequence[Judged]) -> list[Judged]:
    """Give the messages that ask two things."""
    return [result for result in results if len(result.message.labels) > 1]


def goals(measured: Measured) -> list[Goal]:
    """Hold what was measured against every goal."""
    as_they_stand = measured.ours[AS_THEY_STAND]
    invented = sum(len(result.invented) for each in measured.ours.values() for result in each)
    return [
        _at_least("answered", answered(as_they_stand), 95),
        *(_lost(how, measured.ours, most) for how, most in _POINTS_LOST.items()),
        _at_least("left_open", answered(left_open(as_they_stand)), 95),
        Goal("invented", invented, invented == 0),
        _at_least("pairs", answered(pairs(as_they_stand)), 95),
        _ahead("stock_answered", measured, answered),
        _ahead("stock_understood", measured, understood),
        *_dates(measured.dates),
        _dialogues(measured.dialogues),
    ]


def _at_least(name: str, share: Share, percent: float) -> Goal:
    return Goal(name, share, share.percent >= percent) if share.total else Goal(name, None, None)


def _lost(how: str, results: Results, most: float) -> Goal:
    points = _points(answered(results[AS_THEY_STAND]), answered(results[how]))
    return Goal(how, points, points <= most)


def _ahead(name: str, measured: Measured, count: Callable[[Sequence[Judged]], Share]) -> Goal:
    if measured.stock is None:
        return Goal(name, None, None)
    points = _points(*(count(each[AS_THEY_STAND]) for each in (measured.ours, measured.stock)))
    return Goal(name, points, points >= 10)


def _points(one: Share, other: Share) -> float:
    return round(one.percent - other.percent, 6)  # 95.333 - 94.333 is 1 and nothing more


def _dates(readings: Sequence[Reading] | None) -> list[Goal]:
    if readings is None:
        return [Goal("dates", None, None), Goal("no_dates", None, None)]
    none = Share.of(reading.is_right for reading in readings if reading.kind == "none")
    timed = Share.of(reading.is_right for reading in readings if reading.kind != "none")
    return [_at_least("dates", timed, 98), Goal("no_dates", none, none.is_all)]


def _dialogues(endings: Sequence[Ending] | None) -> Goal:
    if endings is None:
        return Goal("dialogues", None, None)
    share = Share.of(ending.problem is None for ending in endings)
    return Goal("dialogues", share, share.is_all)
