"""French without what people leave out when they type."""

from __future__ import annotations

import unicodedata


def bare(text: str) -> str:
    """Write a text in small letters without accents; nothing else changes."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
