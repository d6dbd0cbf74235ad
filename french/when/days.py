"""Days, weeks and months in plain text, with what bounds or refuses them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from french.when.dates import ALONE, DATES, FIXED, WEEKDAY
from french.when.named_days import NamedDays, NoDay
from french.when.weeks import WEEKS

Found = tuple[int, int, NamedDays]

_LE = r"\s*(?:(?:le|la|les|a|ce|cette)\s|l')*$"
_BOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern + _LE), bound)
    for pattern, bound in (
        (r"\b(?:pas plus tard que|au plus tard|pas apres)", "until"),
        (r"\b(?:pas avant|au plus tot|pas plus tot que)", "from"),
        (r"\b(?:a partir d[eu']|a compter d[eu']|des|depuis)", "from"),
        (r"\b(?:apres|plus tard que|passe)", "after"),
        (r"\b(?:d'ici|jusqu'(?:a|au|en))", "until"),
        (r"\b(?:avant|plus tot que)", "before"),
    )
)


def read_days(plain: str, today: date) -> list[Found]:
    """Find the days in plain text: their span and value, none overlapping, in order."""
    taken: list[tuple[int, int]] = []
    found: list[Found] = []
    for pattern, make in (*FIXED, *DATES, *WEEKDAY, *WEEKS, *ALONE):
        for match in pattern.finditer(plain):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            named = make(match, today)
            if named is None:
                continue
            taken.append(match.span())
            if not isinstance(named, NoDay):
                before = plain[max(0, match.start() - 24) : match.end()]
                found.append((*match.span(), _bounded(before, len(match[0]), named)))
    return sorted(found, key=lambda item: item[0])


def _bounded(text: str, length: int, named: NamedDays) -> NamedDays:
    """Apply what stands before, such as « pas avant » or « d'ici », or begins the naming itself."""
    said = text[len(text) - length :]
    own = re.match(r"(?:des|avant|apres|jusqu'en)\s|d'ici\s|a partir d[e']", said)
    before = text[: len(text) - length] + (own[0] if own else "")
    bound = next((bound for pattern, bound in _BOUNDS if pattern.search(before)), named.bound)
    if bound == "before" and named.at_end:
        bound = "until"
    return replace(named, bound=bound)
