"""How a name is written: its capitals and its particles."""

from __future__ import annotations

import re

from french.letters import fold
from french.name_words import PARTICLES
from french.places import zone_of_place

LONGEST = 80
"""Characters of a name."""


def spelt(tokens: list[str], *, is_first: bool = True) -> str:
    """Write a name with its capitals; those that the visitor gave are kept.

    `is_first`: nothing of the name comes before, so that a particle is not in small letters.
    """
    shouted = all(token.isupper() for token in tokens) and any(len(t) > 3 for t in tokens)
    words = (
        word
        if not (shouted or word.islower())
        else word.lower()
        if is_particle(word) and (index or not is_first)
        else _capitalise(word)
        for index, word in enumerate(tokens)
    )
    return " ".join(words)[:LONGEST]


def _capitalise(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)


def plain(word: str) -> str:
    """Write a word without accents, apostrophes or capitals, for looking it up."""
    return "".join(letter for letter in fold(word) if letter.isalpha())


def is_particle(token: str) -> bool:
    """Tell « de », « van » or « ’t », which a name holds and does not end with."""
    return plain(token) in PARTICLES or token[0] in "'’"  # « van 't Hoff »


def without_town(tokens: list[str]) -> list[str]:
    """Leave out the town of « Youssef Trabelsi de Tunis »; « Anne de Nantes » may be a name."""
    *name, of, town = ("", "", *tokens)
    comes_from = len(name) > 3 and plain(of) in ("de", "d", "du") and zone_of_place(town)
    return tokens[:-2] if comes_from else tokens


def starts_speech(tokens: list[str]) -> bool:
    """Tell « Le reste » from « Le Goff » and « le goff »: a sentence begins with the capital."""
    first, *others = tokens
    return is_particle(first) and first[:1].isupper() and bool(others) and others[0].islower()
