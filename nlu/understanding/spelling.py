"""Mending words that were never seen into words that were, one slip of the thumb away.

The dictionary is the training data: a word that is not in it tells a
classifier nothing, so that nothing is lost where the mending is wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

_SHORTEST = 4  # shorter words have too many neighbours
_ELIDED = frozenset("jldcsnmtq")  # « jhabite », « lentretien »


class Speller:
    """Mends words by those of a dictionary, the most frequent first.

    Finds neighbours through the words that remain when one letter is left out, so that the time
    per word does not grow with the dictionary.
    """

    def __init__(self, frequency: Mapping[str, int]) -> None:
        """Take how often each word of the dictionary was seen."""
        self._frequency = frequency
        self._neighbours: dict[str, set[str]] = defaultdict(set)
        for word, times in frequency.items():
            if times > 1 and len(word) >= _SHORTEST and word.isalpha():
                for shortened in _shortened(word):
                    self._neighbours[shortened].add(word)

    @classmethod
    def learn(cls, texts: Iterable[list[str]]) -> Speller:
        """Learn the dictionary from the words of many texts."""
        return cls(Counter(word for words in texts for word in words))

    @property
    def frequency(self) -> Mapping[str, int]:
        """How often each word of the dictionary was seen."""
        return self._frequency

    def mend(self, words: Iterable[str]) -> list[str]:
        """Mend each word that is not in the dictionary; leave what has no neighbour there."""
        return [mended for word in words for mended in self._mend(word)]

    def _mend(self, word: str) -> list[str]:
        if word in self._frequency or len(word) < _SHORTEST or not word.isalpha():
            return [word]
        if word[0] in _ELIDED and self._frequency.get(word[1:], 0) > 1:
            return [word[0], word[1:]]
        near = {
            known
            for shortened in _shortened(word)
            for known in self._neighbours.get(shortened, ())
            if _is_one_slip_away(word, known)
        }
        return [max(near, key=lambda known: (self._frequency[known], known))] if near else [word]


def _shortened(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _is_one_slip_away(one: str, other: str) -> bool:
    """Tell whether one letter too many, missing, wrong, or two swapped, is all the difference."""
    if len(one) != len(other):
        shorter, longer = sorted((one, other), key=len)
        return shorter in _shortened(longer)
    differing = [place for place in range(len(one)) if one[place] != other[place]]
    if len(differing) == 2:
        first, second = differing
        return second == first + 1 and one[first] == other[second] and one[second] == other[first]
    return len(differing) < 2
