"""The words of an answer, as the reader of names sees them: each with its letters and its signs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from french.everyday import is_everyday
from french.letters import fold

BEGINNING, END, NUMBER = "^", "$", "9"
"""What stands before the first word, after the last one, and for any number or code."""
_PIECE = re.compile(
    r"[^\W\d_]\.(?!\w)|(?<!\S)['’][tsn](?!\w)|\w*\d\w*(?:-\w+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*['’]?|\n|[^\w\s]|_"
)
_ELIDED = re.compile(r"(?P<sure>[cj]|qu)['’](?=\w)|[mtsnld]['’](?=\w)", re.I)


@dataclass(frozen=True, slots=True)
class Token:
    """A word as typed, folded, and the sign before and after it (empty where there is none)."""

    text: str
    word: str
    before: str
    after: str

    @property
    def shape(self) -> str:
        """How it is written: « a », « Aa », « AA », « AB » (two letters), « x » or « X » (one)."""
        letters = [letter for letter in self.text if letter.isalpha()]
        if len(letters) == 1:
            return "X" if letters[0].isupper() else "x"
        if all(letter.isupper() for letter in letters):
            return "AB" if len(letters) == 2 else "AA"
        return "Aa" if letters[0].isupper() else "a"


def name_tokens(text: str) -> list[Token]:
    """Cut a text into words. « j'arrive » is two, « N'Guessan » and « Jean-Luc » are one."""
    words: list[tuple[str, str]] = []  # with the sign before each
    after: list[str] = []
    sign = BEGINNING
    for piece in (each.group() for each in _PIECE.finditer(text)):
        if any(map(str.isdigit, piece)) or not any(map(str.isalpha, piece)):
            sign = NUMBER if piece[-1].isalnum() else "|" if piece == "\n" else piece
            if after and not after[-1]:
                after[-1] = sign
            continue
        for word in _without_elision(piece):
            words.append((word, sign))
            after.append("")
            sign = ""
    if after and not after[-1]:
        after[-1] = END
    return [
        Token(word, fold(word).strip("'"), sign, follows)
        for (word, sign), follows in zip(words, after, strict=True)
    ]


def _without_elision(word: str) -> list[str]:
    elided = _ELIDED.match(word)
    if elided is None:
        return [word]
    rest = word[elided.end() :]
    is_name = rest[0].isupper() and not rest.isupper()  # « D'Accord »
    if elided["sure"] or (is_everyday(rest) and not is_name):
        return [elided.group(), rest]
    return [word]
