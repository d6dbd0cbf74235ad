"""Find e-mail addresses in a text: each is taken whole, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from french.alternatives import Stated, left_open
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
_IF_NOT = re.compile(r"\bsi\b[^.;,@]*\bpas\s*$", re.I)  # « si ça ne marche pas, ines@… »
_BEFORE = 60  # characters before an address that may say what it is


@dataclass(frozen=True)
class Search:
    """What was found: the addresses that may be meant, if clear; and the text without any."""

    values: tuple[str, ...]
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
    """Find the address that a text gives: of several, the one that it does not refuse.

    All of those between which it leaves the choice: « ines@… ou sinon lea@… ».
    """
    stated, rest = [], text
    for start, end in reversed(list(_words_with_at(text))):
        rest = f"{rest[:start]} {rest[end:]}"
    for start, end in _words_with_at(text):
        value = _read_word(text[start:end], is_alone=not _says_more(text, start, end))
        if value is not None or _is_whole(text[start:end]):
            said = text[start:end].rstrip(".!?")  # which end a sentence
            stated.append(Stated(value, start, start + len(said)))
    wanted = [each for each in stated if not _is_refused(text, each, stated)]
    meant = [each.value for each in left_open(text, wanted, replaces)]
    values = tuple(value for value in meant if value is not None)
    is_clear = bool(values) and len(values) == len(meant)
    return Search(values if is_clear else (), bool(stated) and not is_clear, rest)


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


def _is_refused(text: str, address: Stated, stated: list[Stated]) -> bool:
    before = max((each.end for each in stated if each.end <= address.start), default=0)
    said = text[max(before, address.start - _BEFORE) : address.start]
    return bool(_REFUSED.search(said)) and not _IF_NOT.search(said)
