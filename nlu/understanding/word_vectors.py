"""What spaCy's word vectors know of a message: the mean of its words, unaccented as they are.

Visitors leave accents out, and the vectors' words have them: each plain word is looked up as the
training data properly writes it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from spacy.strings import get_string_id
from spacy.vocab import Vocab

from french.letters import fold
from nlu.understanding.french_words import written_words


class WordVectors:
    """Gives texts the mean vector of their words, of length `weight`; zero where none is known."""

    def __init__(self, vocab: Vocab, spellings: Mapping[str, str], weight: float) -> None:
        """Take the vectors, and the proper spelling of plain words."""
        self._vectors = vocab.vectors
        self._spellings = spellings
        self._weight = weight

    def of(self, words: list[str]) -> np.ndarray:
        """Give the vector of one text, as the list of its plain words."""
        rows = [row for row in map(self._row, words) if row >= 0]
        mean = self._vectors.data[rows].sum(axis=0) if rows else np.zeros(self._vectors.shape[1])
        return (self._weight * mean / (np.linalg.norm(mean) or 1)).astype(np.float32)

    def _row(self, word: str) -> int:
        # By the word's hash: asking by name would keep in memory every word that visitors type.
        row = int(self._vectors.find(key=get_string_id(self._spellings.get(word, word))))
        return row if row >= 0 else int(self._vectors.find(key=get_string_id(word)))


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
