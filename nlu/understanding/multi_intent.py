"""Several things in one message: « c'est quoi les missions et ça paye combien ? ».

A message is cut where its halves surely mean two different things, and the whole does not surely
mean one; each half is cut again.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from nlu.understanding.prediction import Predict, Prediction


class Sight(NamedTuple):
    """How a text is seen: cheaply, closely, with its points, and which intents have any."""

    glance: Predict
    look: Predict
    named: Callable[[Prediction], Prediction]
    has_points: Callable[[str], bool]


# « puis-je » joins nothing, and a number is written out: « petit un », « 2) », « deuxièmement ».
_JOINT = re.compile(
    r"[.?!;:,…+/&\n()]+|\s-\s"
    r"|\b(?:petit (?:[1-4]|un|deux|trois)|[1-4]\s?[)°]|(?:premi|deuxi|troisi)[èe](?:re)?ment)(?!\w)"
    r"|\b(?:et|ni|é|pu?is?|aussi|ainsi que|par contre|sinon|mais|bref|ou|du coup"
    r"|parce qu(?:e|(?=['’]))|pa?r?c[qk]|ps[kq])\b(?!-)",
    re.IGNORECASE,
)
_NEITHER = re.compile(r"\s*ni\s*", re.IGNORECASE)
_OR = re.compile(r"\s*ou\s*", re.IGNORECASE)
_BECAUSE = re.compile(r"\s*(?:parce|pa?r?c|ps)", re.IGNORECASE)
_LOOSE = re.compile(r"\s*(?:,|aussi|[/+&])?\s*", re.IGNORECASE)  # may stand within one question
_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.?!\n]")
# « L'entretien en ligne, ça se passe comment ? », « sur cent diplômés, combien… »: what is spoken
# of, and what is asked of it.
_FRONTED = re.compile(
    r"(?:.*[.?!;:…])?\W*(?:(?:et|mais|alors|donc|du coup|pour)\s)?"
    r"(?:l['’]|(?:les?|la|vos|votre|cet|cette)\s)"
    r"[\w'’-]+(?:\s(?:en|de|du|des|à|avec)\s[\w'’-]+)?",
    re.IGNORECASE | re.DOTALL,
)
_CIRCUMSTANCE = re.compile(
    r"(?:.*[.?!;:…])?\W*(?:(?:et|mais|alors|donc|du coup)\s)?"
    r"(?:sur|parmi|chez|dans|avec|sans|en|pour|après|avant)\s(?:[\w'’-]+\s?){1,4}",
    re.IGNORECASE | re.DOTALL,
)
_TAKEN_UP = re.compile(r"(?:l[àa],?\s)?(?:[çcs]a|c['’]?|ce|ils?|elles?)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+@\S+")  # « lea@example.org mais dites, c'est avec qui ? »
_FEW_WORDS = 10  # so few may mean two things with nothing between: « missions salaire svp »
_MOST_CUTS = 12  # where a visitor joins more than this, it is one long story
_LOOKED_AT = 3  # cuts that are looked at closely, of those that are surest at first sight

# How sure a cut is: after a logistic regression over the best cuts of messages of strangers. Of 425
# that mean two things, 396 are cut rightly; of 675 that are said to mean one, 57 are cut, and 29 of
# these between two points of their topic: « il gère aussi le SAV et les paiements ? ». (Counted
# before « ni », « bref », numbers and reasons joined.)
_OF_HALVES, _OF_QUESTION, _OF_ONE_TOPIC, _LEAST = 5.5, 0.9, -3.0, -3.5
_OF_A_FACT = 2.0  # where one half asks for a fact, and the other for another or wants something
_OF_TORN = 0.7  # by how likely the whole means the half that it less likely means
_OF_TORN_ALONE = 2.0  # where nothing else tells that there are two: « missions salaire svp »
_UNLIKELY = 0.001
_WORTH_A_LOOK = -9.0  # at first sight; a close look costs milliseconds

_BOOK, _MOVE, _CANCEL = "book_interview", "move_interview", "cancel_interview"
_WANTED = {  # besides facts
    *(_BOOK, _MOVE, _CANCEL, "recall_interview", "ask_free_slots"),
    *("ask_human", "ask_school", "ask_if_robot", "ask_source", "ask_privacy"),
}

# « Si j'ai un souci, comment j'annule ? » asks about a change, and wants none yet.
_HOW = re.compile(
    r"\b(?:comment|quand|puis|peu[tx]|pourr\w+|possible|faire|fai[st])\b", re.IGNORECASE
)
_ABOUT_CHANGING = ("interview_change", "interview_late")

# What a job is and what is done in it are asked in the same words: « c'est quoi le taf ? ».
_ALIKE = frozenset({"ask_job_definition", "ask_missions"})


class Cut(NamedTuple):
    """A message in two, and what stands between its halves."""

    left: str
    joint: str
    right: str


def meanings_in(
    text: str, sight: Sight, together: Collection[str], *, is_half: bool = False
) -> list[Prediction]:
    """List what a message means, in its order; just the likeliest where it is not cut.

    Only the intents of `together` may share a message. A glance chooses the cuts that are worth a
    close look; a half is cut again where something joins what it means.
    """
    whole = sight.look(text)
    cut = _best_cut(_cuts(text, anywhere=not is_half), whole, sight, together)
    if cut is None:
        return [sight.named(whole[0])]
    halves = (meanings_in(half, sight, together, is_half=True) for half in (cut.left, cut.right))
    found = (each for half in halves for each in half)
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
    cuts: Iterable[Cut], whole: list[Prediction], sight: Sight, together: Collection[str]
) -> Cut | None:
    """Find the cut whose halves surest mean two things; None where there is none."""
    likely = {each.intent: each.confidence for each in whole}
    seen = (
        (_sureness(cut, sight.glance(cut.left), sight.glance(cut.right), likely, sight), cut)
        for cut in cuts
    )
    promising = sorted((each for each in seen if each[0] > _WORTH_A_LOOK), reverse=True)
    best, surest = None, _LEAST
    for _, cut in promising[:_LOOKED_AT]:
        left, right = sight.look(cut.left), sight.look(cut.right)
        sure, one, other = _sureness(cut, left, right, likely, sight), left[0], right[0]
        may_be = sure > surest and _may_share(one, other, cut, together, sight)
        if not may_be or not _differ(one, other, cut, sight):
            continue
        if not (sight.has_points(whole[0].intent) and _is_of_change(one, other, cut, sight)):
            best, surest = cut, sure
    return best


def _sureness(
    cut: Cut,
    left: list[Prediction],
    right: list[Prediction],
    likely: Mapping[str, float],
    sight: Sight,
) -> float:
    """Weigh how sure the halves are, how far the whole means both, and what stands between."""
    one, other = left[0].intent, right[0].intent
    meant = (_as_one(one, but=other), _as_one(other, but=one))
    torn = min(sum(likely.get(intent, 0) for intent in each) for each in meant)
    sure = (
        sum(read.confidence for read in half if read.intent in each)
        for half, each in zip((left, right), meant, strict=True)
    )
    intents = {one, other}
    facts = [intent for intent in intents if sight.has_points(intent)]
    asks_a_fact = bool(facts) and intents <= {*facts, *_WANTED}
    return (
        _OF_HALVES * math.log(math.prod(sure))
        + (_OF_TORN if cut.joint.strip() else _OF_TORN_ALONE) * math.log(max(torn, _UNLIKELY))
        + _OF_QUESTION * ("?" in cut.joint)
        + (_OF_ONE_TOPIC if len(intents) == 1 else _OF_A_FACT * asks_a_fact)
    )


def _as_one(intent: str, but: str) -> frozenset[str]:
    """Give the intents that are asked as one is, but for what the other half means."""
    return _ALIKE - {but} if intent in _ALIKE and intent != but else frozenset({intent})


def _may_share(
    one: Prediction, other: Prediction, cut: Cut, together: Collection[str], sight: Sight
) -> bool:
    """Tell whether what stands between two halves may join what they mean.

    « non, si ça ne vous dérange pas » is no yes; « ni » joins facts alone; « ou » joins no two
    things without a fact (« à une vraie personne ou à une machine ? »); and a reason asks for a
    fact only with a question mark.
    """
    intents = {one.intent, other.intent}
    if not intents <= set(together):
        return False
    if intents == {"affirm", "deny"}:
        return bool(_SENTENCE_END.search(cut.joint))
    if _NEITHER.fullmatch(cut.joint):
        return all(map(sight.has_points, intents))
    if _OR.fullmatch(cut.joint) and not any(map(sight.has_points, intents)):
        return False
    is_reason = _BECAUSE.match(cut.joint) and "?" not in cut.right
    return not is_reason or other.intent in _WANTED


def _differ(one: Prediction, other: Prediction, cut: Cut, sight: Sight) -> bool:
    """Tell two things from one said at length: of one topic, they ask for other points.

    One of them may be the topic itself, unless that is how the other's question begins or ends:
    « il s'occupe aussi des stocks ? ».
    """
    if one.intent != other.intent:
        return True
    first, second = (sight.named(each).points[:1] for each in (one, other))
    is_apart = bool(first and second) or not _LOOSE.fullmatch(cut.joint)
    return bool(cut.joint.strip()) and is_apart and first != second


def _is_of_change(one: Prediction, other: Prediction, cut: Cut, sight: Sight) -> bool:
    """Tell whether one sentence asks about a change of an interview and has the wish in it."""
    wishes = [half for half in (one, other) if half.intent in (_MOVE, _CANCEL)]
    if len(wishes) != 1 or _SENTENCE_END.search(cut.joint) or not _HOW.search(wishes[0].text):
        return False
    asked = other if wishes == [one] else one
    return not {*sight.named(asked).points[:1]}.isdisjoint(_ABOUT_CHANGING)


def _cuts(text: str, *, anywhere: bool) -> Iterator[Cut]:
    address = _ADDRESS.search(text)
    if address and text[address.end() :].strip():
        yield Cut(text[: address.end()], ".", text[address.end() :].strip())
    joints = list(_JOINT.finditer(text))
    if anywhere and not joints and len(text.split()) <= _FEW_WORDS:
        joints = list(_SPACE.finditer(text))
    for joint in joints[:_MOST_CUTS]:
        cut = Cut(text[: joint.start()].strip(), joint.group(), text[joint.end() :].strip())
        if _says_something(cut.left) and _says_something(cut.right) and not _is_fronted(cut):
            yield cut


def _says_something(half: str) -> bool:
    """Tell words from what only joins: « et du coup… »."""
    return bool(_JOINT.sub("", half).strip())


def _is_fronted(cut: Cut) -> bool:
    if cut.joint.strip() not in ("", ","):
        return False
    is_taken_up = _FRONTED.fullmatch(cut.left) and _TAKEN_UP.match(cut.right)
    return bool(is_taken_up or _CIRCUMSTANCE.fullmatch(cut.left))
