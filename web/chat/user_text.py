"""Text that visitors type, made safe: it can never act as a command."""

from __future__ import annotations

import unicodedata

LONGEST_TEXT = 1000
"""Characters of one message; more is not a chat message any more."""

# Looks the same, but is no command to Rasa, which treats a leading « / » as one.
_HARMLESS_SLASH = "\N{FRACTION SLASH}"


class EmptyText(Exception):
    """Nothing was said."""


class TextTooLong(Exception):
    """More was said than a message may hold."""


def inert(text: str) -> str:
    """Make typed text safe to hand to Rasa: no control characters, no leading command sign.

    Raises EmptyText, TextTooLong.
    """
    if len(text) > LONGEST_TEXT:
        raise TextTooLong
    said = " ".join(printable(text).split())
    # Marks without a width are no reason to answer, nor a way to hide a command sign.
    bare = said.lstrip("".join(letter for letter in said if _is_invisible(letter)) + " ")
    if not bare:
        raise EmptyText
    slashes = len(bare) - len(bare.lstrip("/"))
    return _HARMLESS_SLASH * slashes + bare[slashes:]


def printable(text: str) -> str:
    """Drop what no screen shows and no database takes: control characters, lone surrogates."""
    kept = (" " if letter in "\n\r\t" else letter for letter in unicodedata.normalize("NFC", text))
    return "".join(letter for letter in kept if unicodedata.category(letter) not in ("Cc", "Cs"))


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Mn", "Zs", "Zl", "Zp")
