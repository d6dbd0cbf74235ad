"""A courtesy beside a matter is no matter of its own: « bonjour, quel est le salaire ? »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlu.understanding.prediction import Predict, Prediction

_COURTESIES = ("greet", "thank")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+")
_LONGEST = 3  # words: « bonjour à tous »
_SURE = 0.8  # of a courtesy
_PLAIN = 0.9  # so sure a text is left whole
_A_MATTER = 0.7  # so sure is what stands before thanks, where the whole reads as no more than these


def past_courtesy(predict: Predict, glance: Predict) -> Predict:
    """Rank a text by the matter beside a courtesy.

    « super, merci » may be a yes, which « super » tells alone. `glance` is a cheap look, enough to
    tell a courtesy.
    """

    def predicted(text: str) -> list[Prediction]:
        whole = predict(text)
        for courtesy, rest, least in _beside(text, whole[0]):
            first = (glance if len(courtesy.split()) <= _LONGEST else predict)(courtesy)[0]
            if first.intent in _COURTESIES and first.confidence >= _SURE:
                ranking = predict(rest)
                if ranking[0].confidence > least and ranking[0].intent not in _COURTESIES:
                    return ranking
        return whole

    return predicted


def _beside(text: str, whole: Prediction) -> Iterator[tuple[str, str, float]]:
    """Give each edge that may be a courtesy, what is beside it, and how sure that has to be."""
    words = text.split()
    courteous = whole.intent in _COURTESIES
    lengths = range(1, min(_LONGEST, len(words) - 1) + 1)
    if whole.confidence < _PLAIN:
        # « merci beaucoup » is no more than thanks: « beaucoup » alone is sure of nothing.
        least = _PLAIN if courteous else whole.confidence
        for length in lengths:
            yield " ".join(words[:length]), " ".join(words[length:]), least
    if whole.confidence < _PLAIN or courteous:
        least = _A_MATTER if courteous else whole.confidence
        for length in lengths:
            yield " ".join(words[-length:]), " ".join(words[:-length]), least
    if courteous:
        yield from _beside_sentence(text)


def _beside_sentence(text: str) -> Iterator[tuple[str, str, float]]:
    """« Je vous remercie, c'est plus clair. Et quelles études ? »: its first or last sentence."""
    first, *others = _SENTENCE_ENDS.split(text.strip())
    if others:
        yield first, " ".join(others), _PLAIN
        yield others[-1], " ".join((first, *others[:-1])), _PLAIN
