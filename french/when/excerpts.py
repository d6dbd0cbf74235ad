"""Of a long message, the parts that may speak of a time: so that reading it takes no longer."""

from __future__ import annotations

import re
from collections.abc import Callable
from heapq import merge

from french.when.vocabulary import MONTH_RE, WEEKDAY_RE

LONGEST = 20_000
"""Characters that are looked at: far more than anybody writes."""

DENSEST = 600
"""Characters near words about a time that are read: nobody names so many times in one message."""

_SHORT = 250  # characters that are read whole: cheaper than choosing
_NEAR = 60  # characters kept on both sides: « je ne peux pas » stands near the day it refuses

_SPEAKS = re.compile(
    rf"\d|\b(?:{WEEKDAY_RE}|{MONTH_RE}|lun|mar|mer|jeu|ven|sam|dim|demain|demin|hier|auj|ajd"
    r"|matin|mat\b|apres|apre?m|midi|minuit|soir|tantot|journee|semaine|sem\b|week|we\b|mois\b"
    r"|jours?\b|quinzaine|huitaine|heures?\b|minutes?\b|asap|plus (?:tot|vite|tard)|possible"
    r"|creneau|paques|noel|pentecote|ascension|toussaint|maintenant|lendemain|veille|tout de)"
)
_LETTERS = re.compile(r"[a-z]{4,11}")
_GAP = re.compile(r"[\s,;.!?]")


def speaking_of_time(
    plain: str, is_misspelt: Callable[[str], bool]
) -> list[tuple[int, int]] | None:
    """Give the parts near words about a time, in order; None where the text is short.

    `is_misspelt` tells of a word whether it is such a word with a typing error. The parts end
    between words, and are DENSEST characters at most, all together.
    """
    if len(plain) <= _SHORT:
        return None
    marks = merge(
        (match.start() for match in _SPEAKS.finditer(plain)),
        (match.start() for match in _LETTERS.finditer(plain) if is_misspelt(match[0])),
    )
    parts: list[tuple[int, int]] = []
    before = 0  # characters of the parts but the last
    for mark in marks:
        start, end = max(0, mark - _NEAR), min(len(plain), mark + _NEAR)
        if parts and start <= parts[-1][1]:
            start = parts.pop()[0]
        elif parts:
            before += parts[-1][1] - parts[-1][0]
        room = DENSEST - before
        parts.append((start, min(end, start + room)))
        if end - start >= room:
            break
    return [_between_words(plain, start, end) for start, end in parts]


def _between_words(plain: str, start: int, end: int) -> tuple[int, int]:
    """Move the cuts out of words; what is no words at all is left out."""
    if start > 0:
        gap = _GAP.search(plain, start, end)
        start = gap.end() if gap else end
    if end < len(plain):
        while end > start and not _GAP.match(plain[end - 1]):
            end -= 1
    return start, end
