"""French as people type it, made plain: no accents, capitals, short forms or typing errors."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from french.letters import fold
from french.when.not_times import NO_TIMES
from french.when.vocabulary import CORRECTED, MONTHS, NUMBER, RIGHT, SHORT, read_number

LONGEST = 200
"""Characters that are read; a time is said in fewer."""

_LIKE = {"‘": "'", "ʼ": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‑": "-", "‐": "-"}
_ISO = re.compile(r"\b(\d{4}-\d\d-\d\d)t(\d\d:\d\d)(?::[\d.]+)?(?:z|[+-]\d\d:?\d\d)?\b")
_WORD = re.compile(r"(?<![\w@.-])[a-z]{4,11}(?![\w@])")


@dataclass(frozen=True)
class PlainText:
    """Plain text, and for each of its letters where it stood in what was typed."""

    plain: str
    origin: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a span of the plain text into one of what was typed."""
        return self.origin[start], self.origin[end - 1] + 1


def make_plain(text: str) -> PlainText:
    """Make typed text plain. Linear in its length, of which LONGEST characters are read."""
    made = _without_accents(text[:LONGEST])
    made = _replace(made, _ISO, lambda match: f"{match[1]} {match[2]}")
    for pattern, word in SHORT:
        made = _replace(made, pattern, word)
    made = _replace(made, _WORD, _correct)
    made = _replace(made, NUMBER, read_number)
    return _replace(made, NO_TIMES, lambda match: "~" * len(match[0]))


def _without_accents(text: str) -> PlainText:
    letters: list[str] = []
    origin: list[int] = []
    for index, letter in enumerate(text):
        for part in fold(letter):
            letters.append(_LIKE.get(part, " " if part.isspace() else part))
            origin.append(index)
    # One sign may stand for many letters: « ﷺ » for eighteen.
    return PlainText("".join(letters[:LONGEST]), tuple(origin[:LONGEST]))


def _replace(
    text: PlainText, pattern: re.Pattern[str], word: str | Callable[[re.Match[str]], str]
) -> PlainText:
    """Replace what a pattern finds; the new letters stand where the old ones stood."""
    letters: list[str] = []
    origin: list[int] = []
    done = 0
    for match in pattern.finditer(text.plain):
        start, end = match.span()
        letters.append(text.plain[done:start])
        origin.extend(text.origin[done:start])
        new = word if isinstance(word, str) else word(match)
        letters.append(new)
        last = end - 1 - start
        origin.extend(text.origin[start + min(index, last)] for index in range(len(new) - 1))
        if new:
            origin.append(text.origin[end - 1])
        done = end
    letters.append(text.plain[done:])
    origin.extend(text.origin[done:])
    return PlainText("".join(letters), tuple(origin))


def _correct(match: re.Match[str]) -> str:
    """Mend one typing error in the name of a day or a month; the first letter must be right.

    A longer name is mended at two errors, if no name of a person comes as near.
    """
    word = match[0]
    if word in RIGHT:
        return word
    for right in CORRECTED:
        if word[0] == right[0]:
            allowed = 2 if len(right) > 7 and right not in MONTHS else 1
            if OSA.distance(word, right, score_cutoff=allowed) <= allowed:
                return right
    return word
