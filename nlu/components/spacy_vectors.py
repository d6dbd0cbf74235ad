"""spaCy for a pipeline that needs its tokenizer and word vectors, and nothing else.

Rasa's own component runs tagger, morphologizer, lemmatizer and entity recogniser on every message;
leaving them out takes a message from 3-9 ms to some 0.01 ms and changes no word vector.
"""

from __future__ import annotations

from functools import lru_cache

import rasa.nlu.utils.spacy_utils
import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.model import InvalidModelError
from rasa.nlu.utils.spacy_utils import SpacyModel
from spacy.cli.info import info_model

from nlu.components.latin_letters import use_latin_letters

# The words of the vectors, which are found by their hashes: 100 MB and a second.
_NEEDLESS = ("strings",)


# The name is Rasa's: components such as SpacyTokenizer look for their model's provider by it.
@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.MODEL_LOADER,
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
    ],
    is_trainable=False,
    model_from="SpacyNLP",
)
class SpacyNLP(rasa.nlu.utils.spacy_utils.SpacyNLP):
    """Provides a spaCy model that is loaded without its statistical components."""

    @staticmethod
    @lru_cache(maxsize=4)  # Rasa's graph asks for it twice: as provider, and as featurizer
    def load_model(spacy_model_name: str) -> SpacyModel:
        """Load the tokenizer and the vectors of a spaCy model.

        Raises InvalidModelError where the model is not installed.
        """
        try:
            model = info_model(spacy_model_name, silent=True)
            exclude = [*model["components"], *_NEEDLESS]
            if model["lang"] == "fr":
                use_latin_letters()
                exclude.append("tokenizer")  # the one of these letters stands in for the stored one
            language = spacy.load(spacy_model_name, exclude=exclude)
        except (SystemExit, OSError) as error:
            raise InvalidModelError(
                f"The spaCy model '{spacy_model_name}' is not installed in Rasa's environment: "
                f"add it to requirements/rasa.in and set the environment up again."
            ) from error
        return SpacyModel(model=language, model_name=spacy_model_name)
