"""How a visitor puts into words what he means: in his voice, in his temper, with his slips."""

from __future__ import annotations

import csv
import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.visitors.plans import Temper
from bench.visitors.voices import NoWords, Voice
from french.letters import without_accents
from nlu.understanding.typing_errors import with_typing_error

_LAST_STOP = re.compile(r"\s*[.!]$")
_PLAIN = {"email", "phone", "time", "reference", "value", "name", "first", "last"}


@dataclass
class Speaker:
    """Says things in a voice and a temper, drawing from `chance`."""

    voice: Voice
    temper: Temper
    chance: random.Random
    last_words: str = ""
    """What was said last, before it was misspelt."""

    def say(self, situation: str, meaning: str, **gaps: str) -> str:
        """Say something. A value that fills a gap is never misspelt. Raises NoWords."""
        self.last_words = self._words(situation, meaning, gaps)
        return self._disturbed(self.last_words, gaps)

    def say_plainly(self, situation: str, meaning: str) -> str:
        """Say something as anybody would, without a slip. Raises NoWords."""
        return self._common.say(self.chance, situation, meaning)

    def can_say(self, situation: str, meaning: str) -> bool:
        """Tell whether there are words for a meaning."""
        try:
            return bool(self.voice.texts(situation, meaning))
        except NoWords:
            return False

    def _words(self, situation: str, meaning: str, gaps: dict[str, str]) -> str:
        plainly = (situation, meaning) in self.voice.common
        plainly = plainly and self.chance.random() >= self.temper.is_indirect
        voice = self._common if plainly else self.voice
        return voice.say(self.chance, situation, meaning, **gaps)

    @property
    def _common(self) -> Voice:
        return Voice(self.voice.name, self.voice.is_kept, self.voice.common, {})

    def _disturbed(self, text: str, gaps: dict[str, str]) -> str:
        if self._happens(self.temper.leaves_accents_out):
            text = without_accents(text)
        if not _PLAIN & gaps.keys():
            if self._happens(self.temper.abbreviates):
                text = abbreviated(text)
            if self._happens(self.temper.slips):
                text = with_typing_error(text, self.chance)
        return text

    def _happens(self, likelihood: float) -> bool:
        return self.chance.random() < likelihood


def abbreviated(text: str) -> str:
    """Write a text as thumbs do: small letters, short words, no stop at the end."""
    short = _LAST_STOP.sub("", text.lower())
    for words, abbreviation in _abbreviations():
        short = words.sub(abbreviation, short)
    return short


@cache
def _abbreviations() -> list[tuple[re.Pattern[str], str]]:
    with Path(__file__).with_name("abbreviations.tsv").open(encoding="utf-8") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            (re.compile(rf"\b{re.escape(words)}\b"), short)
            for words, short in (row for row in rows if not row[0].startswith("#"))
        ]
