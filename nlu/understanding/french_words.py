"""The words of a French message, comparable whatever the accents, capitals and abbreviations."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from french.letters import fold, small

_EMAIL = re.compile(r"\S+@\S+")
_PHONE = re.compile(r"(?:\+\s?33|\b0)\s?[1-9](?:[\s.-]?\d{2}){4}\b")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")  # « merciiii », « nooon »
_WORD = re.compile(r"([a-z0-9]+)('?)|([^\sa-z0-9])")
_WRITTEN = re.compile(r"\w+")
_SILENT = frozenset("'’-_\"«»()*")


def words_of(text: str) -> list[str]:
    """List the words and signs of a message: « Jveux un RDV ! » gives « je veux un rendez vous ! ».

    An e-mail address and a telephone number each become one word that says so: which one it is
    tells nothing of what the visitor wants.
    """
    plain = _PHONE.sub(" ztelephone ", _EMAIL.sub(" zadresse ", fold(text)))
    plain = _DRAWN_OUT.sub(r"\1\1", plain)
    meant = abbreviations()
    words: list[str] = []
    for word, elided, sign in _WORD.findall(plain):
        if word:
            # Before an apostrophe, « c » is no abbreviation of « c'est ».
            words += [word] if elided else meant.get(word, word).split()
        elif sign not in _SILENT:
            words.append(sign)
    return words


def written_words(text: str) -> list[str]:
    """List the words of a text as they are written, but for capitals."""
    return _WRITTEN.findall(small(text))


@cache
def abbreviations() -> dict[str, str]:
    """What is meant by each abbreviation of `abbreviations.tsv`."""
    lines = Path(__file__).with_name("abbreviations.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))
