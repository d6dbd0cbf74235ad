"""What a model learns from: messages, what each means, and what was said just before it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from nlu.understanding.typing_errors import with_typing_error

_SHARE_WITH_ERRORS = 0.5
_SHARE_IN_CONTEXT = 0.5


@dataclass(frozen=True)
class Example:
    """A message as somebody wrote it."""

    text: str
    intent: str
    context: str = ""
    """What the assistant had just asked or told, as `nlu/serving/context.py` names it."""
    points: tuple[str, ...] | None = None
    """The points of a job's page that it asks for: empty where it asks in general, None where
    nobody said."""


def varied(examples: Sequence[Example]) -> list[Example]:
    """Add copies with a typing error, and put what was written without a context into some.

    Most messages mean the same wherever they are said: learnt in no context alone, they would be
    taken for something else in any. Gives the same for the same examples.
    """
    chance = random.Random(42)
    contexts = sorted({example.context for example in examples if example.context})
    mistyped = [
        replace(example, text=with_typing_error(example.text, chance))
        for example in examples
        if chance.random() < _SHARE_WITH_ERRORS
    ]
    return list(_in_contexts([*examples, *mistyped], contexts, chance))


def _in_contexts(
    examples: Iterable[Example], contexts: Sequence[str], chance: random.Random
) -> Iterable[Example]:
    for example in examples:
        is_moved = contexts and not example.context and chance.random() < _SHARE_IN_CONTEXT
        yield replace(example, context=chance.choice(contexts)) if is_moved else example
