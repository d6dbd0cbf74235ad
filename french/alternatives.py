"""Of several values in one text: which is meant, or between which the text leaves the choice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from french.letters import fold

_OR = re.compile(r"\bou\b(?! (?:plutot|non|pardon|enfin|oups)\b)")
_BESIDES = re.compile(
    r"\b(?:sinon|autrement|a defaut|aussi|egalement|au (?:pire|besoin|cas ou)|(?:en|de) secours"
    r"|(?:le|la|en|apres|avant) (?:soir|matin|journee|semaine|week.?end|aprem|apres.midi|\d+ ?h)"
    r"|si (?:jamais|besoin|(?:ca|c|celle|celui|elle|il|l|la|le|vous)\b[^.;@]*"
    r"\b(?:pas|plus|bloque|probleme|souci|prefer\w+|voul\w+)))\b"
)
_SENTENCE = re.compile(r"[.!?]\s")


@dataclass(frozen=True)
class Stated:
    """Where a value stands in a text; None where something is wrong with it."""

    value: str | None
    start: int
    end: int


def left_open(
    text: str, stated: Sequence[Stated], replaces: Callable[[str], bool]
) -> tuple[Stated, ...]:
    """List the different values that a text leaves open: one where it is clear which is meant.

    `replaces` tells whether words before a value put it in the place of those before.
    """
    left: dict[str | None, Stated] = {}
    for place, each in enumerate(stated):
        before = text[stated[place - 1].end if place else 0 : each.start]
        after = text[each.end : stated[place + 1].start if place + 1 < len(stated) else None]
        if left and replaces(before) and not _offers_choice(before, after):
            left.clear()
        left.setdefault(each.value, each)
    return tuple(left.values())


def _offers_choice(before: str, after: str) -> bool:
    """Tell « ou sinon b@… » and « mais b@… marche aussi » from « non, b@… »."""
    said, then = fold(before), fold(_SENTENCE.split(after, maxsplit=1)[0])
    return bool(_OR.search(said) or _BESIDES.search(said) or _BESIDES.search(then))
