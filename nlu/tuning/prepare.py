"""Write what the tuning learns from into a folder: examples as tokens, and the weights as they are.

    python -m nlu.tuning.prepare FOLDER

Every example is written in some ways in which visitors write: with a typing error, without
accents, without its last sign, after something else that was said before.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from rasa.shared.importers.importer import TrainingDataImporter

from french.letters import fold
from nlu.components.context import example_of
from nlu.tuning.e5_file import PACKAGED, WORDS, E5File, Tokenizer, floats_of
from nlu.understanding.examples import Example
from nlu.understanding.sentence_embeddings import said_after
from nlu.understanding.typing_errors import with_typing_error

EXAMPLES, WEIGHTS = "examples.npz", "weights.npz"
_FREE_WAYS = 3
_LONGEST = 64  # tokens; one message in a thousand is longer
_IN_CONTEXT, _MISTYPED, _PLAIN, _UNSIGNED = 0.6, 0.4, 0.3, 0.25


def main(folder: Path) -> None:
    """Write both files, and say what comes next."""
    folder.mkdir(parents=True, exist_ok=True)
    model = E5File.read(PACKAGED)
    tokenizer, meant = Tokenizer(model.tokens), list(_meant(_examples()))
    contexts = sorted({example.context for example, _ in meant if example.context})
    chance = random.Random(1)
    ways = []
    for number, (example, _) in enumerate(meant):
        ways.append([tokenizer.tokens_of(way) for way in _ways(example, contexts, chance)])
        if number % 2000 == 0:
            print(f"prepare: {number} of {len(meant)} examples", flush=True)
    _write_examples(folder / EXAMPLES, ways, [meaning for _, meaning in meant])
    _write_weights(folder / WEIGHTS, model)
    print(f"prepare: now run « python -m nlu.tuning.tune {folder} » where PyTorch and a GPU are")


def _examples() -> list[Example]:
    importer = TrainingDataImporter.load_from_config(
        "config.yml", "domain.yml", ["data", "knowledge"]
    )
    return [example_of(message) for message in importer.get_nlu_data().intent_examples]


def _meant(examples: Sequence[Example]) -> Iterator[tuple[Example, str]]:
    """Give each example with each of its meanings; one whose points nobody named has none."""
    with_points = {example.intent for example in examples if example.points}
    for example in examples:
        if example.points is not None or example.intent not in with_points:
            for meaning in example.points or (example.intent,):
                yield example, meaning


def _ways(example: Example, contexts: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Write an example as it stands, mistyped, without accents, and in ways drawn by lot."""
    for text in (example.text, with_typing_error(example.text, chance), fold(example.text)):
        yield said_after(example.context, text)
    for _ in range(_FREE_WAYS):
        context, text = example.context, example.text
        if not context and chance.random() < _IN_CONTEXT:
            context = chance.choice(contexts)
        if chance.random() < _MISTYPED:
            text = with_typing_error(text, chance)
        if chance.random() < _PLAIN:
            text = fold(text)
        if chance.random() < _UNSIGNED:
            text = text.rstrip(" ?!.")
        yield said_after(context, text)


def _write_examples(
    path: Path, ways: Sequence[Sequence[Sequence[int]]], meanings: Sequence[str]
) -> None:
    short = [[way[:_LONGEST] for way in of_one] for of_one in ways]
    names = sorted(set(meanings))
    np.savez_compressed(
        path,
        tokens=np.concatenate([way for of_one in short for way in of_one]),
        lengths=np.array([[len(way) for way in of_one] for of_one in short]),
        meanings=np.array([names.index(meaning) for meaning in meanings]),
        names=np.array(names),
    )


def _write_weights(path: Path, model: E5File) -> None:
    weights = {name: content for name, (_, content) in model.tensors.items()}
    weights[WORDS] = floats_of(weights[WORDS], model.width).astype(np.float16)
    np.savez_compressed(path, layers=model.layers, **weights)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
