"""French words made comparable: without accents, capitals, punctuation or plural endings."""

from __future__ import annotations

import re

from french.letters import fold

_WORD = re.compile(r"[^\W_]+|\+")
_SHORTEST_PLURAL = 4  # shorter words, as « pas » and « ans », stay whole


def plain_words(text: str) -> tuple[str, ...]:
    """List the words of a text: « Les Réseaux sociaux, l’œil » gives les, reseau, sociau, l, oeil.

    The endings -s and -x are cut off on both sides of every comparison, so it does not matter that
    what remains is not always a word.
    """
    return tuple(_singular(word) for word in _WORD.findall(fold(text)))


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= _SHORTEST_PLURAL and word[-1] in "sx" else word
