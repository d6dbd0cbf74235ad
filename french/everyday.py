"""The words that everybody types, from `everyday_words.txt`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from french.letters import fold

_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")  # « euuuh », « attendeeez »


@cache
def listed_words() -> tuple[str, ...]:
    """The lines' words as they are listed; a star at the end marks one that may lead to a name."""
    return tuple(Path(__file__).with_name("everyday_words.txt").read_text().split())


def is_everyday(word: str) -> bool:
    """Tell whether a word is one that everybody types, whatever its capitals and accents."""
    plain = fold(word)
    return plain in _folded() or any(
        _DRAWN_OUT.sub(short, plain) in _folded() for short in (r"\1", r"\1\1")
    )


@cache
def _folded() -> frozenset[str]:
    return frozenset(fold(word.removesuffix("*")) for word in listed_words())
