"""How a name is written: its capitals and its particles."""

from __future__ import annotations

import re

from french.letters import fold
from french.name_words import COURTESIES, NOT_NAMES, PARTICLES
from french.places import zone_of_place

_OF_PORTUGAL = frozenset(("da", "das", "de", "do", "dos"))
_PREPOSITIONS = frozenset((*_OF_PORTUGAL, "d", "des", "den", "der", "di", "du", "van", "von"))
LONGEST = 80
"""Characters of a name."""
TOKEN = re.compile(r"[^\W\d_]\.(?!\w)|(?<!\S)['’](?:t|s|n)(?!\w)|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
"""A word of a name, or an initial; no full stop is within, as in a link: « evil.com »."""


def spelt(tokens: list[str], *, is_first: bool = True) -> str:
    """Write a name with its capitals; those that the visitor gave are kept.

    `is_first`: nothing of the name comes before, so that a particle is not in small letters.
    """
    shouted = all(token.isupper() for token in tokens) and any(len(t) > 2 for t in tokens)
    words = (
        word
        if not (shouted or word.islower())
        else word.lower()
        if is_particle(word) and (index or not is_first) and index + 1 < len(tokens)
        else word
        if is_joint(tokens, index)
        else _capitalise(word)
        for index, word in enumerate(tokens)
    )
    return " ".join(words)[:LONGEST]


def _capitalise(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)


def plain(word: str) -> str:
    """Write a word without accents, apostrophes or capitals, for looking it up."""
    return "".join(letter for letter in fold(word) if letter.isalpha())


def is_preposition(token: str) -> bool:
    """Tell « de » or « van », which stay small in a family's name, from « Le » and « Ben »."""
    return plain(token) in _PREPOSITIONS


def is_particle(token: str) -> bool:
    """Tell « de », « van » or « ’t », which a name holds and does not end with."""
    return plain(token) in PARTICLES or token[0] in "'’"  # « van 't Hoff »


def is_joint(tokens: list[str], place: int) -> bool:
    """Tell the « e » of « João de Souza e Silva » from a small initial."""
    is_within = 2 <= place < len(tokens) - 1
    return is_within and tokens[place] == "e" and plain(tokens[place - 2]) in _OF_PORTUGAL


def without_town(tokens: list[str]) -> list[str]:
    """Leave out the town of « Youssef Trabelsi de Tunis »; « Anne de Nantes » may be a name."""
    *name, of, town = ("", "", *tokens)
    comes_from = len(name) > 3 and plain(of) in ("de", "d", "du") and zone_of_place(town)
    return tokens[:-2] if comes_from else tokens


def starts_speech(tokens: list[str]) -> bool:
    """Tell « Le reste » from « Le Goff » and « le goff »: a sentence begins with the capital."""
    first, *others = tokens
    return is_particle(first) and first[:1].isupper() and bool(others) and others[0].islower()


def is_capitalised(text: str) -> bool:
    """Tell whether the first word of a text begins with a capital."""
    tokens = TOKEN.findall(text)
    return bool(tokens) and tokens[0][0].isupper()


def is_written_as_name(text: str) -> bool:
    """Tell whether a text is two words or more, each with its capital, as names are written."""
    tokens = TOKEN.findall(text)
    while tokens and plain(tokens[0]) in COURTESIES:
        tokens = tokens[1:]
    capitals = [token for token in tokens if token[0].isupper()]
    others = [place for place, token in enumerate(tokens) if not token[0].isupper()]
    may_be_small = (is_particle(tokens[place]) or is_joint(tokens, place) for place in others)
    return len(capitals) > 1 and all(may_be_small)


def is_rather_speech(text: str) -> bool:
    """Tell whether most words of a text are such as no one is called: « tu supportes l'OM toi ».

    In French only: another script has none of these words.
    """
    words = [plain(token) for token in TOKEN.findall(text)]
    everyday = [word in NOT_NAMES for word in words]
    return sum(everyday) * 2 > len(words)
