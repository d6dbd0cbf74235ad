"""The voices that visitors speak in: what each of them says in each situation.

One file a voice, TSV without header: situation, meaning, text. Lines that begin with # tell of the
voice. A text may have gaps, such as {name}. What a voice has no words for, it says in those of
`common.tsv`. The voices in `kept/` are for measuring only: nothing may ever be trained on them.
"""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "voices"
KEPT = FOLDER / "kept"

_GAP = re.compile(r"\{(\w+)\}")
_FEW = 3  # of its own texts, below which a voice says what all may say too

Texts = Mapping[tuple[str, str], tuple[str, ...]]
"""What may be said, by situation and meaning."""


class NoWords(LookupError):
    """Neither the voice nor the common ones have words for a situation."""


@dataclass(frozen=True)
class Voice:
    """Somebody's way of speaking."""

    name: str
    is_kept: bool
    own: Texts
    common: Texts

    def texts(self, situation: str, meaning: str) -> tuple[str, ...]:
        """All that the voice may say to mean something. Raises NoWords."""
        own = self.own.get((situation, meaning), ())
        shared = self.common.get((situation, meaning), ()) if len(own) < _FEW else ()
        if not own and not shared:
            raise NoWords(f"{situation} {meaning}")
        return own + shared

    def say(self, chance: random.Random, situation: str, meaning: str, **gaps: str) -> str:
        """Say something in one of its ways that has no gap but those given. Raises NoWords."""
        fitting = [t for t in self.texts(situation, meaning) if set(_GAP.findall(t)) <= set(gaps)]
        if not fitting:
            raise NoWords(f"{situation} {meaning} with {sorted(gaps)}")
        return _GAP.sub(lambda gap: gaps[gap[1]], chance.choice(fitting))

    def follow_ups(self, told: str) -> list[str]:
        """The points that the voice can go on to once another one is told (« et en brut ? »)."""
        return [meaning for situation, meaning in self.own if situation == f"after:{told}"]

    @property
    def points(self) -> list[str]:
        """The points that the voice can ask for."""
        return [meaning for situation, meaning in self.own if situation == "ask"]


@cache
def voices(which: str = "all") -> tuple[Voice, ...]:
    """Read the voices: `all`, `kept` or `trained`."""
    common = _texts(FOLDER / "common.tsv")
    files = sorted(FOLDER.glob("*.tsv")) if which != "kept" else []
    files += sorted(KEPT.glob("*.tsv")) if which != "trained" else []
    return tuple(
        Voice(file.stem, file.parent == KEPT, _texts(file), common)
        for file in files
        if file.stem != "common"
    )


def _texts(file: Path) -> Texts:
    """Read a file of texts. Raises ValueError where a line has no three fields."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for situation, meaning, text in _rows(file):
        found[situation, meaning].append(text)
    return {place: tuple(texts) for place, texts in found.items()}


def _rows(file: Path) -> Iterable[list[str]]:
    with file.open(encoding="utf-8") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row and not row[0].startswith("#"):
                yield row
