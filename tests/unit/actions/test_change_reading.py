"""What a message gives to the change form."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.change_reading import read_change
from tests.builders import paris

NOW = paris(2027, 4, 9, 10)
CHOSEN = paris(2027, 4, 22, 11)


def heard(text: str, intent: str) -> dict[str, Any]:
    """Read a message where a move to the 22nd was just read back."""
    message = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.95},
        "asks": [{"intent": intent, "confidence": 0.95, "points": []}],
        "entities": [],
    }
    slots = {
        "change_wanted": "move",
        "change_time": CHOSEN.isoformat(),
        "booking_reference": "K7PD-M4QX",
        "proof_reference": "K7PD-M4QX",
        "requested_slot": "change_confirmed",
    }
    loop = {"name": "change_form"}
    tracker = Tracker("visitor", slots, message, [], False, None, loop, "action_listen")
    return read_change(tracker, NOW)


@pytest.mark.parametrize("text", ["oui, je confirme le jeudi", "oui, jeudi 22 à 11h", "oui"])
def test_a_yes_that_says_the_time_again_is_a_yes(text):
    assert heard(text, "affirm") == {"change_confirmed": True}


def test_a_yes_with_another_time_is_read_back_once_more():
    assert heard("oui mais plutôt à 14h", "affirm") == {"change_time": "oui mais plutôt à 14h"}


def test_no_moves_nothing():
    assert heard("non, pas jeudi", "deny").get("change_confirmed") is not True
