"""Where a visitor takes back what was just said: « 06 …, non, pardon, 07 … »."""

from __future__ import annotations

import re

from french.letters import fold

_TAKES_BACK = re.compile(
    r"\b(?:mais|non|nn|par|pardon|enfin|euh+|oups|plutot|desormais|maintenant)\b[^.@]*$"
)


def takes_back(said: str) -> bool:
    """Tell whether words between two values make the second a correction of the first."""
    return bool(_TAKES_BACK.search(fold(said)))
