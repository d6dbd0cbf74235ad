"""What a text was understood as."""

from __future__ import annotations

from typing import NamedTuple


class Prediction(NamedTuple):
    """An intent that a text may have, how likely it is (0 to 1), and the words of the text."""

    intent: str
    confidence: float
    words: str
