"""The one door from the web to Rasa: its REST channel, on loopback."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx

from web.transcript import ASSISTANT, Bubble, Button

PATIENCE_SECONDS = 20.0
"""How long a turn may take before the visitor is told that something is wrong."""

_KEEP_ALIVE_SECONDS = 3.0  # Rasa hangs up after 5: a message must not meet it on its way out


class RasaUnavailable(Exception):
    """Rasa, or the action server behind it, gave no answer."""


class RasaClient:
    """Sends a message into a conversation and returns what the assistant says."""

    def __init__(self, url: str, token: str) -> None:
        self._token = token
        limits = httpx.Limits(keepalive_expiry=_KEEP_ALIVE_SECONDS)
        self._client = httpx.AsyncClient(base_url=url, timeout=PATIENCE_SECONDS, limits=limits)

    async def send(self, conversation_id: str, message: str) -> list[Bubble]:
        """Send inert text or an offered command. Raises RasaUnavailable."""
        body = {"sender": conversation_id, "message": message}
        try:
            answer = await self._client.post("/webhooks/rest/webhook", json=body)
            answer.raise_for_status()
            bubbles = _bubbles(answer.json())
        except (httpx.HTTPError, ValueError) as error:
            raise RasaUnavailable(type(error).__name__) from error
        if not bubbles:
            raise RasaUnavailable("no answer, as when the action server is down")
        return bubbles

    async def start_session(self, conversation_id: str, job: str) -> None:
        """Begin a session of Rasa's about a job, before anything is said in it.

        Rasa's own session start, for the default job, costs no call. Raises RasaUnavailable.
        """
        events = [
            {"event": "action", "name": "action_session_start"},
            {"event": "session_started"},
            {"event": "slot", "name": "job", "value": job},
            {"event": "action", "name": "action_listen"},
        ]
        path = f"/conversations/{conversation_id}/tracker/events"
        try:
            answer = await self._client.post(path, params={"token": self._token}, json=events)
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise RasaUnavailable(type(error).__name__) from error

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _bubbles(answers: list[dict[str, Any]]) -> list[Bubble]:
    """Read Rasa's answers. What a response carries as `custom` comes in an answer of its own."""
    bubbles: list[Bubble] = []
    for said in answers:
        if "text" in said:
            buttons = tuple(Button(b["title"], b["payload"]) for b in said.get("buttons", ()))
            bubbles.append(Bubble(ASSISTANT, said["text"], buttons))
        if "custom" in said and bubbles:
            bubbles[-1] = replace(bubbles[-1], data=said["custom"])
    return bubbles
