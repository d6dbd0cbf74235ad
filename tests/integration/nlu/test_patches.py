"""What is replaced in libraries is in the register, and refused where its source has changed."""

from __future__ import annotations

import os
import subprocess

from testing.running import ROOT

PYTHON = ROOT / ".venvs" / "rasa" / "bin" / "python"
_PREPARE = """
from nlu.serving.unused_imports import leave_out_unused
leave_out_unused()
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.trackers import DialogueStateTracker
before = DialogueStateTracker.applied_events
"""
_OF_ANOTHER_VERSION = "RemoteAction._validate_action_result = lambda self, result: True"
_APPLY = """
from nlu.serving.patches import apply_all
from nlu.serving.patches.register import SourceChanged
try:
    apply_all()
except SourceChanged as error:
    print(error)
print("put in place:", DialogueStateTracker.applied_events is not before)
"""
_PRINT = "import runpy; runpy.run_module('nlu.serving.patches', run_name='__main__')"


def rasas_python(code: str) -> subprocess.CompletedProcess[str]:
    words = [PYTHON, "-W", "ignore", "-c", code]
    return subprocess.run(words, cwd=ROOT, env=os.environ, capture_output=True, text=True)


def test_all_is_put_in_place_where_the_sources_are_those_it_was_written_for():
    done = rasas_python(_PREPARE + _APPLY)

    assert done.stdout.strip() == "put in place: True", done.stderr[-3000:]


def test_nothing_is_put_in_place_where_a_source_has_changed_and_its_name_is_said():
    done = rasas_python(_PREPARE + _OF_ANOTHER_VERSION + _APPLY)

    assert "RemoteAction._validate_action_result is not the one of rasa 3.6.21" in done.stdout
    assert "nlu/serving/patches/action_calls.py" in done.stdout
    assert "put in place: False" in done.stdout


def test_the_register_is_printed_with_what_each_replaces_and_spares():
    done = rasas_python(_PRINT)

    assert done.returncode == 0, done.stderr[-3000:]
    for name in ("RemoteAction._validate_action_result", "warnings.showwarning", "ALPHA_LOWER"):
        assert name in done.stdout
    assert "of rasa 3.6.21, by nlu.serving.patches.tracker: 6 ms a turn" in done.stdout


def test_the_register_says_which_sources_have_changed():
    done = rasas_python(_PREPARE + _OF_ANOTHER_VERSION + f"\n{_PRINT}")

    assert done.returncode == 1
    assert "RemoteAction._validate_action_result is not the one" in done.stderr
    assert done.stderr.count("is not the one") == 1
