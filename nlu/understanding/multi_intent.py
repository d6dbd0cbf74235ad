"""Several intents in one message: « c'est quoi les missions et ça paye combien ? ».

A message is cut where its halves surely have two different intents, and the whole does not surely
have one; each half is cut again.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator

from nlu.understanding.prediction import Prediction

Predict = Callable[[str], list[Prediction]]
"""Ranks every intent for a text, the likeliest first."""

_JOINT = re.compile(
    r"[.?!;:,…+/&\n()]+|\s-\s|\b(?:et|puis|aussi|ainsi que|par contre|sinon|mais|ou|du coup)\b",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_FEW_WORDS = 6  # so few may have two intents with nothing between: « missions salaire svp »
_MOST_CUTS = 12  # where a visitor joins more than this, it is one long story

# How sure a cut is: a logistic regression over the best cuts of 1,465 messages with one intent and
# 600 with two, none of which the classifier had learnt. Nine cuts in ten that the latter need pass;
# of the former 6 in 100 are cut, mostly into two topics that both fit.
_OF_HALVES, _OF_DOUBT, _OF_LENGTH, _LEAST = 2.5, 0.8, 0.5, -0.4
_LONG_ENOUGH = 6  # words; a longer half says no more than that


def intents_in(text: str, predict: Predict, together: Collection[str]) -> list[Prediction]:
    """List the intents of a message, in its order; just the likeliest where it is not cut.

    Only the intents of `together` may share a message.
    """
    whole = predict(text)
    cut = _best_cut(text, whole, predict, together)
    if cut is None:
        return whole[:1]
    found = (each for half in cut for each in intents_in(half, predict, together))
    return list({each.intent: each for each in found}.values())


def _best_cut(
    text: str, whole: list[Prediction], predict: Predict, together: Collection[str]
) -> tuple[str, str] | None:
    """Find the cut whose halves surest have two different intents; None where there is none."""
    best, surest = None, _LEAST
    for left, right in _cuts(text):
        one, other = predict(left)[0], predict(right)[0]
        if one.intent != other.intent and {one.intent, other.intent} <= set(together):
            shorter = min(len(left.split()), len(right.split()), _LONG_ENOUGH)
            sure = (
                _OF_HALVES * math.log(one.confidence * other.confidence)
                + _OF_DOUBT * math.log(1.0001 - whole[0].confidence)
                + _OF_LENGTH * shorter
            )
            if sure > surest:
                best, surest = (left, right), sure
    return best


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    joints = list(_JOINT.finditer(text))
    if not joints and len(text.split()) <= _FEW_WORDS:
        joints = list(_SPACE.finditer(text))
    for joint in joints[:_MOST_CUTS]:
        left, right = text[: joint.start()].strip(), text[joint.end() :].strip()
        if left and right:
            yield left, right
