"""Put right a part of a detail that is known: « .fr, pas .com », « Vasseur et non Vaseur »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from french import addresses, phones
from french.contact import spoken_phone
from french.letters import fold, small
from french.message_details import Detail, named_detail
from french.name_words import NOT_NAMES
from french.names import spelt

# Where one part ends and the next begins: « c'est », « mais », a comma.
_CLAUSE = re.compile(
    r"\b(?:c\s?'?\s?est|(?<!un\s)(?<!deux\s)c|est|mais|par|plut[ôo]t(?!\s+qu))(?![\w'])|[,;()]",
    re.I,
)
_PLACE = re.compile(
    r"\b(?:[àa]\s+la\s+fin|au\s+d[ée]but|au\s+milieu|en\s+\w+\s+(?:seul\s+)?mots?)\b", re.I
)
_FILLER = r"(?:\s|:|\b(?:chez|avec|sur|en|une?|les?|la|du|d[ei])\s|\b[ld]')*"
_INSTEAD = (
    r"\b(?:(?:et\s+)?(?:pas|non(?:\s+pas)?)|plut[ôo]t\s+qu[e']"
    r"|[àa]\s+la\s+place\s+d[eu']|au\s+lieu\s+d[eu'])(?!\w)"
)
_RIGHT_FIRST = re.compile(
    rf"(?P<right>[^:]*?[^:\s])[\s:]*{_INSTEAD}{_FILLER}(?P<wrong>[^:]+)", re.I
)
_WRONG_FIRST = re.compile(
    rf"\b(?:pas|remplace[rz]?|change[rz]?)\b{_FILLER}(?P<wrong>[^:]+):{_FILLER}"
    r"(?P<right>[^:]+)",
    re.I,
)
_WORD = re.compile(r"[^\s,;:()«»\"]+")
_NAME_WORD = re.compile(r"['’]?[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_MOST_WORDS = 4

_DOUBLED = re.compile(r"\b(?:deux|2)\s+(?P<letter>[^\W\d_])s?\b", re.I)
_SINGLE = re.compile(r"\b(?:un\s+seul|qu'un(?:\s+seul)?|1\s+seul)\s+(?P<letter>[^\W\d_])\b", re.I)
_ALIKE = 0.6  # of two spellings of a name
_LEAST_LETTERS = 3  # of a word that is another's spelling

# How the signs of an address are said; a word after « point » belongs to it: « point fr ».
_SIGNS = (
    (re.compile(r"\b(?:tiret\s+(?:du\s+)?bas|underscore)\b\s*(?!(?:pas|et|au|non)\b)", re.I), "_"),
    (re.compile(r"\btiret\b\s*(?!(?:pas|et|au|non|du|bas)\b)", re.I), "-"),
    (re.compile(r"\bpoint\b\s*(?!(?:pas|et|au|non)\b)", re.I), "."),
    (re.compile(r"\barobase?\b\s*", re.I), "@"),
)
_ENDS = re.compile(r"\b(?:fini[tr]?|termine|fin|derni[eè]re?s?)\b", re.I)
_BEGINS = re.compile(r"\b(?:commence|d[ée]bute|d[ée]but|premiere?s?)\b", re.I)
_END_TOLD = re.compile(
    r"\b(?:finit|termine)\s+(?:bien\s+)?par\s+(?P<digits>\d[\d .]*\d)(?!\s?[\dh:])", re.I
)
_DIGITS = re.compile(r"\d+(?:[ .]\d+)*(?![\d/]|\s?(?:h\b|h\d|heures?\b|:))", re.I)


class _Pair(NamedTuple):
    """The words that begin or end with what is right, and with what is wrong."""

    right: str
    wrong: str
    wrong_follows: bool


def part_put_right(
    known: Mapping[Detail, str], text: str, meant: Detail | None = None
) -> tuple[Detail, str] | None:
    """Tell which of the details that are `known` a text puts right in part, and its new value.

    Only the one that is `meant`, or that the text names, may be; None where nothing is certain.
    """
    meant = named_detail(text) or meant
    for detail in known if meant is None else {meant} & known.keys():
        value = _put_right(detail, known[detail], text, is_meant=meant is not None)
        if value is not None and value != known[detail]:
            return detail, value
    return None


def _put_right(detail: Detail, known: str, text: str, *, is_meant: bool) -> str | None:
    if detail == "visitor_name":
        return name_put_right(known, text)
    if detail == "visitor_email":
        return email_put_right(known, text)
    return phone_put_right(known, text, is_meant=is_meant)


def email_put_right(known: str, text: str) -> str | None:
    """Replace the part of an address that `text` puts right; None where it is not clear which."""
    said = small(text)
    for spoken, sign in _SIGNS:
        said = spoken.sub(sign, said)
    for pair in _pairs(said):
        right, wrong = _beside(pair, _WORD)
        if right and wrong:
            mended = _replaced(known, wrong, right)
            if mended and (whole := addresses.read_whole(mended)):
                return whole
    return None


def phone_put_right(known: str, text: str, *, is_meant: bool = False) -> str | None:
    """Replace the digits of a number (E.164) that `text` puts right; None where that is unclear.

    Where it `is_meant` already, « 18, pas 81 » is enough; else a day or an hour may be meant.
    """
    if not (is_meant or _ENDS.search(text) or _BEGINS.search(text)):
        return None
    shown = spoken_phone(known)
    digits = "".join(filter(str.isdigit, shown))
    for right, wrong in _digits_told(text, digits):
        places = [
            place
            for place in range(len(digits))
            if digits.startswith(wrong, place)
            and (not _ENDS.search(text) or place + len(wrong) == len(digits))
            and (not _BEGINS.search(text) or place == 0)
            and (place % 2 == 0 or shown.startswith("+"))
        ]
        if len(places) == 1 and len(right) == len(wrong):
            mended = digits[: places[0]] + right + digits[places[0] + len(wrong) :]
            number = phones.find("+" + mended if shown.startswith("+") else mended)
            return number.value if number else None
    return None


def name_put_right(known: str, text: str) -> str | None:
    """Replace the words or letters of a name that `text` puts right; None where that is unclear."""
    for pair in _pairs(text.replace("’", "'")):
        mended = _words_replaced(known, pair)
        if mended:
            return mended
    letters = [*_DOUBLED.finditer(text), *_SINGLE.finditer(text)]
    if not letters and not any(_is_of_letters(pair) for pair in _pairs(text)):
        return None
    return _respelt(known, text) or _letters_replaced(known, text)


def _pairs(text: str) -> Iterator[_Pair]:
    said = _CLAUSE.sub(" : ", _PLACE.sub(" ", text))
    for found in _WRONG_FIRST.finditer(said):
        yield _Pair(found["right"], found["wrong"], wrong_follows=False)
    for found in _RIGHT_FIRST.finditer(said):
        yield _Pair(found["right"], found["wrong"], wrong_follows=True)


def _beside(pair: _Pair, word: re.Pattern[str]) -> tuple[str, str]:
    """Take the one word of either that stands next to « pas »."""
    rights, wrongs = word.findall(pair.right), word.findall(pair.wrong)
    right = (rights[-1] if pair.wrong_follows else rights[0]) if rights else ""
    is_speech = len(right) > 1 and fold(right) in NOT_NAMES  # « non, pas gmail »
    return "" if is_speech else _bare(right), _bare(wrongs[0] if wrongs else "")


def _bare(word: str) -> str:
    return re.sub(r"(?<=\w)[.!?…]+$", "", word)


def _replaced(known: str, wrong: str, right: str) -> str | None:
    """Replace the one place where a part stands, as a word of its own or else within one."""
    if not any(map(str.isalnum, wrong)):  # a sign is one of the name before « @ »
        local, _, domain = known.partition("@")
        return f"{local.replace(wrong, right)}@{domain}" if local.count(wrong) == 1 else None
    before = r"(?<!\w)" if wrong[0].isalnum() else ""
    patterns = [rf"{before}{re.escape(wrong)}(?!\w)", *([re.escape(wrong)] * wrong.isalnum())]
    for pattern in patterns:
        found = list(re.finditer(pattern, known, re.I))
        if len(found) == 1:
            return known[: found[0].start()] + right + known[found[0].end() :]
    return None


def _digits_told(text: str, known: str) -> Iterator[tuple[str, str]]:
    for pair in _pairs(text):
        rights, wrongs = _DIGITS.findall(pair.right), _DIGITS.findall(pair.wrong)
        if rights and wrongs:
            right = rights[-1] if pair.wrong_follows else rights[0]
            yield re.sub(r"\D", "", right), re.sub(r"\D", "", wrongs[0])
    for found in _END_TOLD.finditer(text):
        end = re.sub(r"\D", "", found["digits"])
        yield end, known[-len(end) :]


def _words_replaced(known: str, pair: _Pair) -> str | None:
    names, wrongs = known.split(), _NAME_WORD.findall(pair.wrong)[:_MOST_WORDS]
    folded = [fold(name) for name in names]
    for length in range(len(wrongs), 0, -1):
        wrong = [fold(word) for word in wrongs[:length]]
        places = [at for at in range(len(names)) if folded[at : at + length] == wrong]
        if len(places) != 1:
            continue
        before, after = names[: places[0]], names[places[0] + length :]
        right = _right_words(pair, {fold(word) for word in (*before, *after)})
        if right and [fold(word) for word in right] != wrong:
            return " ".join((*before, *spelt(right).split(), *after))
    return None


def _right_words(pair: _Pair, kept: set[str]) -> list[str]:
    """Take the words of a name next to « pas », but for those that are in the name anyway."""
    words = _NAME_WORD.findall(pair.right)
    right: list[str] = []
    for word in reversed(words) if pair.wrong_follows else words:
        if fold(word) in NOT_NAMES - {"le", "la", "l"} or len(right) == _MOST_WORDS:
            break
        right.append(word)
    right = right[::-1] if pair.wrong_follows else right
    return [word for word in right if fold(word) not in kept]


def _is_of_letters(pair: _Pair) -> bool:
    """Tell « avec un t, pas un d »."""
    right, wrong = _beside(pair, _NAME_WORD)
    return len(right) == len(wrong) == 1


def _respelt(known: str, text: str) -> str | None:
    """Take a word that is nearly one of the name for its right spelling: « Durant avec un t »."""
    names = known.split()
    folded = [fold(name) for name in names]
    for word in _NAME_WORD.findall(text):
        if len(word) < _LEAST_LETTERS or fold(word) in NOT_NAMES or fold(word) in folded:
            continue
        likeness = [SequenceMatcher(None, name, fold(word)).ratio() for name in folded]
        nearest = likeness.index(max(likeness))
        if likeness[nearest] >= _ALIKE:
            return " ".join((*names[:nearest], spelt([word]), *names[nearest + 1 :]))
    return None


def _letters_replaced(known: str, text: str) -> str | None:
    for found in _DOUBLED.finditer(text):
        letter = found["letter"].lower()
        return _one_run(known, letter, length=1, instead=letter * 2)
    for found in _SINGLE.finditer(text):
        letter = found["letter"].lower()
        return _one_run(known, letter, length=2, instead=letter)
    for pair in filter(_is_of_letters, _pairs(text)):
        right, wrong = _beside(pair, _NAME_WORD)
        return _one_run(known, wrong.lower(), length=1, instead=right.lower())
    return None


def _one_run(known: str, letter: str, *, length: int, instead: str) -> str | None:
    """Replace a letter, or a double one, where it stands once in the name."""
    found = [run for run in re.finditer(f"{letter}+", known, re.I) if len(run.group()) <= 2]
    if len(found) != 1 or len(found[0].group()) != length:
        return None
    start, end = found[0].span()
    written = instead.capitalize() if known[start].isupper() else instead
    return known[:start] + written + known[end:]
