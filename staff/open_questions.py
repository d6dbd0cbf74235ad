"""What the page left open, gathered: the same point of the job, or words of the same roots.

Of a list of some hundred phrases; the embeddings with which messages are read live in Rasa's
process, which has no door for such a question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from staff.likeness import likeness, rarity_of, telling_roots_of
from staff.phrases import Phrase

_ALIKE = 0.42
"""How near phrases of one group are, as the cosine of their rare roots; 1 is the same."""


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
    roots = {phrase.id: telling_roots_of(phrase.text) for phrase in phrases}
    rarity = rarity_of(list(roots.values()))
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
    return likeness(own, common, rarity)
