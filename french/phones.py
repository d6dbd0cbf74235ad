"""Find a telephone number in a text; where its country is open, it is not guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers

from french.corrections import takes_back
from french.letters import fold

# Groups of digits, with what people write between them.
_RUN = re.compile(r"(?:\+|\(\+?)?\d(?:[\s.\-()/’']{0,3}\d)*")
_DATE = re.compile(r"(?<!\d)\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:19|20)\d\d(?!\d)")
_HOUR = re.compile(r"\s?(?:h\b|h\d|heures?\b|:\d)", re.I)
_TRUNK_ZERO = re.compile(r"\(0\)")  # « +33 (0)6 … »
_NATIONAL = re.compile(r"0[1-9]\d{8}")
_IN_FRANCE = re.compile(r"0(?:[1-689]|7[3-9])\d+")
_EVERYWHERE = ("08", "09")  # the same numbers in France and overseas
_OVERSEAS = ("GP", "MQ", "GF", "RE", "YT", "PM")
_NEIGHBOURS = ("BE", "CH", "LU", "CI", "SN", "CM", "MA", "DZ", "TN", "CD", "ML", "BJ", "TG", "CA")
_LEAST_DIGITS = 6  # of what is taken for an attempt at a number

_UNITS = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
_VALUES = {word: value for value, word in enumerate(_UNITS.split())} | {"une": 1}
_TENS = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50,
         "soixante": 60, "septante": 70, "huitante": 80, "octante": 80, "nonante": 90}  # fmt: skip
NUMBER_WORDS = (*_VALUES, *_TENS)
"""The plain words of which a number that is dictated is made."""

_WORD = re.compile(r"[^\W_]+")
_LEAST_WORDS = 4  # in words, that a number may be


@dataclass(frozen=True)
class Number:
    """Where a number stands in a text, and what it is (E.164), if that is clear."""

    value: str | None
    start: int
    end: int


def find(text: str, region: str = "FR") -> Number | None:
    """Find the number that a text gives, or else what looks most like one.

    Of several, the first; but « 06 …, non, pardon, 07 … » gives the second.
    """
    tried = [Number(_read(text[start:end], region), start, end) for start, end in _candidates(text)]
    valid = [number for number in tried if number.value is not None]
    if not tried:
        return _in_words(text, region)
    meant, *others = valid or tried
    for number in others:
        if takes_back(text[meant.end : number.start]):
            meant = Number(number.value, meant.start, number.end)
    return meant


def are_several(text: str) -> bool:
    """Tell whether another number follows the first: which one is meant is the visitor's to say.

    « 06 … / 07 … » is read as one run of digits, of which each half is a number.
    """
    first = find(text)
    if first is None:
        return False
    if find(text[first.end :]) is not None:
        return True
    run = "".join(filter(str.isdigit, text[first.start : first.end]))
    half = len(run) // 2
    return first.value is None and all(_read(part, "FR") for part in (run[:half], run[half:]))


def _candidates(text: str) -> list[tuple[int, int]]:
    """List the groups of digits that may be a number: no dates, and no hours at their end."""
    hidden = _DATE.sub(lambda date: "_" * len(date.group()), text)
    found = []
    for run in _RUN.finditer(hidden):
        start, end = run.span()
        if _HOUR.match(text, end):
            end = start + len(re.sub(r"[\s.\-()/’']*\d+$", "", run.group()))
        if sum(map(str.isdigit, text[start:end])) >= _LEAST_DIGITS:
            found.append((start, end))
    return found


def _read(written: str, region: str) -> str | None:
    """Read a number; E.164. None where it is none, or may be of several countries."""
    plain = _TRUNK_ZERO.sub("", written)
    digits = "".join(filter(str.isdigit, plain))
    if "+" in written or digits.startswith("00"):
        return _of_any_country("+" + digits.removeprefix("00"))
    if region != "FR":
        return _valid(digits, region)
    if not _NATIONAL.fullmatch(digits):
        return None
    groups = [len(group) for group in re.findall(r"\d+", plain)]
    if not digits.startswith(_EVERYWHERE):
        overseas = next(filter(None, (_valid(digits, place) for place in _OVERSEAS)), None)
        if overseas:
            return overseas
    if not (_is_written_in_france(groups) and _IN_FRANCE.match(digits)) and any(
        _valid(digits, other) for other in _NEIGHBOURS
    ):
        return None
    return f"+33{digits[1:]}"  # the plan of numbers changes faster than any library


def _is_written_in_france(groups: list[int]) -> bool:
    """Tell whether digits are grouped by two, or not at all: « 0470 12 34 56 » is Belgian."""
    edges, at = set(), 0
    for group in groups[:-1]:
        at += group
        edges.add(at)
    return all(edge % 2 == 0 for edge in edges) and (2 in edges or not edges)


def _of_any_country(written: str) -> str | None:
    try:
        number = phonenumbers.parse(written, None)
    except phonenumbers.NumberParseException:
        return None
    french = number.country_code == 33 and re.fullmatch(r"[1-9]\d{8}", str(number.national_number))
    if not (french or phonenumbers.is_valid_number(number)):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _valid(digits: str, region: str) -> str | None:
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number_for_region(number, region):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _in_words(text: str, region: str) -> Number | None:
    """Read « zéro six douze trente-quatre cinquante-six soixante-dix-huit »."""
    words = [(fold(word.group()), word.start(), word.end()) for word in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        first, digits, said = at, "", 0
        while at < len(words):
            value, used = _small_number(words, at)
            if not used:
                break
            digits, at, said = digits + str(value), at + used, said + 1
        if said >= _LEAST_WORDS and len(digits) >= _LEAST_DIGITS:
            return Number(_read(digits, region), words[first][1], words[at - 1][2])
        at = max(at, first + 1)
    return None


def _small_number(words: list[tuple[str, int, int]], at: int) -> tuple[int, int]:
    """Read a number below a hundred; returns it and of how many words it is (0: none)."""
    said = [word for word, *_ in words[at : at + 4]]
    value, used = _tens(said)
    if not used:
        return (_VALUES[said[0]], 1) if said[0] in _VALUES else (0, 0)
    rest = said[used:]
    skipped = 1 if rest[:1] == ["et"] else 0
    unit = _VALUES.get(rest[skipped]) if len(rest) > skipped else None
    most = 19 if value in (60, 80) else 9
    if unit is None or not 0 < unit <= most:
        return value, used
    if unit == 10 and len(rest) > skipped + 1 and _VALUES.get(rest[skipped + 1]) in (7, 8, 9):
        return value + 10 + _VALUES[rest[skipped + 1]], used + skipped + 2
    return value + unit, used + skipped + 1


def _tens(said: list[str]) -> tuple[int, int]:
    if said[:1] == ["quatre"] and said[1:2] in (["vingt"], ["vingts"]):
        return 80, 2
    if said[0] == "dix" and len(said) > 1 and _VALUES.get(said[1]) in (7, 8, 9):
        return 10, 1
    return (_TENS[said[0]], 1) if said[0] in _TENS else (0, 0)
