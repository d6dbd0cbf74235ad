"""The one door from the web to Rasa: its REST channel, on loopback."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import aiohttp

from conversations.transcript import ASSISTANT, Bubble, Button

PATIENCE_SECONDS = 20.0
"""How long a turn may take before the visitor is told that something is wrong."""

AT_ONCE_PER_WORKER = 120
"""Turns under way in a process of Rasa's, above which one is refused: a second or two of work."""

_LINK_ALONE = re.compile(r"\[[^\][]+\]\([^()\s]+\)")
_KEEP_ALIVE_SECONDS = 3.0  # Rasa hangs up after 5: a message must not meet it on its way out
_PAUSE_SECONDS = 0.25
_CUT_SHORT = (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError)


class RasaUnavailable(Exception):
    """Rasa, or the action server behind it, gave no answer.

    `came_to_nothing`: it is certain that the message did nothing, so that it may be sent again.
    `is_over`: Rasa is done with it, so that it may be sent again as one that Rasa may have had.
    """

    def __init__(self, why: str, *, came_to_nothing: bool = False, is_over: bool = False) -> None:
        super().__init__(why)
        self.came_to_nothing = came_to_nothing
        self.is_over = is_over


class AtCapacity(Exception):
    """As many messages are being answered as can be: this one was not begun."""

    retry_after = 3
    """Seconds after which it is worth trying again."""


def session_knowing(slots: Mapping[str, str]) -> list[dict[str, str]]:
    """Write the events with which a session of Rasa's begins that knows some things."""
    return [
        {"event": "action", "name": "action_session_start"},
        {"event": "session_started"},
        *({"event": "slot", "name": name, "value": slots[name]} for name in slots),
        {"event": "action", "name": "action_listen"},
    ]


class RasaClient:
    """Sends a message into a conversation and returns what the assistant says.

    A conversation goes to one of Rasa's processes as long as that answers, so that its messages
    stay in order; another takes over where it does not. A message that may have been heard
    before its process died says so when it is sent again, and is not handled twice
    (`nlu/serving/patches/idempotent_turns.py`).
    """

    def __init__(self, urls: Sequence[str], token: str, at_once: int = AT_ONCE_PER_WORKER) -> None:
        self._http = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEEP_ALIVE_SECONDS),
            timeout=aiohttp.ClientTimeout(total=PATIENCE_SECONDS),
            raise_for_status=True,
        )
        self._urls = tuple(urls)
        self._token = token
        self._at_once = at_once
        self._under_way = 0

    @property
    def is_full(self) -> bool:
        """Tell whether one more message would only wait."""
        return self._under_way >= self._at_once

    async def send(
        self,
        conversation_id: str,
        turn: str,
        message: str,
        *,
        again: bool = False,
        source: str | None = None,
    ) -> list[Bubble]:
        """Send inert text or an offered command. Raises RasaUnavailable, AtCapacity.

        `again`: Rasa may have had this turn; if so, its answers are given once more.
        `source` is a digest of where it comes from.
        """
        if self.is_full:
            raise AtCapacity
        metadata = {"turn": turn, "again": again, "source": source}
        body = {"sender": conversation_id, "message": message, "metadata": metadata}
        self._under_way += 1
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                bubbles = await self._ask_until_answered(conversation_id, body, metadata)
        except (TimeoutError, aiohttp.ClientError, ValueError) as error:
            unheard, failed = not metadata["again"], isinstance(error, aiohttp.ClientResponseError)
            raise RasaUnavailable(
                type(error).__name__, came_to_nothing=unheard, is_over=failed
            ) from error
        finally:
            self._under_way -= 1
        if not bubbles:
            why = "no answer, as when the action server is down, or the turn could not be kept"
            raise RasaUnavailable(why, is_over=True)
        return bubbles

    async def start_session(self, conversation_id: str, slots: Mapping[str, str]) -> None:
        """Begin a session of Rasa's that knows some things, before anything is said in it.

        Rasa's own session start, which knows what domain.yml says, costs no call. Raises
        RasaUnavailable.
        """
        url = self._by_preference(conversation_id)[0]
        path = f"{url}/conversations/{conversation_id}/tracker/events"
        try:
            async with self._http.post(
                path, params={"token": self._token}, json=session_knowing(slots)
            ):
                pass
        except (TimeoutError, aiohttp.ClientError) as error:
            raise RasaUnavailable(type(error).__name__, came_to_nothing=True) from error

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()

    async def _ask_until_answered(
        self, conversation_id: str, body: dict[str, Any], metadata: dict[str, Any]
    ) -> list[Bubble]:
        while True:
            for url in self._by_preference(conversation_id):
                known = metadata["again"]
                sent = aiohttp.JsonPayload(body)
                metadata["again"] = True  # whatever becomes of it, it may have been heard
                try:
                    async with self._http.post(f"{url}/webhooks/rest/webhook", data=sent) as answer:
                        return _bubbles(await answer.json())
                except aiohttp.ClientConnectorError:
                    metadata["again"] = known
                except _CUT_SHORT:
                    pass
            await asyncio.sleep(_PAUSE_SECONDS)  # a process that died is being started again

    def _by_preference(self, conversation_id: str) -> list[str]:
        """Order the processes for a conversation, always alike; each is first for its share."""
        return sorted(
            self._urls,
            key=lambda url: hashlib.blake2b(f"{conversation_id} {url}".encode()).digest(),
        )


def _bubbles(answers: list[dict[str, Any]]) -> list[Bubble]:
    """Read Rasa's answers. What a response carries as `custom` comes in an answer of its own.

    Rasa cuts a text without buttons at its blank lines: a link alone goes back to what it is about.
    """
    bubbles: list[Bubble] = []
    for answer in answers:
        if "text" in answer:
            buttons = tuple(Button(b["title"], b["payload"]) for b in answer.get("buttons", ()))
            if bubbles and not buttons and _LINK_ALONE.fullmatch(answer["text"]):
                whole = f"{bubbles[-1].text}\n\n{answer['text']}"
                bubbles[-1] = replace(bubbles[-1], text=whole)
            else:
                bubbles.append(Bubble(ASSISTANT, answer["text"], buttons))
        if "custom" in answer and bubbles:
            bubbles[-1] = replace(bubbles[-1], data=answer["custom"])
    return bubbles
