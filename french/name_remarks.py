"""What is said of a name right after it: « avec un tréma », « oui, c'est tout »."""

from __future__ import annotations

import re

from french.letters import fold

# What is said of how a name is written, after it; and what may also say something else.
_OF_SPELLING = (
    r"(?:avec|sans)\s+(?:une?\s+|des?\s+|les?\s+|deux\s+|trois\s+|\d\s+|l['’])?(?:[^\W\d_](?![\w'’-])|accent|tr[ée]ma"
    r"|c[ée]dille|tiret|trait|apostrophe|majuscule|espace)|en\s+(?:un|deux|trois|\d)\s+(?:seul\s+)?mot"
    r"|tout\s+(?:attach|coll)|accents?\b|c(?:\s?['’]?\s?est)?\s+(?:tout|court|long|simple)\b"
    r"|s\s?['’]?\s?[ée]crit\b"
)
_SPACE = r"(?:\s*[,;:(]\s*|\s+(?:[-–—]\s+)?)"
SPELLING = re.compile(rf"{_SPACE}(?P<rest>(?:{_OF_SPELLING}).*)$", re.I | re.S)
REMARK = re.compile(
    rf"{_SPACE}(?P<rest>(?:{_OF_SPELLING}|(?:avec|sans|comme|oui|voil[àa]|deux|trois|c\s?['’]?\s?est|c)\b)"
    r".*)$",
    re.I | re.S,
)

_LETTERS = re.compile(r"(?:[\s,;:.(-]+[^\W\d_](?![^\W\d_’'])){3,}\.?")


def without_letters(text: str) -> str:
    """Leave out the letters that spell a word said before, and what is said of them.

    « Yanis, Y A N I S », « Sonia Ferhat F E R H A T comme… ». A name's own initials stay.
    """
    for run in _LETTERS.finditer(text):
        spelt = "".join(filter(str.isalpha, fold(run.group())))
        said = text[: run.start()]
        are_initials = "." in run.group() or text[run.end() :].strip(" ),!")
        if spelt in re.findall(r"[^\W\d_]+", fold(said)) or not are_initials:
            return said
    return text
