"""The several things that one message may ask: « c'est quoi les missions et ça paye combien ? ».

Knows nothing of Rasa. A message is cut where its halves are read with confidence as two different
asks, and the whole is not; each half is cut again.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator

from nlu.understanding.prediction import Reading

Read = Callable[[str], list[Reading]]
"""Reads a text: every intent, the likeliest first."""

_JOINT = re.compile(
    r"[.?!;:,…+/&\n()]+|\s-\s|\b(?:et|puis|aussi|ainsi que|par contre|sinon|mais|ou|du coup)\b",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_FEW_WORDS = 6  # so few may be two asks without anything between: « missions salaire svp »
_MOST_CUTS = 12  # where a visitor joins more than this, it is one long story

# How sure a cut is: a logistic regression over the best cuts of 1,465 single asks and 600 pairs of
# asks, none of which the classifier had learnt. Nine cuts in ten that pairs need pass; of single
# asks 6 in 100 are cut, mostly into two topics that both fit.
_OF_HALVES, _OF_DOUBT, _OF_LENGTH, _LEAST = 2.5, 0.8, 0.5, -0.4
_LONG_ENOUGH = 6  # words; a longer half says no more than that


def asks_in(text: str, read: Read, together: Collection[str]) -> list[Reading]:
    """List the asks of a message, in its order; just the likeliest intent where it is one ask.

    Only the intents of `together` are asks that others may stand beside.
    """
    whole = read(text)
    cut = _best_cut(text, whole, read, together)
    if cut is None:
        return whole[:1]
    asks = (ask for half in cut for ask in asks_in(half, read, together))
    return list({ask.intent: ask for ask in asks}.values())


def _best_cut(
    text: str, whole: list[Reading], read: Read, together: Collection[str]
) -> tuple[str, str] | None:
    """Find the cut whose halves are surest to be two different asks; None where there is none."""
    best, surest = None, _LEAST
    for left, right in _cuts(text):
        one, other = read(left)[0], read(right)[0]
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
