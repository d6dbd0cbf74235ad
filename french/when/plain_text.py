"""French as people type it, made plain: no accents, capitals, short forms or typing errors."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from french.letters import fold
from french.when.excerpts import LONGEST, speaking_of_time
from french.when.not_times import NO_TIMES
from french.when.sounds import Heard
from french.when.vocabulary import CORRECTED, MONTHS, NUMBER, RIGHT, SHORT, read_number

_LETTERS = dict(
    zip(
        "àâäáãåçéèêëíìîïñóòôöõúùûüýÿ’‘ʼ`´–—‑‐⁄\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}",
        "aaaaaaceeeeiiiinooooouuuuyy'''''----/  ",
        strict=True,
    )
)
_SAME_LENGTH = str.maketrans(_LETTERS)
# « 7 h » as this assistant writes it, which nobody types, is on a clock of 24 hours: « 07 h ».
_READ_BACK = re.compile(r"(?<!\d)\d(?=\N{NO-BREAK SPACE}h)")
_SPACES = re.compile(r"[\x00-\x20]{2,}|[\x00-\x1f]")
_ISO = re.compile(r"\b(\d{4}-\d\d-\d\d)t(\d\d:\d\d)(?::[\d.]{1,9})?(?:z|[+-]\d\d:?\d\d)?\b")
_HEARD = Heard((*CORRECTED, "matin"))
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
    """Make typed text plain. Linear in its length, of which LONGEST characters are read.

    Of a long text, only what stands near a word about a time is kept.
    """
    made = _replace(_without_accents(text[:LONGEST]), _SPACES, " ")
    kept = speaking_of_time(made.plain, lambda word: correct(word) != word)
    if kept is not None:
        made = _excerpt(made, kept)
    made = _replace(made, _ISO, lambda match: f"{match[1]} {match[2]}")
    for pattern, word in SHORT:
        if pattern.search(made.plain):
            made = _replace(made, pattern, word)
    made = _replace(made, _WORD, lambda match: correct(match[0]))
    made = _replace(made, NUMBER, read_number)
    for pattern in NO_TIMES:
        made = _replace(made, pattern, lambda match: "~" * len(match[0]))
    return made


def _excerpt(made: PlainText, kept: list[tuple[int, int]]) -> PlainText:
    letters: list[str] = []
    origin: list[int] = []
    for start, end in kept:
        letters.append(f"{made.plain[start:end]} ~ ")
        origin += made.origin[start:end]
        origin += [made.origin[end - 1]] * 3
    return PlainText("".join(letters), tuple(origin))


def _without_accents(text: str) -> PlainText:
    """Write a text without accents; cut again, since « ﷺ » stands for eighteen letters."""
    lowered = text.lower()
    if len(lowered) == len(text):
        made = PlainText(lowered, tuple(range(len(lowered))))
        made = _replace(made, _READ_BACK, lambda match: f"0{match[0]}")
        made = PlainText(made.plain.translate(_SAME_LENGTH), made.origin)
    else:
        made = PlainText(text, tuple(range(len(text))))
    if made.plain.isascii():
        return made
    letters: list[str] = []
    origin: list[int] = []
    for letter, index in zip(made.plain, made.origin, strict=True):
        folded = letter if letter.isascii() and letter.islower() else _ascii(letter)
        letters.append(folded)
        origin += (index,) * len(folded)
    return PlainText("".join(letters)[:LONGEST], tuple(origin[:LONGEST]))


@lru_cache(maxsize=1024)
def _ascii(letter: str) -> str:
    return "".join(" " if part.isspace() else part for part in fold(letter).translate(_SAME_LENGTH))


def _replace(
    text: PlainText, pattern: re.Pattern[str], word: str | Callable[[re.Match[str]], str]
) -> PlainText:
    """Replace what a pattern finds; the new letters stand where the old ones stood."""
    letters: list[str] = []
    origin: list[int] = []
    done = 0
    for match in pattern.finditer(text.plain):
        start, end = match.span()
        new = word if isinstance(word, str) else word(match)
        if new == match[0]:
            continue
        letters += (text.plain[done:start], new)
        origin += text.origin[done:start]
        last = end - 1 - start
        origin += (text.origin[start + min(index, last)] for index in range(len(new) - 1))
        if new:
            origin.append(text.origin[end - 1])
        done = end
    if not done:
        return text
    letters.append(text.plain[done:])
    origin += text.origin[done:]
    return PlainText("".join(letters), tuple(origin))


@lru_cache(maxsize=4096)
def correct(word: str) -> str:
    """Mend one typing error in the name of a day or a month; the first letter must be right.

    A longer name is mended at two errors, if no name of a person comes as near; and any that is
    written as it sounds.
    """
    if word in RIGHT:
        return word
    for right in CORRECTED:
        if word[0] == right[0]:
            allowed = 2 if len(right) > 7 and right not in MONTHS else 1
            if OSA.distance(word, right, score_cutoff=allowed) <= allowed:
                return right
    return _HEARD.word(word) or word
