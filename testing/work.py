"""The work that a service may ask for, as a browser does it: ALTCHA's protocol."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any


def answer_to(challenge: Mapping[str, Any], number: int | None = None) -> str:
    """Find the number and write the answer; `number` is one to claim instead."""
    salt = challenge["salt"]
    right = (
        tried
        for tried in range(challenge["maxnumber"] + 1)
        if hashlib.sha256(f"{salt}{tried}".encode()).hexdigest() == challenge["challenge"]
    )
    fields = ("algorithm", "challenge", "salt", "signature")
    answer = {name: challenge[name] for name in fields}
    answer["number"] = next(right) if number is None else number
    return base64.b64encode(json.dumps(answer).encode()).decode()


def challenge_of(page: str) -> dict[str, Any] | None:
    """Read the challenge of a form; None where it asks for none."""
    found = re.search(r'data-challenge="([^"]*)"', page)
    challenge: dict[str, Any] | None = json.loads(unescape(found[1])) if found else None
    return challenge
