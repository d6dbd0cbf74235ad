"""The one door from the web to Rasa: its REST channel, on loopback."""

from __future__ import annotations

from typing import Any

import httpx

from web.transcript import ASSISTANT, Bubble, Button

PATIENCE_SECONDS = 20.0
"""How long a turn may take before the visitor is told that something is wrong."""

_KEEP_ALIVE_SECONDS = 3.0  # Rasa hangs up after 5: a message must not meet it on its way out


class RasaUnavailable(Exception):
    """Rasa, or the action server behind it, gave no answer.

    `came_to_nothing`: it is certain that the message did nothing, so that it may be sent again.
    """

    def __init__(self, why: str, *, came_to_nothing: bool = False) -> None:
        super().__init__(why)
        self.came_to_nothing = came_to_nothing


class RasaClient:
    """Sends a message into a conversation and returns what the assistant says."""

    def __init__(self, url: str, token: str) -> None:
        limits = httpx.Limits(keepalive_expiry=_KEEP_ALIVE_SECONDS)
        self._client = httpx.AsyncClient(base_url=url, timeout=PATIENCE_SECONDS, limits=limits)
        self._token = token

    async def send(self, conversation_id: str, turn: str, message: str) -> list[Bubble]:
        """Send inert text or an offered command. Raises RasaUnavailable."""
        body = {"sender": conversation_id, "message": message, "turn": turn}
        try:
            answer = await self._client.post("/webhooks/rest/webhook", json=body)
            answer.raise_for_status()
            bubbles = [_bubble(said) for said in answer.json()]
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise RasaUnavailable(type(error).__name__, came_to_nothing=True) from error
        except (httpx.HTTPError, ValueError) as error:
            raise RasaUnavailable(type(error).__name__) from error
        if not bubbles:
            why = "no answer, as when the action server is down"
            raise RasaUnavailable(why, came_to_nothing=True)
        return bubbles

    async def recorded(self, conversation_id: str, turn: str) -> list[Bubble]:
        """Read what was answered to a turn from Rasa's tracker; nothing where it never came.

        Raises RasaUnavailable.
        """
        try:
            answer = await self._client.get(
                f"/conversations/{conversation_id}/tracker",
                params={"token": self._token, "include_events": "ALL"},
            )
            answer.raise_for_status()
            events = answer.json()["events"]
        except (httpx.HTTPError, ValueError, KeyError) as error:
            raise RasaUnavailable(type(error).__name__) from error
        bubbles: list[Bubble] = []
        is_its = False
        for event in events:
            if event["event"] == "user":
                is_its = (event.get("metadata") or {}).get("turn") == turn
            elif event["event"] == "bot" and is_its:
                buttons = (event.get("data") or {}).get("buttons") or ()
                bubbles.append(_bubble({"text": event.get("text") or "", "buttons": buttons}))
        return bubbles

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _bubble(said: dict[str, Any]) -> Bubble:
    buttons = tuple(Button(b["title"], b["payload"]) for b in said.get("buttons", ()))
    return Bubble(ASSISTANT, said.get("text", ""), buttons)
