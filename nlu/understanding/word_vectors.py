"""What word vectors know of a message: the mean of its words.

Visitors leave accents out, and the vectors' words have them: each plain word is looked up as the
training data properly writes it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from french.letters import fold
from nlu.understanding.french_words import written_words


class VectorTable(Protocol):
    """Where the vectors of words come from: a component says whose they are."""

    @property
    def rows(self) -> NDArray[Any]:
        """The vectors, a row each."""

    def row_of(self, word: str) -> int:
        """Find the row of a word; -1 where it has none."""


class WordVectors:
    """Gives texts the mean vector of their words, of length `weight`; zero where none is known."""

    def __init__(self, table: VectorTable, spellings: Mapping[str, str], weight: float) -> None:
        """Take the vectors, and the proper spelling of plain words."""
        self._table = table
        self._spellings = spellings
        self._weight = weight

    def of(self, words: list[str]) -> NDArray[np.float32]:
        """Give the vector of one text, as the list of its plain words."""
        rows = [row for row in map(self._row, words) if row >= 0]
        vectors = self._table.rows
        mean = vectors[rows].sum(axis=0) if rows else np.zeros(vectors.shape[1])
        weighed: NDArray[Any] = self._weight * mean / (np.linalg.norm(mean) or 1)
        return weighed.astype(np.float32)

    def _row(self, word: str) -> int:
        proper = self._spellings.get(word)
        row = self._table.row_of(proper) if proper else -1
        return row if row >= 0 else self._table.row_of(word)


def proper_spellings(texts: Iterable[str]) -> dict[str, str]:
    """Learn how each plain word is most often written, accents and all."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for word in written_words(text):
            seen[fold(word)][word] += 1
    return {
        plain: written.most_common(1)[0][0]
        for plain, written in seen.items()
        if written.most_common(1)[0][0] != plain
    }
