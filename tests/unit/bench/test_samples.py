"""The samples of the repository are well-formed, and nothing was learnt from them."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from bench import samples, when
from bench.dialogues import FIELDS, read_dialogues
from bench.understanding.messages import INTENTS, read_messages
from french.letters import fold
from testing.running import ROOT

MESSAGES = read_messages(samples.MESSAGES)
PAIRS = read_messages(samples.PAIRS)
FOLLOW_UPS = read_messages(samples.FOLLOW_UPS)
CONVERSATIONS = read_dialogues(samples.CONVERSATIONS)
README = (samples.FOLDER / "README.md").read_text(encoding="utf-8")


def bare(text: str) -> str:
    """Leave out what people write one way or another."""
    return " ".join(re.findall(r"\w+", text.casefold())) or text.strip()


def test_every_label_is_known_and_has_a_message_and_an_explanation():
    labels = {label for message in MESSAGES for label in message.labels}

    assert labels == set(INTENTS)
    assert [label for label in INTENTS if f"`{label}`" not in README] == []


def test_pairs_ask_two_things_and_follow_ups_follow_something():
    assert {len(message.labels) for message in PAIRS} == {2}
    assert all(message.before for message in FOLLOW_UPS)
    assert {label for message in (*PAIRS, *FOLLOW_UPS) for label in message.labels} <= set(INTENTS)


@pytest.mark.parametrize("message", [*MESSAGES, *PAIRS, *FOLLOW_UPS], ids=lambda each: each.text)
def test_every_expectation_is_an_expression_in_small_letters_without_accents(message):
    for expression in (*message.expects, message.must_not):
        assert re.compile(expression)
        assert expression == fold(expression)


def test_no_message_is_a_training_example_or_there_twice():
    learnt = {
        bare(line.strip().removeprefix("- "))
        for file in (*(ROOT / "data").rglob("*.yml"), *ROOT.glob("knowledge/*/asks.yml"))
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    texts = [message.text for message in (*MESSAGES, *PAIRS, *FOLLOW_UPS)]

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
    assert expected["status"] in ("booked", "not_booked", "cancelled")
    assert expected.get("email", "@example.org").endswith("@example.org")
    assert expected["status"] != "booked" or {"name", "date_time"} <= expected.keys()
