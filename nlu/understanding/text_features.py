"""What a linear model reads in a message: its words, pairs of words and pieces of words, weighed.

Once learnt, it needs nothing but NumPy: a message takes some 0.2 ms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_LEAST_TEXTS = 3  # an n-gram of fewer says more of them than of what is meant
_SHORTEST_PIECE, _LONGEST_PIECE = 2, 5


class Features(NamedTuple):
    """The features that a message has: their columns, and the weight of each."""

    columns: NDArray[Any]
    weights: NDArray[Any]


class TextFeatures:
    """Weighs the n-grams of words and of letters by how rare they are (tf-idf, sublinear).

    Both kinds make a vector of length 1 each, so that neither drowns the other. A piece of a word
    keeps the word's edges: « _rdv », « aire_ ». Pieces are what survives a typing error.
    """

    def __init__(self, vocabulary: dict[str, int], rarity: NDArray[Any]) -> None:
        """Take the column of each n-gram, and the rarity of each column."""
        self._vocabulary = vocabulary
        self._rarity = rarity

    @classmethod
    def learn(cls, texts: Sequence[list[str]], contexts: Sequence[str]) -> TextFeatures:
        """Learn the n-grams of texts (each the list of its words) and how rare each is.

        The words of a text said in a context are learnt with it, too.
        """
        seen: Counter[str] = Counter()
        for words, context in zip(texts, contexts, strict=True):
            grams = chain(_word_grams(words, context), _letter_grams(words))
            seen.update(dict.fromkeys(grams).keys())
        seen = Counter({gram: times for gram, times in seen.items() if times >= _LEAST_TEXTS})
        times = np.fromiter(seen.values(), dtype=np.float64, count=len(seen))
        rarity = np.log((1 + len(texts)) / (1 + times)) + 1
        return cls({gram: column for column, gram in enumerate(seen)}, rarity.astype(np.float32))

    @property
    def grams(self) -> list[str]:
        """Every n-gram, in the order of the columns."""
        return list(self._vocabulary)

    @property
    def rarity(self) -> NDArray[Any]:
        """The rarity of each column."""
        return self._rarity

    def of(self, words: list[str], context: str = "") -> Features:
        """Give the features of one text, said in a context."""
        kinds = [self._weighed(_word_grams(words, context)), self._weighed(_letter_grams(words))]
        return Features(*(np.concatenate(parts) for parts in zip(*kinds, strict=True)))

    def _weighed(self, grams: Iterable[str]) -> tuple[NDArray[Any], NDArray[Any]]:
        known = (self._vocabulary[gram] for gram in grams if gram in self._vocabulary)
        counts = Counter(known)
        columns = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
        times = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        weights = (1 + np.log(times)) * self._rarity[columns]
        return columns, weights / (np.linalg.norm(weights) or 1)


def _word_grams(words: list[str], context: str) -> Iterator[str]:
    yield from words
    yield from map(" ".join, pairwise(words))
    for part in dict.fromkeys((context, context.partition(":")[0])) if context else ():
        yield f"@{part}"
        yield from (f"@{part} {word}" for word in words)


def _letter_grams(words: list[str]) -> Iterator[str]:
    for word in words:
        edged = f"_{word}_"  # never equal to a word: these have no such sign
        for length in range(_SHORTEST_PIECE, _LONGEST_PIECE + 1):
            for start in range(max(len(edged) - length + 1, 1)):
                yield f"~{edged[start : start + length]}"
