"""Several things in one message: « c'est quoi les missions et ça paye combien ? ».

A message is cut where its halves surely mean two different things, and the whole does not surely
mean one; each half is cut again. A courtesy before a matter is no matter of its own.
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
_FEW_WORDS = 10  # so few may mean two things with nothing between: « missions salaire svp »
_MOST_CUTS = 12  # where a visitor joins more than this, it is one long story
_LOOKED_AT = 2  # cuts that are looked at closely, of those that look best at first sight

# How sure a cut is: a logistic regression over the best cuts of 1,346 messages that mean one thing
# and 66 that mean two, of a writer whom the model had not learnt from. Of the right cuts of the
# latter two in three pass; of the former 6 in 100 are cut, mostly into two topics that both fit.
_OF_HALVES, _OF_DOUBT, _OF_LENGTH, _OF_QUESTION, _LEAST = 2.2, 0.2, 0.25, 3.1, -0.15
_LONG_ENOUGH = 6  # words; a longer half says no more than that

_COURTESIES = ("greet", "thank")
_LONGEST_COURTESY = 3  # words: « bonjour à tous »
_SURELY_COURTEOUS = 0.8
_PLAIN = 0.9  # so sure a text is left whole


def past_courtesy(predict: Predict, glance: Predict) -> Predict:
    """Rank a text by what follows a courtesy: « bonjour, quel est le salaire ? ».

    `glance` is a cheap look, enough to tell a courtesy.
    """

    def predicted(text: str) -> list[Prediction]:
        whole = predict(text)
        if whole[0].confidence >= _PLAIN:
            return whole
        words = text.split()
        for length in range(1, min(_LONGEST_COURTESY, len(words) - 1) + 1):
            first = glance(" ".join(words[:length]))[0]
            if first.intent in _COURTESIES and first.confidence >= _SURELY_COURTEOUS:
                rest = predict(" ".join(words[length:]))
                if rest[0].confidence > whole[0].confidence:
                    return rest
        return whole

    return predicted


def meanings_in(
    text: str, glance: Predict, look: Predict, together: Collection[str]
) -> list[Prediction]:
    """List what a message means, in its order; just the likeliest where it is not cut.

    Only the intents of `together` may share a message. `glance` is a cheap look at a text, which
    chooses the cuts that are worth a close one.
    """
    whole = look(text)
    cut = _best_cut(text, whole, glance, look, together)
    if cut is None:
        return whole[:1]
    found = (each for half in cut for each in meanings_in(half, glance, look, together))
    return list({(each.intent, each.points): each for each in found}.values())


def _best_cut(
    text: str, whole: list[Prediction], glance: Predict, look: Predict, together: Collection[str]
) -> tuple[str, str] | None:
    """Find the cut whose halves surest mean two things; None where there is none."""
    likely = sorted(_cuts(text), key=lambda cut: _at_first_sight(cut, glance), reverse=True)
    best, surest = None, _LEAST
    for left, right in likely[:_LOOKED_AT]:
        at_most = _how_sure_at_most(text, whole[0], left, right)
        if at_most <= surest:
            continue  # a close look costs milliseconds, and cannot save it
        one, other = look(left)[0], look(right)[0]
        if _differ(one, other) and {one.intent, other.intent} <= set(together):
            sure = at_most + _OF_HALVES * math.log(one.confidence * other.confidence)
            if sure > surest:
                best, surest = (left, right), sure
    return best


def _how_sure_at_most(text: str, whole: Prediction, left: str, right: str) -> float:
    """Weigh a cut as if its halves were certain: by the whole, their lengths, a « ? » between."""
    shorter = min(len(left.split()), len(right.split()), _LONG_ENOUGH)
    return (
        _OF_DOUBT * math.log(1.0001 - whole.confidence)
        + _OF_LENGTH * shorter
        + _OF_QUESTION * ("?" in text[len(left) - 1 : len(left) + 2])
    )


def _differ(one: Prediction, other: Prediction) -> bool:
    return one.intent != other.intent or one.points[:1] != other.points[:1]


def _at_first_sight(cut: tuple[str, str], glance: Predict) -> float:
    one, other = (glance(half)[0] for half in cut)
    same = 0.3 if one.intent == other.intent else 1.0
    return same * one.confidence * other.confidence


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    joints = list(_JOINT.finditer(text))
    if not joints and len(text.split()) <= _FEW_WORDS:
        joints = list(_SPACE.finditer(text))
    for joint in joints[:_MOST_CUTS]:
        left, right = text[: joint.start()].strip(), text[joint.end() :].strip()
        if left and right:
            yield left, right
