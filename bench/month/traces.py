"""What is left of visitors: their names, addresses and numbers, wherever something is kept.

Everything is read that lies in the school's home: the tables row by row, and each file byte by
byte, the logs of the databases and what is left between their rows too.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench.visitors.people import Person
from french.everyday import listed_words
from french.letters import fold
from french.name_words import PARTICLES

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
_AT_ONCE = 1 << 22  # characters of a file
_OVERLAP = 256
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_LOCAL_PART = re.compile(r"[a-z0-9][a-z0-9._\-]*[a-z0-9]")
_DIGITS = re.compile(r"\d(?:[ .\-]?\d){8,}")
_TELLING_DIGITS = 9  # of a number, the last ones: however its beginning is written
_SHORTEST = 4  # letters of a name that is looked for alone
_SHORTEST_IN_BYTES = 6  # four come by chance in the bytes of so many numbers


@dataclass(frozen=True)
class Trace:
    """Something of a visitor, and where it is."""

    what: str
    where: str
    around: str

    def __str__(self) -> str:
        return f"{self.what}, in {self.where}: {self.around}"


class Visitors:
    """Knows all of them, and finds any of them in a text."""

    def __init__(self, people: Iterable[Person]) -> None:
        known = list(people)
        everyday = {fold(word.removesuffix("*")) for word in listed_words()}
        self._names = {turned for person in known for turned in _turned(_words(person.name))}
        self._alone = {
            word
            for name in self._names
            for word in name
            if len(word) >= _SHORTEST and word not in everyday | PARTICLES
        }
        self._locals = {fold(person.email.partition("@")[0]) for person in known}
        self._numbers = {_digits(person.phone)[-_TELLING_DIGITS:] for person in known}
        self._firsts = {name[0] for name in self._names}
        self._lengths = {len(name) for name in self._names}

    def in_text(self, text: str, *, shortest: int = _SHORTEST) -> Iterator[str]:
        """Give each name, address and number that a text holds; a name alone of so many letters."""
        plain = fold(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))
        words = _WORD.findall(plain)
        yield from (name for name in self._alone.intersection(words) if len(name) >= shortest)
        for place, word in enumerate(words):
            if word in self._firsts:
                yield from self._names_at(words, place)
        yield from self._locals.intersection(_LOCAL_PART.findall(plain))
        for found in _DIGITS.finditer(plain):
            yield from self._numbers_in(_digits(found.group()))

    def _names_at(self, words: list[str], place: int) -> Iterator[str]:
        for length in self._lengths:
            said = tuple(words[place : place + length])
            if said in self._names:
                yield " ".join(said)

    def _numbers_in(self, digits: str) -> Iterator[str]:
        for start in range(len(digits) - _TELLING_DIGITS + 1):
            part = digits[start : start + _TELLING_DIGITS]
            if part in self._numbers:
                yield part


def in_tables(database: Path, visitors: Visitors) -> Iterator[Trace]:
    """Look through every row of every table."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        for (table,) in opened.execute(_TABLES).fetchall():
            for row in opened.execute(f'SELECT * FROM "{table}"'):
                text = "\n".join(value for value in row if isinstance(value, str))
                for found in set(visitors.in_text(text)):
                    yield Trace(found, f"{database.name}, {table}", _around(text, found))


def in_files(home: Path, visitors: Visitors, is_read: Callable[[Path], bool]) -> Iterator[Trace]:
    """Look through the bytes of every file of a folder that is to be read."""
    for path in sorted(path for path in home.rglob("*") if path.is_file() and is_read(path)):
        text = path.read_bytes().decode("utf-8", errors="replace")
        for start in range(0, len(text), _AT_ONCE):
            part = text[start : start + _AT_ONCE + _OVERLAP]
            for found in set(visitors.in_text(part, shortest=_SHORTEST_IN_BYTES)):
                yield Trace(found, str(path.relative_to(home)), _around(part, found))


def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(name)))


def _turned(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give a name with whichever part of it first."""
    for place in range(len(name)):
        yield name[place:] + name[:place]


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _around(text: str, found: str) -> str:
    at = fold(text).find(found.split()[0])
    return " ".join(text[max(0, at - 60) : at + 60].split()) if at >= 0 else ""
