"""Several things in one message: « c'est quoi les missions et ça paye combien ? ».

A message is cut where its halves surely mean two different things, and the whole does not surely
mean one; each half is cut again.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from nlu.understanding.prediction import Predict, Prediction

Name = Callable[[Prediction], Prediction]
"""Names the points that a text asks for, besides its intent."""

_JOINT = re.compile(
    r"[.?!;:,…+/&\n()]+|\s-\s|\b(?:et|pu?is?|aussi|ainsi que|par contre|sinon|mais|ou|du coup)\b",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_ADDRESS = re.compile(r"\S+@\S+")  # « lea@example.org mais dites, c'est avec qui ? »
_FEW_WORDS = 10  # so few may mean two things with nothing between: « missions salaire svp »
_MOST_CUTS = 12  # where a visitor joins more than this, it is one long story
_LOOKED_AT = 2  # cuts that are looked at closely, of those that are surest at first sight

# How sure a cut is: a logistic regression over the best cuts of 200 messages of twenty strangers
# that mean two things, and of 350 that mean one; each was tried on strangers whom it had not learnt
# from: 175 of the former are cut rightly, and of the latter 4 in 100 are cut.
_OF_HALVES, _OF_QUESTION, _OF_ONE_TOPIC, _LEAST = 3.6, 0.9, -3.9, -4.1
_OF_TORN = 0.7  # by how likely the whole means the half that it less likely means
_OF_TORN_ALONE = 2.0  # where nothing else tells that there are two: « missions salaire svp »
_UNLIKELY = 0.001
_WORTH_A_LOOK = -8.0  # at first sight; a close look costs milliseconds


_BOOK, _MOVE = "book_interview", "move_interview"


class Cut(NamedTuple):
    """A message in two, and what stands between its halves."""

    left: str
    joint: str
    right: str


def meanings_in(
    text: str, glance: Predict, look: Predict, named: Name, together: Collection[str]
) -> list[Prediction]:
    """List what a message means, in its order; just the likeliest where it is not cut.

    Only the intents of `together` may share a message. `glance` is a cheap look at a text, which
    chooses the cuts that are worth a close one; `named` gives a prediction its points.
    """
    whole = look(text)
    cut = _best_cut(text, whole, glance, look, named, together)
    if cut is None:
        return [named(whole[0])]
    halves = (cut.left, cut.right)
    found = (each for half in halves for each in meanings_in(half, glance, look, named, together))
    return list({(each.intent, each.points): each for each in found}.values())


def order_in(context: str, together: Sequence[str]) -> list[str]:
    """Order what leads a message: right after a booking, it is moved rather than made anew."""
    order = list(together)
    if context == "booked" and {_BOOK, _MOVE} <= {*order}:
        book, move = order.index(_BOOK), order.index(_MOVE)
        order[book], order[move] = order[move], order[book]
    return order


def led_by_one_of(
    found: list[Prediction], whole: list[Prediction], together: Sequence[str]
) -> list[Prediction]:
    """Rank a message that means several things: first the one that `together` names first.

    Nothing of what the whole may mean ranks above it, which Rasa would call ambiguous.
    """
    leader = min(found, key=lambda each: together.index(each.intent))
    intents = {each.intent for each in found}
    others = (
        each._replace(confidence=min(each.confidence, leader.confidence))
        for each in whole
        if each.intent not in intents
    )
    return [leader, *others]


def _best_cut(
    text: str,
    whole: list[Prediction],
    glance: Predict,
    look: Predict,
    named: Name,
    together: Collection[str],
) -> Cut | None:
    """Find the cut whose halves surest mean two things; None where there is none."""
    likely = {each.intent: each.confidence for each in whole}
    seen = (
        (_sureness(cut, glance(cut.left)[0], glance(cut.right)[0], likely), cut)
        for cut in _cuts(text)
    )
    promising = sorted((each for each in seen if each[0] > _WORTH_A_LOOK), reverse=True)
    best, surest = None, _LEAST
    for _, cut in promising[:_LOOKED_AT]:
        one, other = look(cut.left)[0], look(cut.right)[0]
        sure = _sureness(cut, one, other, likely)
        may_be = sure > surest and {one.intent, other.intent} <= set(together)
        if may_be and _differ(one, other, named):
            best, surest = cut, sure
    return best


def _sureness(cut: Cut, one: Prediction, other: Prediction, likely: Mapping[str, float]) -> float:
    """Weigh how sure the halves are, how far the whole means both, and what stands between."""
    torn = min(likely.get(each.intent, 0) for each in (one, other))
    return (
        _OF_HALVES * math.log(one.confidence * other.confidence)
        + (_OF_TORN if cut.joint.strip() else _OF_TORN_ALONE) * math.log(max(torn, _UNLIKELY))
        + _OF_QUESTION * ("?" in cut.joint)
        + _OF_ONE_TOPIC * (one.intent == other.intent)
    )


def _differ(one: Prediction, other: Prediction, named: Name) -> bool:
    """Tell two things from one said at length: of one topic, both halves name points of it."""
    if one.intent != other.intent:
        return True
    first, second = named(one).points, named(other).points
    return bool(first and second) and first[0] != second[0]


def _cuts(text: str) -> Iterator[Cut]:
    address = _ADDRESS.search(text)
    if address and text[address.end() :].strip():
        yield Cut(text[: address.end()], ".", text[address.end() :].strip())
    joints = list(_JOINT.finditer(text))
    if not joints and len(text.split()) <= _FEW_WORDS:
        joints = list(_SPACE.finditer(text))
    for joint in joints[:_MOST_CUTS]:
        cut = Cut(text[: joint.start()].strip(), joint.group(), text[joint.end() :].strip())
        if cut.left and cut.right:
            yield cut
