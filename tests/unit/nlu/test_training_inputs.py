"""What the model is made of is said once in the Makefile and once in the component, alike."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import grimp
import pytest

from testing.running import ROOT

_CLASSIFIER = ROOT / "nlu" / "components" / "linear_classifier.py"
_OURS = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))


def named_in_the_component() -> list[str]:
    """Read from its source, as Rasa is not in this environment."""
    for statement in ast.parse(_CLASSIFIER.read_text()).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="MODEL_SOURCES")], value=value):
                return list(ast.literal_eval(value))
    raise AssertionError("linear_classifier.py names no MODEL_SOURCES")


def make_knows(line_begins: str) -> list[str]:
    """Give the words after the beginning of a line of what make has read."""
    done = subprocess.run(
        ["make", "--print-data-base", "--question", "help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    [line] = [line for line in done.stdout.splitlines() if line.startswith(line_begins)]
    return line.removeprefix(line_begins).split()


def file_of(module: str) -> str:
    path = module.replace(".", "/")
    return f"{path}/__init__.py" if (ROOT / path).is_dir() else f"{path}.py"


def trained_from() -> set[str]:
    return set(make_knows("models/conseiller.tar.gz: "))


def test_the_makefile_and_the_component_name_the_same():
    assert make_knows("MODEL_SOURCES := ") == named_in_the_component()


def test_everything_of_ours_that_the_model_imports_is_named():
    graph = grimp.build_graph(*_OURS)
    rooms = ("nlu.understanding", "nlu.components")
    imported = set().union(*(graph.find_upstream_modules(room, as_package=True) for room in rooms))

    files = {file_of(module) for module in imported}

    assert "french/letters.py" in files
    assert files <= trained_from()


@pytest.mark.parametrize("folder", ["nlu/understanding", "nlu/components", "data"])
def test_an_edit_of_what_is_learnt_or_of_how_trains_anew(folder):
    files = (path for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".tsv", ".yml"})

    assert {str(Path(path).relative_to(ROOT)) for path in files} <= trained_from()


def test_an_edit_of_a_serving_file_trains_nothing():
    assert not [file for file in trained_from() if file.startswith("nlu/serving/")]
    assert not [source for source in named_in_the_component() if "serving" in source]
