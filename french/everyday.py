"""The words that everybody types, from `everyday_words.txt`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from french.letters import fold


@cache
def listed_words() -> tuple[str, ...]:
    """The lines' words as they are listed; a star at the end marks one that may lead to a name."""
    return tuple(Path(__file__).with_name("everyday_words.txt").read_text().split())


def is_everyday(word: str) -> bool:
    """Tell whether a word is one that everybody types, whatever its capitals and accents."""
    return fold(word) in _folded()


@cache
def _folded() -> frozenset[str]:
    return frozenset(fold(word.removesuffix("*")) for word in listed_words())
