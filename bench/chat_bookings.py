"""A visitor who books in the chat and does not give up: what is not answered is sent again."""

from __future__ import annotations

import re
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

from bench.dialogues import asked_for

REFERENCE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
_PATIENCE_SECONDS = 180.0
_MOST_WORDS = 40  # a booking takes six
_RECALL = "c'est quand mon rendez-vous ?"


@dataclass
class ChatBooking:
    """Books a slot for one visitor through the public chat API, whatever dies meanwhile."""

    url: str
    email: str
    slot: str
    _token: str = field(init=False, default="")

    def run(self) -> str:
        """Book; returns the reference that the visitor reads. Raises AssertionError."""
        opened = self._insist("sessions", {"start": "booking"})
        self._token = opened["token"]
        answers = {
            "name": {"text": "Camille Martin"},
            "email": {"text": self.email},
            "phone": {"text": "non"},
            "consent": {"text": "oui"},
            "confirm": {"text": "oui"},
        }
        said = {"time": self.slot}
        for _ in range(_MOST_WORDS):
            texts = self._say(said)
            reference = REFERENCE.search("\n".join(texts))
            if reference:
                return reference[0]
            asked = asked_for(texts)
            if asked is None and said == answers["confirm"]:
                said = {"text": _RECALL}  # booked, perhaps, and only the answer was lost
            elif asked is not None:
                said = answers.get(asked, {"time": self.slot})
        raise AssertionError(f"no booking after {_MOST_WORDS} messages; last read: {texts}")

    def _say(self, said: dict[str, str]) -> list[str]:
        """Say something once, however often it has to be sent; returns what is read."""
        answer = self._insist("messages", {**said, "id": str(uuid.uuid4())})
        return [message["text"] for message in answer["messages"]]

    def _insist(self, path: str, body: dict[str, str]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                url = f"{self.url}/api/chat/{path}"
                answer = httpx.post(url, json=body, headers=headers, timeout=60)
                if answer.is_success:
                    answered: dict[str, Any] = answer.json()
                    return answered
            except httpx.HTTPError:
                pass
            time.sleep(0.5)
        raise AssertionError(f"no answer to {path} in {_PATIENCE_SECONDS:.0f} s")
