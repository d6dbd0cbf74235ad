"""What a text was read as."""

from __future__ import annotations

from typing import NamedTuple


class Reading(NamedTuple):
    """An intent that a text may have, how likely it is (0 to 1), and the words it was read in."""

    intent: str
    confidence: float
    words: str
