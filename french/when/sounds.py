"""Words that are written as they sound: « deumin », « vandredi », « 10 heur é demi »."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SILENT = re.compile(r"(?<=[a-z]{2})(?:es?|[stdxp]{1,2})$")
_FRAME = str.maketrans("kqzm", "ccsn", "aeiouyh")
_SAME_SOUND: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"er$|ez$", "e"),
        (r"ch", "6"),
        (r"qu?|ck|c(?![eiy6])", "k"),
        (r"c|z", "s"),
        (r"ph", "f"),
        (r"h", ""),
        (r"y", "i"),
        (r"eau|au", "o"),
        (r"oi|oua", "7"),
        (r"(?:ai|ei|i|u)[nm](?![aeiounm\d])", "5"),
        (r"[ae][nm](?![aeiounm\d])", "2"),
        (r"o[nm](?![aeiounm\d])", "3"),
        (r"oeu|eu|ai|ei", "e"),
        (r"(.)\1", r"\1"),
    )
)


def sound_of(word: str) -> str:
    """Write how a plain word sounds: two words that sound alike are written alike."""
    sound = _SILENT.sub("", word)
    for pattern, same in _SAME_SOUND:
        sound = pattern.sub(same, sound)
    return sound


class Heard:
    """Words that are known by their sound."""

    def __init__(self, words: Iterable[str]) -> None:
        """Know these words; of two that sound alike, the first."""
        self._words: dict[str, str] = {}
        for word in words:
            self._words.setdefault(sound_of(word), word)
        self._frames = frozenset(map(_frame, self._words.values()))

    def word(self, written: str) -> str | None:
        """Give the word that sounds as another is written; None where there is none."""
        if _frame(written) not in self._frames:
            return None  # quickly, as nearly always
        return self._words.get(sound_of(written))


def _frame(word: str) -> str:
    """Give the consonants of a word, however they are written."""
    return _SILENT.sub("", word).translate(_FRAME)
