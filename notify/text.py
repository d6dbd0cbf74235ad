"""Text from visitors, made safe for places that hold a single line."""

from __future__ import annotations

import unicodedata


def one_line(text: str) -> str:
    """Put a text on one line, without control characters, for a header ends where its line ends."""
    spaced = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Cs") else letter
        for letter in text
    )
    return " ".join(part for part in spaced.split(" ") if part)
