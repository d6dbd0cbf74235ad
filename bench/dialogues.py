"""Play whole conversations against a running assistant and tell how each ends.

    python -m bench.dialogues FILE [--url http://127.0.0.1:8000]

FILE holds conversations in the format of `../shared/dialogues/dev.yml`. The assistant's clock must
be set to their `reference_datetime` (CONSEILLER_NOW), and its bookings must be empty.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent

# What a bubble asks for, by the words of domain.yml; the last bubble that asks counts.
_ASKS = {
    "name": "À quel nom",
    "email": "À quelle adresse e-mail",
    "phone": "Un numéro de téléphone",
    "consent": "Êtes-vous d’accord",
    "confirm": "Est-ce que tout est exact|Que faut-il changer|vraiment annuler",
    "date_time": "vous convient|créneaux les plus proches",
}


class Visitor:
    """One visitor of the chat API."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=30)
        session = self._client.post("/api/chat/sessions", json={}).raise_for_status().json()
        self._client.headers["Authorization"] = f"Bearer {session['token']}"

    def say(self, text: str) -> list[str]:
        """Say something and return the texts of the answer, whatever its status."""
        answer = self._client.post("/api/chat/messages", json={"text": text})
        return [message["text"] for message in answer.json()["messages"]]


def asked_for(answers: list[str]) -> str | None:
    """Tell which field the assistant asks for."""
    for answer in reversed(answers):
        for field, words in _ASKS.items():
            if re.search(words, answer):
                return field
    return None


def play(dialogue: dict[str, Any], url: str) -> list[tuple[str, list[str]]]:
    """Play a conversation by its rules; returns what was said and answered."""
    visitor = Visitor(url)
    said: list[tuple[str, list[str]]] = []
    unused = list(dialogue["turns"])
    asked: str | None = "anything"
    seen: set[str] = set()
    while (turn := _next_turn(unused, asked, seen)) is not None:
        unused.remove(turn)
        seen.add(turn["if_asked"])
        answers = visitor.say(str(turn["say"]))
        said.append((str(turn["say"]), answers))
        asked = asked_for(answers)
    return said


def _next_turn(
    unused: list[dict[str, Any]], asked: str | None, seen: set[str]
) -> dict[str, Any] | None:
    for wanted in (asked, "anything"):
        for turn in unused:
            if turn["if_asked"] == wanted and (not turn.get("fallback") or wanted in seen):
                return turn
    return None


def bookings() -> list[dict[str, Any]]:
    """Read the interviews as an administrator does."""
    command = [str(ROOT / "conseiller"), "bookings", "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def what_is_wrong(dialogue: dict[str, Any], booked: list[dict[str, Any]]) -> str | None:
    """Compare the bookings with what was expected; None where they agree."""
    expected = dialogue["expected_outcome"]
    mine = [b for b in booked if b["email"].lower() == expected["email"].lower()]
    confirmed = [b for b in mine if b["status"] == "confirmed"]
    if expected["status"] == "not_booked":
        return f"still booked: {confirmed}" if confirmed else None
    wanted = str(expected["date_time"])[:16].replace(" ", "T")
    right = [b for b in confirmed if b["start"].startswith(wanted)]
    if not right:
        return f"no booking at {wanted}: {[b['start'] for b in mine]}"
    names = " ".join([expected["name"], *map(str, expected.get("also_ok", ()))])
    return None if right[0]["name"] in names else f"name {right[0]['name']!r}"


def main() -> None:
    """Play every conversation of a file."""
    parser = argparse.ArgumentParser(description="Play whole conversations.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--verbose", action="store_true", help="print every word")
    options = parser.parse_args()
    dialogues = YAML(typ="safe").load(options.file.read_text())
    failures = 0
    for dialogue in dialogues:
        said = play(dialogue, options.url)
        problem = what_is_wrong(dialogue, bookings())
        failures += problem is not None
        print(f"{dialogue['id']}  {problem or 'as expected'}")
        if options.verbose or problem:
            for words, answers in said:
                print(f"    > {words}")
                for answer in answers:
                    print("      " + answer.replace("\n", "\n      "))
    print(f"{len(dialogues) - failures} of {len(dialogues)} ended as expected")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
