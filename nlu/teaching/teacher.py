"""Teaching lessons as gently as they can be learnt, while what is known near them is rehearsed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.teaching.least_change import taught
from nlu.teaching.lessons import Lesson, Pupil

# A lesson that the model nearly knows is learnt at 1; one that goes against all it knows, at 32 or
# not at all: what that breaks is not rehearsed, but seen in the trial.
_STRONGEST, _STRONGEST_REHEARSED = 32.0, 4.0
_AGAINST = 8.0
_REHEARSALS = 3

_Numbers = NDArray[Any]


@dataclass(frozen=True)
class Taught:
    """A model that has learnt lessons, and which of them go against what it knew, in order."""

    pupil: Pupil
    is_against: tuple[bool, ...]


def teach(pupil: Pupil, lessons: Sequence[Lesson], known: Sequence[Lesson]) -> Taught:
    """Teach lessons; what is `known`, and would be lost by that, is rehearsed with them."""
    if not lessons:
        return Taught(pupil, ())
    known = [each for each in known if pupil.reads(each, exactly=False)]
    strongest = np.full(len(lessons), _STRONGEST)
    strengths = np.ones(len(lessons))
    course, learnt = list(lessons), pupil
    for _ in range(_REHEARSALS):
        learnt, strengths = _taught_gently(pupil, course, len(lessons), strengths, strongest)
        lost = [
            each for each in known if each not in course and not learnt.reads(each, exactly=False)
        ]
        if not lost or (strengths >= _AGAINST).any():
            break
        course += lost
        strengths = np.concatenate([strengths, np.ones(len(lost))])
        strongest = np.concatenate([strongest, np.full(len(lost), _STRONGEST_REHEARSED)])
    return Taught(learnt, tuple(map(bool, strengths[: len(lessons)] >= _AGAINST)))


def _taught_gently(
    pupil: Pupil, course: Sequence[Lesson], new: int, strengths: _Numbers, strongest: _Numbers
) -> tuple[Pupil, _Numbers]:
    """Teach more strongly what is not learnt yet, until all is that can be.

    The first `new` of the course are lessons, the rest is rehearsed.
    """
    while True:
        model = taught(pupil.model, course, strengths, pupil.table)
        learnt = replace(pupil, model=model)
        is_wrong = [not learnt.reads(e, exactly=place < new) for place, e in enumerate(course)]
        growing = np.array(is_wrong) & (strengths < strongest)
        if not growing.any():
            return learnt, strengths
        strengths = np.where(growing, 2 * strengths, strengths)
