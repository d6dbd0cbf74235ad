"""Where a visitor takes back what was just said: « 06 …, non, pardon, 07 … »."""

from __future__ import annotations

import re

from french.letters import fold

_TAKES_BACK = re.compile(r"\b(?:non|nn|pardon|enfin|euh+|oups|plutot)\b[^.@]*$")
_CHANGES_MIND = re.compile(
    r"\b(?:plutot|finalement|en fait|chang(?:e|er|ez|eons)|au lieu|a la place|met(?:s|tez|tre|tons)"
    r"|non|pardon|enfin|oups)\b"
)
_REPLACES = re.compile(r"\b(?:mais|par|desormais|maintenant)\b[^.@]*$")


def takes_back(said: str) -> bool:
    """Tell whether words between two values make the second a correction of the first."""
    return bool(_TAKES_BACK.search(fold(said)))


def replaces(said: str) -> bool:
    """Tell whether words before the second of two values may also put it in the first's place.

    Of two numbers, « … mais 01 … le soir » gives both.
    """
    return takes_back(said) or bool(_REPLACES.search(fold(said)))


def changes_mind(said: str) -> bool:
    """Tell whether something said beside an answer is to change what was settled before.

    « 01 99 00 45 12, je suis chez moi le matin » is not.
    """
    return bool(_CHANGES_MIND.search(fold(said)))
