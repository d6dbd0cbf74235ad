"""The one door from the web to Rasa: its REST channel, on loopback."""

from __future__ import annotations

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

    def __init__(self, url: str) -> None:
        limits = httpx.Limits(keepalive_expiry=_KEEP_ALIVE_SECONDS)
        self._client = httpx.AsyncClient(base_url=url, timeout=PATIENCE_SECONDS, limits=limits)

    async def send(self, conversation_id: str, message: str) -> list[Bubble]:
        """Send inert text or an offered command. Raises RasaUnavailable."""
        body = {"sender": conversation_id, "message": message}
        try:
            answer = await self._client.post("/webhooks/rest/webhook", json=body)
            answer.raise_for_status()
            bubbles = [_bubble(said) for said in answer.json()]
        except (httpx.HTTPError, ValueError) as error:
            raise RasaUnavailable(type(error).__name__) from error
        if not bubbles:
            raise RasaUnavailable("no answer, as when the action server is down")
        return bubbles

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _bubble(said: dict[str, Any]) -> Bubble:
    buttons = tuple(Button(b["title"], b["payload"]) for b in said.get("buttons", ()))
    return Bubble(ASSISTANT, said.get("text", ""), buttons)
