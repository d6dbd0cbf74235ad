"""Answers with the names in them, and the same answers as other people would have given them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random

from french.everyday import is_everyday
from french.letters import without_accents
from french.name_tagger import FAMILY, GIVEN, NEITHER
from french.name_tokens import Token, name_tokens

_OTHER_NAME = 0.85  # of the names in a varied answer
_QUIET, _LOUD, _PLAIN, _BARE = 0.25, 0.04, 0.2, 0.12
"""How many varied answers are in small letters, in capitals, without accents, without signs."""


@dataclass(frozen=True)
class Answer:
    """What was typed, and the name that it tells; a part that it does not tell is empty."""

    text: str
    given: str
    family: str

    @property
    def tells_name(self) -> bool:
        """Whether there is any name."""
        return bool(self.given or self.family)


def read_answers(file: Path) -> list[Answer]:
    """Read a table of texts, given names and family names."""
    rows = (line.split("\t") for line in file.read_text().splitlines())
    return [Answer(*(cell.strip() for cell in row)) for row in rows]


def labelled(answer: Answer) -> tuple[list[Token], list[int]] | None:
    """Tell which words are the name: where its parts stand nearest to one another, first.

    None where a part is not in the text as it is told.
    """
    tokens = name_tokens(answer.text)
    places = [_places(tokens, part) for part in (answer.given, answer.family)]
    ways = [(given, family) for given, family in product(*places) if not {*given} & {*family}]
    if not ways:
        return None
    given, family = min(ways, key=lambda way: (_gap(*way), max((*way[0], *way[1], 0))))
    return tokens, [
        GIVEN if place in given else FAMILY if place in family else NEITHER
        for place in range(len(tokens))
    ]


def _places(tokens: Sequence[Token], part: str) -> list[range]:
    """List where a part stands: nowhere in particular if it is not told."""
    words = [token.word for token in name_tokens(part)]
    starts = range(len(tokens) - len(words) + 1) if words else range(1)
    return [
        range(start, start + len(words))
        for start in starts
        if [token.word for token in tokens[start : start + len(words)]] == words
    ]


def _gap(one: range, other: range) -> int:
    first, second = sorted((one, other), key=lambda part: part.start)
    return second.start - first.stop if one and other else 0


class Varied:
    """Gives the same answers with other people's names, and in other ways of writing."""

    def __init__(self, given: Iterable[str], family: Iterable[str], chance: Random) -> None:
        self._given, self._family = _by_length(given), _by_length(family)
        self._chance = chance

    def ways(self, answer: Answer, count: int) -> Iterator[Answer]:
        """Give so many variations; those in which both parts would share a word are left out."""
        for _ in range(count):
            given = self._other(answer.given, self._given)
            family = self._other(answer.family, self._family)
            if not {*_words(given)} & {*_words(family)}:
                yield Answer(self._written(_renamed(answer, given, family)), given, family)

    def bare(self, count: int) -> Iterator[Answer]:
        """Give so many names alone, the given one first, as most people write them."""
        given, family = (
            [name for alike in names.values() for name in alike]
            for names in (self._given, self._family)
        )
        for _ in range(count):
            one, other = self._chance.choice(given), self._chance.choice(family)
            yield Answer(self._written(f"{one} {other}"), one, other)

    def _other(self, name: str, names: dict[int, list[str]]) -> str:
        alike = names.get(len(_words(name)))
        return self._chance.choice(alike) if alike and self._chance.random() < _OTHER_NAME else name

    def _written(self, text: str) -> str:
        how = self._chance.random()
        text = text.lower() if how < _QUIET else text.upper() if how < _QUIET + _LOUD else text
        if self._chance.random() < _PLAIN:
            text = without_accents(text)
        return re.sub(r"[,.;:!?()]", " ", text) if self._chance.random() < _BARE else text


def _by_length(names: Iterable[str]) -> dict[int, list[str]]:
    found = defaultdict(list)
    for name in names:
        found[len(_words(name))].append(name)
    return dict(found)


def _words(name: str) -> list[str]:
    return [token.word for token in name_tokens(name)]


def _renamed(answer: Answer, given: str, family: str) -> str:
    """Put other names into a text, wherever a word of the old ones stands as a name."""
    instead = {
        old.word: new.text
        for before, after in ((answer.given, given), (answer.family, family))
        for old, new in zip(name_tokens(before), name_tokens(after), strict=False)
    }
    found = labelled(answer)
    if found is None:
        return answer.text
    written, at = [], 0
    for token, what in zip(*found, strict=True):
        start = answer.text.index(token.text, at)
        written.append(answer.text[at:start])
        at = start + len(token.text)
        is_name = what != NEITHER or not is_everyday(token.word)
        new = instead.get(token.word) if is_name else None
        written.append(token.text if new is None else _like(new, token.text))
    return "".join([*written, answer.text[at:]])


def _like(new: str, old: str) -> str:
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new.lower() if old.islower() else new
