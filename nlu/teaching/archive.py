"""A model of Rasa's whose way of reading messages is taught something; all else stays as it is."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from nlu.components.linear_classifier import LinearIntentClassifier, SpacyVectors
from nlu.components.spacy_vectors import SpacyNLP
from nlu.teaching.lessons import Lesson, Pupil
from nlu.teaching.teacher import teach
from nlu.understanding.intent_model import IntentModel

_QUICKLY = 1  # numbers hardly shrink, however long one tries


def teach_archive(
    base: Path, new: Path, lessons: Sequence[Lesson], known: Sequence[Lesson]
) -> tuple[bool, ...]:
    """Write a model that has learnt lessons besides; tells which of them it contradicts."""
    with TemporaryDirectory() as folder:
        with tarfile.open(base) as archive:
            archive.extractall(folder)  # our own file, as Rasa itself unpacks it
        is_against = _teach_files(Path(folder), lessons, known)
        draft = new.with_suffix(".draft")
        with tarfile.open(draft, "w:gz", compresslevel=_QUICKLY) as archive:
            archive.add(folder, arcname="")
        draft.replace(new)
    return is_against


def _teach_files(
    folder: Path, lessons: Sequence[Lesson], known: Sequence[Lesson]
) -> tuple[bool, ...]:
    about = folder / "metadata.json"
    metadata = json.loads(about.read_text())
    [file] = folder.glob("components/*/classifier.npz")
    vocab = SpacyNLP.load_model(_settings(metadata, SpacyNLP)["model"]).model.vocab
    together = _settings(metadata, LinearIntentClassifier)["together"]
    pupil = Pupil(IntentModel.read(file), SpacyVectors(vocab), together)
    taught = teach(pupil, lessons, known)
    taught.pupil.model.write(file)
    about.write_text(json.dumps({**metadata, "model_id": uuid4().hex}))
    return taught.is_against


def _settings(metadata: dict[str, Any], component: type) -> dict[str, Any]:
    """Give the settings of a component, as the model was trained with them."""
    name = f"{component.__module__}.{component.__qualname__}"
    nodes = metadata["predict_schema"]["nodes"].values()
    found: dict[str, Any] = next(node["config"] for node in nodes if node["uses"] == name)
    return found
