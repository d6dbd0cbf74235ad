"""What a short, careless message means: a linear model, and what its sentence as a whole says.

The linear model reads words, pairs of words and pieces of words (text_features.py) after
mending the spelling (spelling.py), and what word vectors know of words that training lacks
(word_vectors.py): some 0.5 ms a message. Serving needs no scikit-learn.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.understanding.examples import Example, varied
from nlu.understanding.french_words import words_of
from nlu.understanding.prediction import Prediction
from nlu.understanding.sentence_embeddings import MeaningModel, normalised
from nlu.understanding.spelling import Speller
from nlu.understanding.text_features import Features, TextFeatures
from nlu.understanding.word_vectors import VectorTable, WordVectors, proper_spellings

_AXES = 64  # of 300: nine tenths of what the vectors tell


@dataclass(frozen=True)
class IntentModel:
    """What training learns. Kept as plain arrays: no pickle is ever opened."""

    intents: NDArray[Any]
    speller: Speller
    features: TextFeatures
    spellings: dict[str, str]  # plain words, as they are properly written
    of_features: NDArray[Any]
    of_vectors: NDArray[Any]
    intercepts: NDArray[Any]
    vector_weight: float
    meanings: MeaningModel | None = None

    @classmethod
    def learn(
        cls,
        examples: Sequence[Example],
        table: VectorTable,
        c: float,
        vector_weight: float,
    ) -> IntentModel:
        """Learn from examples.

        `c` is the inverse strength of the penalty, `vector_weight` the length of the word vectors
        next to the other features.
        """
        # Only training needs scikit-learn and SciPy: a server starts faster without.
        from scipy.sparse import csr_matrix, hstack

        texts = [example.text for example in examples]
        spellings = proper_spellings(texts)
        speller = Speller.learn(words_of(text) for text in texts)
        examples = varied(examples)
        words = [words_of(example.text) for example in examples]
        contexts = [example.context for example in examples]
        features = TextFeatures.learn(words, contexts)
        vectors = WordVectors(table, spellings, vector_weight)
        rows = [features.of(*each) for each in zip(words, contexts, strict=True)]
        means = np.vstack([vectors.of(each) for each in words])
        axes = _widest_axes(means)
        matrix = hstack([_matrix(rows, len(features.grams)), csr_matrix(means @ axes)]).tocsr()
        intents, coefficients, intercepts = _learn_each(
            matrix, np.array([example.intent for example in examples]), c
        )
        return cls(
            intents=intents,
            speller=speller,
            features=features,
            spellings=spellings,
            of_features=np.ascontiguousarray(coefficients[: len(features.grams)]),
            of_vectors=np.ascontiguousarray(axes @ coefficients[len(features.grams) :]),
            intercepts=intercepts,
            vector_weight=vector_weight,
        )

    def likelihoods(self, text: str, context: str, table: VectorTable) -> NDArray[Any]:
        """Give the likelihood of each intent for a text said in a context, by its words.

        What was said before tells nothing of words of which none was ever learnt from.
        """
        words = self.speller.mend(words_of(text))
        is_known = any(word in self.speller.frequency for word in words)
        features = self.features.of(words, context if is_known else "")
        scores = features.weights @ self.of_features[features.columns]
        vector = WordVectors(table, self.spellings, self.vector_weight).of(words)
        likely = 1 / (1 + np.exp(-(scores + vector @ self.of_vectors + self.intercepts)))
        return normalised(likely)

    def intents_of(self, meant: NDArray[Any]) -> NDArray[Any]:
        """Give the likelihood of each intent by the likelihoods of its meanings."""
        assert self.meanings is not None
        of = self.meanings.meant_intents
        return np.array([meant[of == intent].sum() for intent in self.intents])

    def ranked(self, likely: NDArray[Any], text: str) -> list[Prediction]:
        """Rank every intent of a text by its likelihood, the likeliest first."""
        return [
            Prediction(str(self.intents[place]), float(likely[place]), text)
            for place in np.argsort(-likely)
        ]

    @classmethod
    def read(cls, path: Path) -> IntentModel:
        """Read a model that was written."""
        with np.load(path, allow_pickle=False) as kept:
            return cls(
                intents=kept["intents"],
                speller=Speller(
                    dict(zip(kept["words"].tolist(), kept["times"].tolist(), strict=True))
                ),
                features=TextFeatures(
                    {gram: column for column, gram in enumerate(kept["grams"].tolist())},
                    kept["rarity"],
                ),
                spellings=dict(zip(kept["plain"].tolist(), kept["proper"].tolist(), strict=True)),
                of_features=kept["of_features"],
                of_vectors=kept["of_vectors"],
                intercepts=kept["intercepts"],
                vector_weight=float(kept["vector_weight"]),
                meanings=_meanings_in(kept),
            )

    def write(self, path: Path) -> None:
        """Write the model."""
        frequency = self.speller.frequency
        np.savez(
            path,
            intents=self.intents,
            words=np.array(list(frequency)),
            times=np.array(list(frequency.values())),
            grams=np.array(self.features.grams),
            rarity=self.features.rarity,
            plain=np.array(list(self.spellings)),
            proper=np.array(list(self.spellings.values())),
            of_features=self.of_features,
            of_vectors=self.of_vectors,
            intercepts=self.intercepts,
            vector_weight=np.array(self.vector_weight),
            **(asdict(self.meanings) if self.meanings else {}),
        )


def _widest_axes(vectors: NDArray[Any]) -> NDArray[Any]:
    """Find the few directions in which vectors differ most, a column each.

    Learning intents from these alone takes about half the time, and tells as much.
    """
    spread, axes = np.linalg.eigh(vectors.T @ vectors)
    widest: NDArray[Any] = axes[:, np.argsort(spread)[-_AXES:]]
    return widest


def _matrix(rows: Sequence[Features], width: int) -> Any:
    """Put the features of many texts into one sparse matrix, a row each."""
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0, *(len(row.columns) for row in rows)])
    columns = np.concatenate([row.columns for row in rows])
    weights = np.concatenate([row.weights for row in rows])
    return csr_matrix((weights, columns, ends), shape=(len(rows), width))


def _learn_each(
    matrix: Any, meant: NDArray[Any], c: float
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Tell each intent from all others: the intents, a column of weights each, the intercepts.

    On all cores, as scikit-learn's own regression of many classes learns them one after the other.
    A rare intent weighs as much as a frequent one.
    """
    from sklearn.linear_model import LogisticRegression

    intents = np.unique(meant)

    def learn(intent: str) -> LogisticRegression:
        is_meant = meant == intent
        weight = len(meant) / (len(intents) * is_meant.sum())
        linear = LogisticRegression(
            C=c, tol=0.01, solver="liblinear", class_weight={True: weight}, random_state=42
        )
        return linear.fit(matrix, is_meant)

    with ThreadPoolExecutor(os.cpu_count()) as cores:
        learnt = list(cores.map(learn, intents))
    coefficients = np.vstack([linear.coef_ for linear in learnt]).T
    intercepts = np.concatenate([linear.intercept_ for linear in learnt])
    return intents, coefficients.astype(np.float32), intercepts.astype(np.float32)


def _meanings_in(kept: Mapping[str, NDArray[Any]]) -> MeaningModel | None:
    names = [field.name for field in fields(MeaningModel)]
    return MeaningModel(*(kept[name] for name in names)) if names[0] in kept else None
