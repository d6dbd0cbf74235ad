"""Find e-mail addresses in a text: each is taken whole, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from french.corrections import replaces

# What no address holds, so that it ends where one of these is; a comma may be a slip for a dot.
_WORD = re.compile(r"[^\s<>()\[\]:;\"«»“”]+")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_USUAL = re.compile(r"[\w.+%'-]+")
# « l'adresse d'ines@… »: an article, or the beginning of a name such as « d'angelo ».
_ELISION = re.compile(r"(?:[cdjlmnst]|qu)'", re.I)
_SEVERAL = re.compile(r"[,/|]+")

_REFUSED = re.compile(
    r"\b(?:pas|plus|et\s+non|au\s+lieu\s+d[e’']|[àa]\s+la\s+place\s+d[e’']|plut[ôo]t\s+qu[e’'])\s*"
    r"(?:[àa]\s+|sur\s+|avec\s+|(?:l[’']|mon\s+)?(?:adresse|e-?mail|mail)\s*:?\s*)*$",
    re.I,
)
_BEFORE = 60  # characters before an address that may say what it is


@dataclass(frozen=True)
class _Found:
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Search:
    """What was found: the address meant, if it is clear; and the text without any address."""

    value: str | None
    is_unclear: bool
    rest: str


def read_whole(written: str) -> str | None:
    """Read a text that is an address and nothing more; lower case. None for anything else.

    Only the form is checked: whether the mailbox exists is for the mail server to say.
    """
    typed = written.strip().replace("’", "'")  # as telephones write it
    try:
        valid = validate_email(typed, check_deliverability=False)
    except EmailNotValidError:
        return None
    return valid.normalized.lower()


def search(text: str) -> Search:
    """Find the address that a text gives; of several, the one that it does not refuse."""
    found, unclear, rest = [], False, text
    for start, end in reversed(list(_words_with_at(text))):
        rest = f"{rest[:start]} {rest[end:]}"
    for start, end in _words_with_at(text):
        value = _read_word(text[start:end], is_alone=not _says_more(text, start, end))
        if value is not None:
            found.append(_Found(value, start, end))
        elif _is_whole(text[start:end]):
            unclear = True
    meant = _meant(text, found)
    return Search(meant, unclear or (meant is None and bool(found)), rest)


def _words_with_at(text: str) -> Iterator[tuple[int, int]]:
    for word in _WORD.finditer(text):
        parts = list(_pieces(word.group()))
        for start, end in parts:
            if "@" in word.group()[start:end]:
                yield word.start() + start, word.start() + end


def _pieces(word: str) -> Iterator[tuple[int, int]]:
    """Cut « a@x.fr,b@y.fr » where each part is an address; leave any other word whole."""
    if word.count("@") < 2:
        yield 0, len(word)
        return
    cuts = [0, *(edge for cut in _SEVERAL.finditer(word) for edge in cut.span()), len(word)]
    spans = list(zip(cuts[::2], cuts[1::2], strict=True))
    if all(word[start:end].count("@") == 1 for start, end in spans if end > start):
        yield from spans
    else:
        yield 0, len(word)


def _says_more(text: str, start: int, end: int) -> bool:
    return any(map(str.isalnum, text[:start])) or any(map(str.isalnum, text[end:]))


def _read_word(word: str, *, is_alone: bool) -> str | None:
    """Read a word with an address in it; None where it is not clear where that begins."""
    word = word.replace("’", "'")
    if word.startswith("'") and word.endswith("'"):
        word = word.strip("'")
    local, _, after = word.lstrip(".,").partition("@")
    domain = _DOMAIN.match(after)
    if domain is None or after[domain.end() :].startswith("@"):
        return None
    is_usual = bool(_USUAL.fullmatch(local)) and not _ELISION.match(local)
    if not is_usual and not is_alone:
        return None
    return read_whole(f"{local}@{domain.group().rstrip('-')}")


def _is_whole(word: str) -> bool:
    """Tell whether there is something at both sides of the sign, so that no space hides more."""
    local, _, after = word.partition("@")
    return bool(local) and ("@" in after or bool(_DOMAIN.match(after)))


def _meant(text: str, found: list[_Found]) -> str | None:
    """Choose among several: not one that is refused; a correction, where one follows."""
    wanted, before = [], 0
    for each in found:
        said = text[max(before, each.start - _BEFORE) : each.start]
        if not _REFUSED.search(said):
            wanted.append((each.value, replaces(said)))
        before = each.end
    if not wanted:
        return None
    last, is_correction = wanted[-1]
    return last if is_correction and len(wanted) > 1 else wanted[0][0]
