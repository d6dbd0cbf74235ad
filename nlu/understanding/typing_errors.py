"""Slips of the thumb, as people make them: to teach a model by, and to measure one with."""

from __future__ import annotations

import random

_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
_NEIGHBOURS: dict[str, str] = {
    letter: row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
    for row in _ROWS
    for place, letter in enumerate(row)
}


def with_typing_error(text: str, chance: random.Random) -> str:
    """Put one slip into a text: a letter left out, doubled, swapped or its neighbour on the keys.

    The first letter of a word stays: that is where the eye looks. A text without a word of two
    letters stays as it is.
    """
    places = [
        place
        for place in range(1, len(text))
        if text[place].isalpha() and text[place - 1].isalpha()
    ]
    if not places:
        return text
    place = chance.choice(places)
    letter, before, after = text[place], text[:place], text[place + 1 :]
    slip = chance.choice(("omit", "double", "swap", "neighbour"))
    if slip == "omit":
        return before + after
    if slip == "swap" and after[:1].isalpha():
        return before + after[0] + letter + after[1:]
    if slip == "neighbour" and letter.lower() in _NEIGHBOURS:
        return before + chance.choice(_NEIGHBOURS[letter.lower()]) + after
    return before + letter + letter + after
