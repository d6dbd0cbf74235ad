"""What a short, careless message means: a linear model, and a second opinion where it hesitates.

The linear model reads words, pairs of words and pieces of words (text_features.py) after
mending the spelling (spelling.py), and what word vectors know of words that training lacks
(word_vectors.py): some 0.5 ms a message. Serving needs no scikit-learn.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.understanding.french_words import words_of
from nlu.understanding.prediction import Prediction
from nlu.understanding.sentence_embeddings import SecondOpinion, blended, normalised
from nlu.understanding.spelling import Speller
from nlu.understanding.text_features import Features, TextFeatures
from nlu.understanding.typing_errors import with_typing_error
from nlu.understanding.word_vectors import VectorTable, WordVectors, proper_spellings

_SHARE_WITH_ERRORS = 0.5


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
    second_opinion: SecondOpinion | None = None

    @classmethod
    def learn(
        cls,
        texts: Sequence[str],
        intents: Sequence[str],
        table: VectorTable,
        c: float,
        vector_weight: float,
    ) -> IntentModel:
        """Learn from texts and their intents.

        `c` is the inverse strength of the penalty, `vector_weight` the length of the word vectors
        next to the other features. Half of the texts are learnt with a typing error as well.
        """
        # Only training needs scikit-learn and SciPy: a server starts faster without.
        from scipy.sparse import csr_matrix, hstack
        from sklearn.linear_model import LogisticRegression

        spellings = proper_spellings(texts)
        speller = Speller.learn(words_of(text) for text in texts)
        texts, intents = _with_typing_errors(texts, intents)
        words = [words_of(text) for text in texts]
        features = TextFeatures.learn(words)
        vectors = WordVectors(table, spellings, vector_weight)
        sparse = _matrix([features.of(each) for each in words], len(features.grams))
        dense = csr_matrix(np.vstack([vectors.of(each) for each in words]))
        linear = LogisticRegression(
            C=c, tol=0.01, solver="liblinear", class_weight="balanced", random_state=42
        )
        linear.fit(hstack([sparse, dense]).tocsr(), intents)
        coefficients = linear.coef_.T.astype(np.float32)
        return cls(
            intents=linear.classes_.astype(str),
            speller=speller,
            features=features,
            spellings=spellings,
            of_features=np.ascontiguousarray(coefficients[: len(features.grams)]),
            of_vectors=np.ascontiguousarray(coefficients[len(features.grams) :]),
            intercepts=linear.intercept_.astype(np.float32),
            vector_weight=vector_weight,
        )

    def ranking(self, text: str, table: VectorTable) -> list[Prediction]:
        """Rank every intent for a text, the likeliest first."""
        words = self._words(text)
        return self._ranked(self._likelihoods(words, table), words)

    def reconsidered(self, text: str, table: VectorTable) -> list[Prediction]:
        """Rank every intent with the second opinion as well; as before where there is none."""
        if self.second_opinion is None:
            return self.ranking(text, table)
        words = self._words(text)
        first, second = self._likelihoods(words, table), self.second_opinion.likelihoods(text)
        return self._ranked(blended(first, second), words)

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
                second_opinion=_second_opinion_in(kept),
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
            **(asdict(self.second_opinion) if self.second_opinion else {}),
        )

    def _words(self, text: str) -> list[str]:
        return self.speller.mend(words_of(text))

    def _likelihoods(self, words: list[str], table: VectorTable) -> NDArray[Any]:
        features = self.features.of(words)
        scores = features.weights @ self.of_features[features.columns]
        vector = WordVectors(table, self.spellings, self.vector_weight).of(words)
        likely = 1 / (1 + np.exp(-(scores + vector @ self.of_vectors + self.intercepts)))
        return normalised(likely)

    def _ranked(self, likely: NDArray[Any], words: list[str]) -> list[Prediction]:
        return [
            Prediction(str(self.intents[place]), float(likely[place]), " ".join(words))
            for place in np.argsort(-likely)
        ]


def _with_typing_errors(
    texts: Sequence[str], intents: Sequence[str]
) -> tuple[list[str], list[str]]:
    chance = random.Random(42)
    chosen = [place for place in range(len(texts)) if chance.random() < _SHARE_WITH_ERRORS]
    added = [with_typing_error(texts[place], chance) for place in chosen]
    return [*texts, *added], [*intents, *(intents[place] for place in chosen)]


def _matrix(rows: Sequence[Features], width: int) -> Any:
    """Put the features of many texts into one sparse matrix, a row each."""
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0, *(len(row.columns) for row in rows)])
    columns = np.concatenate([row.columns for row in rows])
    weights = np.concatenate([row.weights for row in rows])
    return csr_matrix((weights, columns, ends), shape=(len(rows), width))


def _second_opinion_in(kept: Mapping[str, NDArray[Any]]) -> SecondOpinion | None:
    names = [field.name for field in fields(SecondOpinion)]
    return SecondOpinion(*(kept[name] for name in names)) if names[0] in kept else None
