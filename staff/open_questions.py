"""What the page left open, gathered: the same point of the job, or words of the same roots.

Of a list of some hundred phrases; the embeddings with which messages are read live in Rasa's
process, which has no door for such a question.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from french.letters import fold
from french.name_words import NOT_NAMES
from staff.phrases import Phrase

_ALIKE = 0.42
"""How near phrases of one group are, as the cosine of their rare roots; 1 is the same."""
_ROOT = 5  # letters: « stage », « stages » and « stagiaire » are one
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class OpenQuestion:
    """Phrases that ask the same; `text` is the one that was typed most."""

    text: str
    asked: int
    others: tuple[str, ...] = ()


@dataclass
class _Group:
    phrases: list[Phrase]
    roots: Counter[str]


def gathered(phrases: Sequence[Phrase]) -> list[OpenQuestion]:
    """Gather phrases that ask the same, the most asked first."""
    roots = {phrase.id: _roots(phrase.text) for phrase in phrases}
    rarity = _rarity(list(roots.values()))
    groups: list[_Group] = []
    for phrase in sorted(phrases, key=lambda each: -each.asked):
        own = roots[phrase.id]
        near = max(groups, key=lambda group: _likeness(phrase, own, group, rarity), default=None)
        if near is not None and _likeness(phrase, own, near, rarity) >= _ALIKE:
            near.phrases.append(phrase)
            near.roots.update(own)
        else:
            groups.append(_Group([phrase], Counter(own)))
    return sorted(map(_question, groups), key=lambda question: -question.asked)


def _question(group: _Group) -> OpenQuestion:
    first, *others = group.phrases
    asked = sum(phrase.asked for phrase in group.phrases)
    return OpenQuestion(first.text, asked, tuple(each.text for each in others))


def _likeness(
    phrase: Phrase, own: frozenset[str], group: _Group, rarity: dict[str, float]
) -> float:
    head = group.phrases[0]
    if phrase.job != head.job:
        return 0.0
    if phrase.read.points and phrase.read == head.read:
        return 1.0
    # Of a group, only what most of its phrases say.
    common = {root for root, times in group.roots.items() if times * 2 >= len(group.phrases)}
    shared = sum(rarity[root] ** 2 for root in own & common)
    length = math.sqrt(_weight(own, rarity) * _weight(common, rarity))
    return shared / length if length else 0.0


def _weight(roots: frozenset[str] | set[str], rarity: dict[str, float]) -> float:
    return sum(rarity[root] ** 2 for root in roots)


def _roots(text: str) -> frozenset[str]:
    words = (word for word in _WORD.findall(fold(text)) if word not in NOT_NAMES)
    return frozenset(word[:_ROOT] for word in words)


def _rarity(all_roots: Sequence[frozenset[str]]) -> dict[str, float]:
    """Weigh each root: one that half of the phrases have tells next to nothing."""
    times = Counter(root for roots in all_roots for root in roots)
    return {root: math.log(1 + len(all_roots) / many) for root, many in times.items()}
