"""A conversation as the web sees it: opened, spoken in, read again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from web.rasa import PATIENCE_SECONDS, RasaClient, RasaUnavailable
from web.transcript import VISITOR, Bubble, Transcript

OPENINGS = {"greeting": "/greet", "booking": "/book_interview"}
"""What the assistant is told when a conversation begins, by the way it was begun."""

_OPENING_TURN = "opening"
_POLL_SECONDS = 0.1


class Chat:
    """Hands each message of a visitor to Rasa once, and keeps what was said."""

    def __init__(
        self, transcript: Transcript, rasa: RasaClient, now: Callable[[], datetime]
    ) -> None:
        self._transcript = transcript
        self._rasa = rasa
        self._now = now

    async def open(self, start: str) -> tuple[str, list[Bubble]]:
        """Begin a conversation; returns its identity and the greeting. Raises RasaUnavailable."""
        conversation_id = await asyncio.to_thread(self._transcript.open, self._now())
        answers = await self._rasa.send(conversation_id, OPENINGS[start])
        return conversation_id, await self._keep(conversation_id, _OPENING_TURN, answers)

    async def say(self, conversation_id: str, turn: str, shown: str, sent: str) -> list[Bubble]:
        """Say something once: a repeated `turn` gets the first one's answers.

        `shown` is what the visitor sees of it, `sent` what Rasa reads. Raises RasaUnavailable;
        the message then counts as not said, and may be sent again.
        """
        try:
            await self._keep(conversation_id, turn, [Bubble(VISITOR, shown)])
        except IntegrityError:
            return await self._answers_to_first(conversation_id, turn)
        try:
            answers = await self._rasa.send(conversation_id, sent)
        except BaseException:
            await asyncio.shield(asyncio.to_thread(self._transcript.forget, conversation_id, turn))
            raise
        return await self._keep(conversation_id, turn, answers)

    async def history(self, conversation_id: str) -> list[Bubble]:
        """Everything said so far, oldest first."""
        return await asyncio.to_thread(self._transcript.history, conversation_id)

    async def exists(self, conversation_id: str) -> bool:
        """Tell whether the conversation is still kept."""
        return await asyncio.to_thread(self._transcript.exists, conversation_id)

    async def _keep(self, conversation_id: str, turn: str, bubbles: list[Bubble]) -> list[Bubble]:
        return await asyncio.to_thread(
            self._transcript.add, conversation_id, turn, bubbles, self._now()
        )

    async def _answers_to_first(self, conversation_id: str, turn: str) -> list[Bubble]:
        """Wait for the answers to a message that is already on its way."""
        for _ in range(int(PATIENCE_SECONDS / _POLL_SECONDS)):
            answers = await asyncio.to_thread(self._transcript.answers, conversation_id, turn)
            if answers:
                return answers
            await asyncio.sleep(_POLL_SECONDS)
        # Whoever took the message has died over it: the next attempt is a first one again.
        await asyncio.to_thread(self._transcript.forget, conversation_id, turn)
        raise RasaUnavailable("the first attempt was never answered")
