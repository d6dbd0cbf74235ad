"""A crowd of visitors on the public API, for Locust: they ask, book and leave.

locust -f bench/load.py --host http://127.0.0.1:8000 --users 50 --spawn-rate 5 --headless
"""

from __future__ import annotations

import random
from typing import Any

from locust import HttpUser, between, task

from bench.conversations import QUESTIONS

_BUSY = 429


class Visitor(HttpUser):
    """A visitor who reads an answer before writing the next message."""

    wait_time = between(1, 6)

    @task(7)
    def ask(self) -> None:
        """Open a conversation, ask some questions and leave."""
        self._open()
        for question in random.sample(QUESTIONS, random.randint(2, 5)):
            self._say(text=question)

    @task(3)
    def book(self) -> None:
        """Open a conversation, ask once and book one of the slots that are offered."""
        self._open()
        self._say(text=random.choice(QUESTIONS))
        offered = self._say(text="je voudrais un rendez-vous")
        buttons = [button for message in offered for button in message["buttons"]]
        if not buttons:
            return
        self._say(payload=random.choice(buttons)["payload"])
        self._say(text="Zoé Lambert")
        self._say(text=f"zoe{random.randrange(10**9)}@example.org")
        self._say(text="non")
        self._say(text="oui")
        self._say(text="oui c'est bon")

    @task(1)
    def read_again(self) -> None:
        """Reload the page in the middle of a conversation."""
        self._open()
        self._say(text="bonjour")
        self.client.get("/api/chat/messages", headers=self._headers)

    def _open(self) -> None:
        with self.client.post("/api/chat/sessions", json={}, catch_response=True) as opened:
            if _is_polite_refusal(opened):
                opened.success()
        if opened.status_code == _BUSY:
            self.stop(force=True)  # somebody who is told to come back later does
            return
        self._headers = {"Authorization": f"Bearer {opened.json()['token']}"}

    def _say(self, **body: str) -> list[dict[str, Any]]:
        self.wait()
        with self.client.post(
            "/api/chat/messages", json=body, headers=self._headers, catch_response=True
        ) as answer:
            if _is_polite_refusal(answer):
                answer.success()
                return []
            messages: list[dict[str, Any]] = answer.json().get("messages", [])
            return messages


def _is_polite_refusal(answer: Any) -> bool:
    """Tell whether it is what visitors above capacity shall get, and so no error."""
    if answer.status_code != _BUSY:
        return False
    return bool(answer.json()["messages"]) and "Retry-After" in answer.headers
