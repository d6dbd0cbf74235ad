"""What the page left open, gathered: the same point of the job, else words of the same roots.

Points are told from the embeddings of sentences, which by themselves gather worse: see decision
0016, with what was measured.
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
    """Phrases that ask the same."""

    phrases: tuple[Phrase, ...]
    """The one that was typed most comes first."""

    @property
    def id(self) -> str:
        """What names it, for as long as that phrase is kept."""
        return self.phrases[0].id

    @property
    def job(self) -> str:
        """The slug of the job that it is about."""
        return self.phrases[0].job

    @property
    def text(self) -> str:
        """The phrase that was typed most."""
        return self.phrases[0].text

    @property
    def asked(self) -> int:
        """How often it was asked."""
        return sum(phrase.asked for phrase in self.phrases)

    @property
    def others(self) -> tuple[str, ...]:
        """The other phrases."""
        return tuple(phrase.text for phrase in self.phrases[1:])


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
    gathered_ones = [OpenQuestion(tuple(group.phrases)) for group in groups]
    return sorted(gathered_ones, key=lambda question: -question.asked)


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
