"""How much alike phrases are worded: by the roots that they share, the rarer the more."""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from french.letters import fold
from french.name_words import NOT_NAMES

_ROOT = 5  # letters: « stage », « stages » and « stagiaire » are one
_SHORT = 2
_WORD = re.compile(r"[^\W\d_]{2,}")


def roots_of(text: str) -> frozenset[str]:
    """Give the beginnings of a phrase's words."""
    return frozenset(word[:_ROOT] for word in _WORD.findall(fold(text)))


def telling_roots_of(text: str) -> frozenset[str]:
    """Give those of words that are not everyday ones; of few phrases, none seems rare otherwise."""
    words = (word for word in _WORD.findall(fold(text)) if word not in NOT_NAMES)
    return frozenset(word[:_ROOT] for word in words if len(word) > _SHORT)


def rarity_of(all_roots: Sequence[frozenset[str]]) -> dict[str, float]:
    """Weigh each root: one that half of the phrases have tells next to nothing."""
    times = Counter(root for roots in all_roots for root in roots)
    return {root: math.log(1 + len(all_roots) / many) for root, many in times.items()}


def likeness(one: Collection[str], other: Collection[str], rarity: Mapping[str, float]) -> float:
    """Give the cosine of two phrases' roots; 1 is the same."""
    shared = sum(rarity[root] ** 2 for root in one if root in other)
    length = math.sqrt(_weight(one, rarity) * _weight(other, rarity))
    return shared / length if length else 0.0


class Neighbourhood:
    """Many phrases, of which those near another one are found quickly."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._roots = [roots_of(text) for text in texts]
        self._rarity = rarity_of(self._roots)
        self._having: dict[str, list[int]] = defaultdict(list)
        for place, roots in enumerate(self._roots):
            for root in roots:
                self._having[root].append(place)

    def nearest(self, text: str, most: int) -> list[int]:
        """Give the places of the phrases that are most alike, and share a root at least."""
        own = frozenset(root for root in roots_of(text) if root in self._rarity)
        sharing = {place for root in own for place in self._having[root]}
        return heapq.nlargest(
            most,
            sorted(sharing),
            key=lambda place: likeness(own, self._roots[place], self._rarity),
        )


def _weight(roots: Collection[str], rarity: Mapping[str, float]) -> float:
    return sum(rarity[root] ** 2 for root in roots)
