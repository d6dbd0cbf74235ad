"""Letters: with or without what people leave out when they type, and safe on one line.

`nlu/` uses this module under Python 3.10, too.
"""

from __future__ import annotations

import unicodedata

_AS_TYPED = str.maketrans({"’": "'", "œ": "oe", "æ": "ae"})


def small(text: str) -> str:
    """Write a text in the small letters and signs of a keyboard: « L’Œuvre » gives « l'oeuvre »."""
    return text.lower().translate(_AS_TYPED)


def fold(text: str) -> str:
    """Write a text in small letters, without accents: « L’Œuvre, où » gives « l'oeuvre, ou »."""
    decomposed = unicodedata.normalize("NFKD", small(text))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def without_accents(text: str) -> str:
    """Leave every accent out and nothing else, as hurried thumbs do: « Où ? » gives « Ou ? »."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare)


def is_latin(letter: str) -> bool:
    """Tell whether a letter is one of our alphabet, with or without an accent."""
    return unicodedata.name(letter, "").startswith("LATIN")


def one_line(text: str) -> str:
    """Put a text on one line, without control characters, for a header ends where its line ends."""
    spaced = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Cs") else letter
        for letter in text
    )
    return " ".join(part for part in spaced.split(" ") if part)
