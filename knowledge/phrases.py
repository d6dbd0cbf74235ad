"""Finding in a text the phrases by which people name things."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Self

from knowledge.words import plain_words


class Phrases:
    """Phrases, and what each of them names.

    They are compared as whole words, whatever the accents, capitals and plurals; of the phrases
    that begin at a word the longest counts, and its words name nothing else.
    """

    def __init__(self, named_by: Mapping[tuple[str, ...], tuple[str, ...]]) -> None:
        self._named_by = named_by
        self._longest = max(map(len, named_by), default=0)

    @classmethod
    def of(cls, names: Iterable[tuple[str, Iterable[str]]]) -> Self:
        """Take each thing's id with the phrases that name it."""
        named_by: dict[tuple[str, ...], dict[str, None]] = {}
        for thing, phrases in names:
            for phrase in phrases:
                named_by.setdefault(plain_words(phrase), {})[thing] = None
        return cls({words: tuple(things) for words, things in named_by.items()})

    def named_in(self, text: str, wanted: Collection[str]) -> list[str]:
        """List the ids, of those wanted, that a text names, in the order in which it does."""
        words = plain_words(text)
        named: dict[str, None] = {}
        place = 0
        while place < len(words):
            length, things = self._named_at(words, place, wanted)
            named.update(dict.fromkeys(things))
            place += length
        return list(named)

    def _named_at(
        self, words: tuple[str, ...], place: int, wanted: Collection[str]
    ) -> tuple[int, list[str]]:
        """Find the longest phrase that begins at a place: its number of words, and its ids."""
        for length in range(min(self._longest, len(words) - place), 0, -1):
            ids = self._named_by.get(words[place : place + length], ())
            things = [thing for thing in ids if thing in wanted]
            if things:
                return length, things
        return 1, []
