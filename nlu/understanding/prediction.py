"""What a text was understood as."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Prediction(NamedTuple):
    """An intent that a text may have, how likely it is (0 to 1), and the points that it asks for.

    The likeliest point comes first; none where the text asks in general, or nothing.
    """

    intent: str
    confidence: float
    text: str
    points: tuple[str, ...] = ()


Predict = Callable[[str], list[Prediction]]
"""Ranks every intent for a text, the likeliest first."""
