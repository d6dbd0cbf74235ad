"""What is said beside a name: « d'accord » before it, « avec un tréma » after it, its letters."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from french.letters import fold

# What is said of how a name is written, after it.
_OF_SPELLING = (
    r"(?:avec|sans)\s+(?:une?\s+|des?\s+|les?\s+|deux\s+|trois\s+|\d\s+|l['’])?(?:[^\W\d_](?![\w'’-])|accent|tr[ée]ma"
    r"|c[ée]dille|tiret|trait|apostrophe|majuscule|espace)|en\s+(?:un|deux|trois|\d)\s+(?:seul\s+)?mot"
    r"|tout\s+(?:attach|coll)|accents?\b|c(?:\s?['’]?\s?est)?\s+(?:tout|court|long|simple)\b"
    r"|s\s?['’]?\s?[ée]crit\b"
)
_SPACE = r"(?:\s*[,;:(]\s*|\s+(?:[-–—]\s+)?)"
SPELLING = re.compile(rf"{_SPACE}(?P<rest>(?:{_OF_SPELLING}).*)$", re.I | re.S)
_AGREED = re.compile(r"^\W*(?:(?:ok|oui)\s+)?[dD]['’ ]?accord\b[\s,.:!]*(?=\w)")  # no « D'Accord »
_LETTERS = re.compile(r"(?:[\s,;:.(-]+[^\W\d_](?![^\W\d_’'])){3,}[.)]?")
_LEAST_SPELT = 4  # letters that spell a word nobody has said yet; three may be initials
_NEAR = 0.7  # so alike is what was heard to what the letters spell


def past_agreement(text: str) -> str:
    """Leave out what agrees to give a name, before it: « d'accord Nolwenn Le Goff »."""
    return _AGREED.sub("", text)


def without_letters(text: str) -> str:
    """Leave out the letters that spell a word said before: « Yanis, Y A N I S ».

    Where that was misheard, or not said at all, the letters are the word: « Paul M A R T I N ». A
    name's own initials stay.
    """
    run = _LETTERS.search(text)
    if run is None:
        return text
    spelt = "".join(filter(str.isalpha, run.group()))
    said, rest = text[: run.start()], without_letters(text[run.end() :])
    words = re.findall(r"[^\W\d_]+", said)
    if fold(spelt) in map(fold, words):
        return f"{said}{rest}"
    if "." in run.group() or len(spelt) < _LEAST_SPELT or not words:
        return f"{text[: run.end()]}{rest}"
    if SequenceMatcher(None, fold(words[-1]), fold(spelt)).ratio() >= _NEAR:
        said = said[: said.rindex(words[-1])].rstrip()
    return f"{said} {spelt.capitalize()}{rest}"
