"""Rasa's own checks: the project is sound, and the test stories next to this file are followed."""

from __future__ import annotations

import os
import re
import subprocess

import pytest
from ruamel.yaml import YAML

from actions import answers
from actions.intents import JOB_TOPICS
from booking.model import Refusal
from testing.running import ROOT

RASA = [ROOT / ".venvs" / "rasa" / "bin" / "python", "-W", "ignore", "-m", "rasa"]
ENVIRONMENT = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
_WARNING = re.compile(r"UserWarning: (.*)")
# Rasa does not see what was said before a message; tests/unit/project/test_intents.py does.
_SAID_APART = re.compile(r"The example '.*' was found labeled with multiple different intents")
_UNUSED = re.compile(r"The utterance '(\w+)' is not used in any story or rule\.")


def rasa(*words: str) -> str:
    done = subprocess.run(
        [*RASA, *words], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout + done.stderr


def spoken_by_code() -> set[str]:
    """What our actions and Rasa's form say, of which Rasa's validator knows nothing."""
    files = [*(ROOT / "actions").glob("*.py"), *(ROOT / "web").rglob("*.py")]
    code = "".join(path.read_text() for path in files)
    domain = YAML(typ="safe").load((ROOT / "domain.yml").read_text())
    forms = domain["forms"].values()
    endings = ("", "_again", "_or_otherwise")
    asked = {
        f"utter_ask_{slot}{ending}"
        for form in forms
        for slot in form["required_slots"]
        for ending in endings
    }
    asked.add("utter_default")  # Rasa's action_default_fallback
    # Named after an intent.
    places = (answers.ALONE, answers.WHILE_BOOKING, answers.BRIEFLY, answers.WHILE_ASKING)
    asked.update(*(place.values() for place in places))
    # Completed by a topic, by a reason, by a detail, by a problem.
    families = (
        "utter_about_",
        "utter_answer_",
        "utter_interview",
        "utter_needed_",
        "utter_refused_",
        "utter_correct_",
        "utter_time_",
    )
    return {
        name
        for name in domain["responses"]
        if name in asked or f'"{name}"' in code or name.startswith(families)
    }


def test_rasa_finds_nothing_wrong():
    asks = [str(path.relative_to(ROOT)) for path in ROOT.glob("knowledge/*/asks.yml")]
    warnings = set(_WARNING.findall(rasa("data", "validate", "--data", "data", *asks)))

    unused = {match[1] for match in map(_UNUSED.match, warnings) if match}
    known = (_UNUSED, _SAID_APART)
    assert {each for each in warnings if not any(kind.match(each) for kind in known)} == set()
    assert unused - spoken_by_code() == set()


def test_the_stories_are_followed(tmp_path):
    rasa(
        "test",
        "core",
        "--stories",
        "tests/dialogues",
        "--model",
        "models/conseiller.tar.gz",
        "--out",
        str(tmp_path),
        "--fail-on-prediction-errors",
    )

    assert "all good" in (tmp_path / "failed_test_stories.yml").read_text()


@pytest.mark.parametrize("kind", ["refused", "answer"])
def test_every_reason_and_topic_has_its_words(kind):
    endings = {"refused": set(Refusal), "answer": set(JOB_TOPICS.values())}[kind]
    domain = YAML(typ="safe").load((ROOT / "domain.yml").read_text())

    assert {f"utter_{kind}_{ending}" for ending in endings} <= set(domain["responses"])
