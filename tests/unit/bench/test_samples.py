"""The samples of the repository are well-formed, and nothing was learnt from them."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from ruamel.yaml import YAML

from bench import samples, when
from bench.dialogues import FIELDS
from bench.understanding.messages import INTENTS, read_messages
from testing.running import ROOT

MESSAGES = read_messages(samples.MESSAGES)
CONVERSATIONS = YAML(typ="safe").load(samples.CONVERSATIONS.read_text(encoding="utf-8"))
README = (samples.FOLDER / "README.md").read_text(encoding="utf-8")


def bare(text: str) -> str:
    """Leave out what people write one way or another."""
    return " ".join(re.findall(r"\w+", text.casefold())) or text.strip()


def test_every_label_is_known_and_has_a_message_and_an_explanation():
    labels = {label for message in MESSAGES for label in message.labels}

    assert labels == set(INTENTS)
    assert [label for label in INTENTS if f"`{label}`" not in README] == []


def test_no_message_is_a_training_example_or_there_twice():
    learnt = {
        bare(line.strip().removeprefix("- "))
        for file in (ROOT / "data").rglob("*.yml")
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    texts = [message.text for message in MESSAGES]

    assert [text for text in texts if bare(text) in learnt] == []
    assert len(set(map(bare, texts))) == len(texts)


def test_every_phrase_about_a_time_is_read():
    readings = when.read_all(samples.WHEN, samples.NO_TIMES)

    assert len(readings) > 30
    assert [reading for reading in readings if not reading.is_right] == []


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda each: each["id"])
def test_every_conversation_says_how_it_goes_and_ends(conversation):
    first, *_ = turns = conversation["turns"]
    expected = conversation["expected_outcome"]

    assert conversation["description"]
    assert datetime.fromisoformat(str(conversation["reference_datetime"]))
    assert first["if_asked"] == "anything"
    assert all(turn["if_asked"] in FIELDS and isinstance(turn["say"], str) for turn in turns)
    assert expected["status"] in ("booked", "not_booked")
    assert expected["email"].endswith("@example.org")
    assert expected["status"] == "not_booked" or {"name", "date_time"} <= expected.keys()
