"""Cross-validation of the intent model on its training data, in Rasa's environment.

    python -m bench.understanding.cross_validation FILE.json

Teaches the components of config.yml on four fifths of the examples and has them read the last one,
five times, with as many of each intent every time. Writes, for each fold, the pairs of the intent
that an example has and the one that was understood. Rasa's own command would read all that it has
just learnt as well, which takes far longer and says nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_yaml_file
from sklearn.model_selection import StratifiedKFold

from nlu.components.context import SAID, example_of
from nlu.components.linear_classifier import LinearIntentClassifier
from nlu.components.spacy_vectors import SpacyNLP

_ROOT = Path(__file__).resolve().parent.parent.parent
_FOLDS = 5
_SEED = 2027

Pair = tuple[str, str]
"""The intent of an example, and the one that was understood."""


def folds(examples: list[Message]) -> Iterator[list[Pair]]:
    """Read each fifth of the examples by what was learnt from the others."""
    intents = [example.get(INTENT) for example in examples]
    cuts = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED).split(examples, intents)
    for number, (learnt, kept) in enumerate(cuts, 1):
        print(f"cross-validation: fold {number} of {_FOLDS}", file=sys.stderr, flush=True)
        yield _read([examples[place] for place in learnt], [examples[place] for place in kept])


def _read(learnt: list[Message], kept: list[Message]) -> list[Pair]:
    settings, resource = _settings_of(LinearIntentClassifier), Resource("classifier")
    unseen = [_as_said(example) for example in kept]
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage(Path(folder))
        teacher = LinearIntentClassifier(settings, storage, resource)
        teacher.train(TrainingData(learnt))
        model = LinearIntentClassifier.load(settings, storage, resource, None)
    read = model.process(_with_words(unseen))
    return [
        (example.get(INTENT), message.get(INTENT)[INTENT_NAME_KEY])
        for example, message in zip(kept, read, strict=True)
    ]


def _as_said(example: Message) -> Message:
    """Make a message of an example: its text, after what was said before it."""
    return Message({TEXT: example.get(TEXT), METADATA: {SAID: example_of(example).context}})


def _examples() -> list[Message]:
    """Read the examples of the training data; commands such as `/greet` are not language."""
    paths = [str(_ROOT / "data"), *map(str, _ROOT.glob("knowledge/*/asks.yml"))]
    data = RasaFileImporter(training_data_paths=paths).get_nlu_data()
    typed = (e for e in data.intent_examples if e.get(TEXT))
    return _with_words([e for e in typed if not e.get(TEXT).startswith(INTENT_MESSAGE_PREFIX)])


def _with_words(messages: list[Message]) -> list[Message]:
    settings = _settings_of(SpacyNLP)
    model = SpacyNLP.load_model(settings["model"])
    read: list[Message] = SpacyNLP(model, settings).process(messages, model)
    return read


def _settings_of(component: type) -> dict[str, Any]:
    name = f"{component.__module__}.{component.__name__}"
    pipeline = read_yaml_file(_ROOT / "config.yml")["pipeline"]
    (settings,) = (each for each in pipeline if each["name"] == name)
    return {key: value for key, value in settings.items() if key != "name"}


def main() -> None:
    """Write what was read as what."""
    parser = argparse.ArgumentParser(description="Cross-validate the intent model.")
    parser.add_argument("file", type=Path, help="where the pairs go, as JSON")
    options = parser.parse_args()
    options.file.write_text(json.dumps(list(folds(_examples()))), encoding="utf-8")


if __name__ == "__main__":
    main()
