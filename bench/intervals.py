"""How sure a share is: what it may be in truth, where only so many were measured."""

from __future__ import annotations

import math

_Z = 1.959964  # of the normal distribution, 95 % lie within so many deviations


def wilson(right: int, total: int) -> tuple[float, float]:
    """Give the ends of Wilson's 95 % interval, in percent: everything where nothing was measured.

    Unlike the textbook's, it holds for few measurements and next to 0 and 100 %.
    """
    if not total:
        return 0.0, 100.0
    share, spread = right / total, _Z**2 / total
    middle = (share + spread / 2) / (1 + spread)
    half = math.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)
