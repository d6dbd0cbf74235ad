"""What is said beside a name: « d'accord » before it, « avec un tréma » after it, itself twice."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

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

_WORD = r"[^\W\d_][\w'’-]*"
_PAUSE = re.compile(r"\s*(?:[,;:…]|\.+|\s[-–—]\s)\s*")
_ALONE = re.compile(  # « moi c'est Kelly », « Le Goff »
    rf"(?:.*\b(?:c\s?['’]?\s?est|app?el+e|nomme)\s+)?(?P<told>{_WORD}(?:\s{_WORD})?)\W*", re.I
)
_SAID_TWICE = re.compile(
    rf"(?<![\w'’-])(?P<told>{_WORD})\s+(?=(?P=told){_SPACE}(?:{_OF_SPELLING}|comme\b))", re.I
)
_SLIP = re.compile(
    r"(?<=[\s,;:.!?…(-])(?:pardon|oups|mince|zut|(?:enfin|euh|ah|non|mais)\W+n[oa]n"
    r"|n[oa]n\s+(?:attend\w+|d[ée]sol\w+|enfin|je?\s?(?:rigole|d[ée]conne|plaisante)\w*)"
    r"|(?:j\s?e\s+)?me\s+(?:suis\s+)?tromp\w+)\b\W*(?=\w)",
    re.I,
)
# « pardon, pas Marie Durand », « pardon, moi c'est sa mère »: this is no other name of theirs
_NOT_INSTEAD = re.compile(r"(?:\w+\W+){0,2}(?:pas|moi|je\s+suis|(?:sa|son|ma|mon)\s)", re.I)
_AGREED = re.compile(r"^\W*(?:(?:ok|oui)\s+)?[dD]['’ ]?accord\b[\s,.:!]*(?=\w)")  # no « D'Accord »
_LETTERS = re.compile(r"(?:[\s,;:.(-]+[^\W\d_](?![^\W\d_’'])){3,}[.)]?")
_LEAST_SPELT = 4  # letters that spell a word nobody has said yet; three may be initials
_NEAR = 0.7  # so alike is what was heard to what the letters spell


def past_agreement(text: str) -> str:
    """Leave out what agrees to give a name, before it: « d'accord Nolwenn Le Goff »."""
    return _AGREED.sub("", text)


def around_slip(text: str) -> tuple[str, str] | None:
    """Divide a text at the word that takes a name back: « Yanis Roy, pardon, Yanis Le Roy ».

    None where nothing is taken back, or what follows is said to be no name of theirs.
    """
    slips = list(_SLIP.finditer(text))
    if not slips or _NOT_INSTEAD.match(text, slips[-1].end()):
        return None
    return text[: slips[-1].start()], text[slips[-1].end() :]


def told_once(text: str) -> str:
    """Leave out a part of a name that is told before all of it: « Bond, James Bond ».

    Or before how it is written: « Didier Caron Caron comme le parfum ».
    """
    text = _SAID_TWICE.sub("", text)
    first, *others = _PAUSE.split(text, maxsplit=2)
    alone = _ALONE.fullmatch(first) if others else None
    if alone is None:
        return text
    again = re.search(rf"(?<![\w'’-]){re.escape(alone['told'])}(?![\w'’])", others[0], re.I)
    is_more = len(others[0].split()) > len(alone["told"].split())
    return ", ".join(others) if again and is_more else text


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
